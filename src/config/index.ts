/**
 * How a run is done: everything that decides the search, and its budgets; from defaults < file < environment
 * < flags.
 */
export * from "./config.ts";
export { readConfigFile } from "./config-file.ts";
export { mapModels } from "./map-models.ts";
export * from "./resolve.ts";
export * from "./settings.ts";
export { UPKEEP_PASSES, type UpkeepPass } from "./settings/memory.ts";
export { MODEL, type ModelSettings, OPENAI_BASE_URL } from "./settings/model.ts";
export { ISLAND_MODELS, type IslandModels } from "./settings/models.ts";
