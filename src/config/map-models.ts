import type { RunConfig } from "./config.ts";
import type { ModelSettings } from "./settings/model.ts";

/** A configuration with a change made to every model that it names: those that make children, those of single roles, and the one that compares. */
export function mapModels(config: RunConfig, change: <M extends ModelSettings>(settings: M) => M): RunConfig {
  const one = <M extends ModelSettings>(settings: M | null): M | null => settings && change(settings);
  const { planner, executor, reflection, answer } = config.roles;
  const { embedding } = config.directed;
  return {
    ...config,
    models: config.models.map((settings) => change(settings)),
    roles: {
      planner: one(planner),
      executor: one(executor),
      reflection: one(reflection),
      answer: one(answer),
    },
    directed: { ...config.directed, embedding: one(embedding) },
  };
}
