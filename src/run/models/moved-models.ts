import { mapModels, type ModelSettings, type RunConfig } from "../../config/index.ts";
import { GalapagosError } from "../../core/index.ts";

/** Where the server of a model is now. */
export interface MovedModel {
  /** Id of the model within the run, which is its name unless the run gave it another. */
  readonly id: string;
  readonly baseUrl: string;
}

/**
 * A configuration whose models are asked at other addresses; whatever else is said of them stays, so that the
 * run goes on as it would have.
 *
 * @throws GalapagosError `run/model` for a model that the run does not have
 */
export function withMovedModels(config: RunConfig, moved: readonly MovedModel[]): RunConfig {
  const ids: string[] = [];
  const placed = mapModels(config, (settings) => {
    const id = idOfModel(settings);
    ids.push(id);
    const now = moved.findLast((each) => each.id === id);
    return now === undefined ? settings : { ...settings, baseUrl: now.baseUrl };
  });
  for (const { id } of moved) {
    if (ids.includes(id)) continue;
    throw new GalapagosError(
      ids.length === 0 ? "this run has no models" : `this run has no model "${id}"; it has ${ids.join(", ")}`,
      { code: "run/model", hint: "with another model: galapagos fork <run> --model <name>" },
    );
  }
  return placed;
}

function idOfModel({ id, model }: ModelSettings): string {
  return id ?? model;
}
