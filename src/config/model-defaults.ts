import type { JsonObject } from "../core/index.ts";

/**
 * The settings of runs with models, where nobody says otherwise: an answer costs money and minutes, so that few
 * steps are made from one state, and islands meet often.
 */
export const MODEL_DEFAULTS: JsonObject = { inFlight: 2, migration: { interval: 10 } };
