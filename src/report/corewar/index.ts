/**
 * Core War in text: pictures of the core, cells and registers of a stopped round, a warrior's code, tables of
 * battles, tournaments and studies. A leaf beside the report, as Core War is one beside the search.
 */
export * from "./frame.ts";
export * from "./listing.ts";
export * from "./study.ts";
export * from "./tables.ts";
export * from "./warrior.ts";
