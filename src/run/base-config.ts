import { GalapagosError, type JsonObject } from "../core/index.ts";
import { DEFAULT_CONFIG, resolveConfig, type RunConfig } from "../config/index.ts";
import type { Problem } from "../problem/index.ts";

/**
 * The settings of a problem's runs where nobody says otherwise: the defaults, what an adversarial problem states for its rounds, and few
 * steps at a time where programs are measured.
 *
 * @throws GalapagosError `config/invalid` when it states what no run can have
 */
export function baseConfigOf({ definition }: Problem): RunConfig {
  const { adversarial, timing, name } = definition;
  if (adversarial === null && timing) return resolveConfig([{ origin: "measured", settings: MEASURED }]);
  if (adversarial === null) return DEFAULT_CONFIG;
  refuseModels(adversarial.settings, name);
  return resolveConfig([{ origin: `adversarial.settings of ${name}`, settings: adversarial.settings }]);
}

/**
 * Settings of runs that measure programs: one after the other, seconds each, so that a run has some hundred at most, and every
 * further island would begin with a measurement of the seed.
 */
const MEASURED: JsonObject = { islands: 1, inFlight: 2, selection: { policy: "adaptive", thrift: 0 } };

/**
 * Settings by which a problem from elsewhere would decide who is asked, what is said and which keys go where.
 */
const NOT_FOR_PROBLEMS = ["models", "islandModels", "prompts", "directed.embedding"];

function refuseModels(settings: JsonObject, name: string): void {
  const { directed } = settings;
  const said = [
    ...Object.keys(settings),
    ...(typeof directed === "object" && directed !== null
      ? Object.keys(directed).map((key) => `directed.${key}`)
      : []),
  ];
  const refused = said.filter((key) =>
    NOT_FOR_PROBLEMS.some((word) => key === word || key.startsWith(`${word}.`)),
  );
  if (refused.length === 0) return;
  throw new GalapagosError(
    `adversarial.settings of ${name} name ${refused.join(", ")}: a problem cannot say which models are asked, what they are told and which keys they get`,
    {
      code: "problem/invalid",
      hint: "say it yourself, with --model, --prompts or a file of your own: --config <file>",
    },
  );
}
