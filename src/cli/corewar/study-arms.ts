/** The kinds of runs of a study: how each differs from the problem as it is. */
import type { RunConfig } from "../../config/index.ts";
import { GalapagosError, type JsonObject } from "../../core/index.ts";
import type { AdversarialMode, Problem } from "../../problem/index.ts";

/** A kind of run: how it differs from the problem and the configuration as they are. */
const ARMS = {
  "red-queen": (problem: Problem, config: RunConfig) => ({ problem, config }),
  static: (problem: Problem, config: RunConfig) => ({
    problem: withMode(problem, { lastChampions: 0 }),
    config,
  }),
  "best-of-n": (problem: Problem, config: RunConfig) => ({
    problem: withInput(withMode(problem, { lastChampions: 0 }), { drawnAlone: true }),
    config,
  }),
  "single-cell": (problem: Problem, config: RunConfig) => ({
    problem,
    config: { ...config, archive: { ...config.archive, cells: "single" as const } },
  }),
} as const;

/** Runs that meet the latest K champions, for any K; `history-0` is static. */
const HISTORY = /^history-(\d{1,4})$/;

/** A kind of run, by its name. */
export type ArmName = keyof typeof ARMS | `history-${number}`;

function isArm(name: string): name is ArmName {
  return Object.hasOwn(ARMS, name) || HISTORY.test(name);
}

/** The problem and the configuration of a kind of run. */
export function armOf(name: ArmName, problem: Problem, config: RunConfig) {
  const history = HISTORY.exec(name)?.[1];
  if (history === undefined) return ARMS[name as keyof typeof ARMS](problem, config);
  return { problem: withMode(problem, { lastChampions: Number(history), pool: "latest" }), config };
}

/** Names of all kinds but `history-K`. */
export const ARM_NAMES: readonly string[] = Object.keys(ARMS);

/** The kinds of runs that a list names, each once. @throws GalapagosError for a word that is none */
export function parseArms(text: string): readonly ArmName[] {
  const named = text.split(",").map((name) => {
    const arm = name.trim();
    if (isArm(arm)) return arm;
    throw new GalapagosError(
      `--arms: expected some of ${Object.keys(ARMS).join(",")},history-K, got ${JSON.stringify(name)}`,
      {
        code: "corewar/study",
        hint: "--arms red-queen,static,history-1,history-10",
      },
    );
  });
  return [...new Set(named)];
}

/** A problem whose rounds are held in another way. */
export function withMode(
  problem: Problem,
  mode: Partial<Pick<AdversarialMode, "rounds" | "lastChampions" | "pool" | "initial">>,
): Problem {
  const { definition } = problem;
  if (definition.adversarial === null) return problem;
  return { ...problem, definition: { ...definition, adversarial: { ...definition.adversarial, ...mode } } };
}

/** A problem whose inputs say one thing more. */
function withInput(problem: Problem, more: JsonObject): Problem {
  const { definition } = problem;
  const inputs = definition.inputs.map((input) => ({ ...(input as JsonObject), ...more }));
  return { ...problem, definition: { ...definition, inputs } };
}
