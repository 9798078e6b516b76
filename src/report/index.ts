/**
 * A report is what a person may know of a run, read from its store alone (never from a live object): plain
 * data first, text made of it second. Programs, notes and messages in it come from models and candidates;
 * whatever is rendered as text has had its control characters taken out.
 */
export * from "./candidate-detail.ts";
export { compareRuns } from "./comparison/compare-runs.ts";
export * from "./comparison/read-compared.ts";
export * from "./comparison/render-comparison.ts";
export * from "./export/csv.ts";
export * from "./export/exported-programs.ts";
export * from "./export/open-evolve.ts";
export * from "./export/schemas.ts";
export * from "./export/traces.ts";
export { openDashboard } from "./dashboard/server.ts";
export { choosePictured } from "./html/choose-pictured.ts";
export * from "./html/packed-programs.ts";
export * from "./html/page-data.ts";
export { readPage } from "./html/read-page.ts";
export { renderPage } from "./html/render-page.ts";
export * from "./html/source-delta.ts";
export * from "./progress.ts";
export * from "./run/failure-groups.ts";
export * from "./run/operator-table.ts";
export * from "./run/programs.ts";
export * from "./run/run-report.ts";
export * from "./step-calls.ts";
export * from "./study/compare-study.ts";
export * from "./text/candidate.ts";
export * from "./text/check.ts";
export * from "./text/failures.ts";
export * from "./text/findings.ts";
export { renderCompetition, renderImport } from "./text/import.ts";
export * from "./text/fleet.ts";
export * from "./text/front.ts";
export * from "./text/list.ts";
export * from "./text/memory.ts";
export * from "./text/overview.ts";
export * from "./text/preview.ts";
export * from "./text/progress.ts";
export * from "./text/repeat.ts";
export * from "./text/prompts.ts";
export * from "./text/rescore.ts";
export * from "./text/study.ts";
export * from "./text/table.ts";
export { widthOf } from "./text/width.ts";
export * from "./text/verdict.ts";
export * from "./text/verification.ts";
