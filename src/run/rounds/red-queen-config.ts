import { DEFAULT_CONFIG, resolveConfig, type RunConfig } from "../../config/index.ts";
import type { Problem } from "../../problem/index.ts";

/**
 * What holds for a problem's runs where nobody says otherwise: the defaults, and what an adversarial problem states for its rounds.
 *
 * @throws GalapagosError `config/invalid` when it states what no run can have
 */
export function baseConfigOf({ definition }: Problem): RunConfig {
  const { adversarial, name } = definition;
  if (adversarial === null) return DEFAULT_CONFIG;
  return resolveConfig([{ origin: `adversarial.settings of ${name}`, settings: adversarial.settings }]);
}
