/** How a run is done: everything that decides the search, and its budgets; from defaults < file < environment < flags. */
export * from "./config.ts";
export * from "./resolve.ts";
