/**
 * A report is what a person may know of a run, read from its store alone (never from a live object): plain data first,
 * text made of it second. Programs, notes and messages in it come from models and candidates; whatever is rendered as
 * text has had its control characters taken out.
 */
export * from "./candidate-detail.ts";
export * from "./operator-counts.ts";
export * from "./recent-failures.ts";
export * from "./render-candidate.ts";
export * from "./step-calls.ts";
export * from "./study/compare-study.ts";
export * from "./study/render-study.ts";
