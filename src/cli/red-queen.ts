import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { RunConfig } from "../config/index.ts";
import { EXIT, GalapagosError } from "../core/index.ts";
import { loadProblem, PROBLEM_FILE, type Problem } from "../problem/index.ts";
import { type RedQueenOptions, type RedQueenSummary, resumeRedQueen, startRedQueen } from "../run/index.ts";
import { print, printJson, renderTable, say, showNumber } from "./output.ts";
import type { WatchOptions } from "./watched.ts";
import { watchTurns } from "./watch-turns.ts";

/** `run` of an adversarial problem: rounds against champions. */
export async function runRedQueen(
  problem: Problem,
  config: RunConfig,
  place: { readonly resultsRoot?: string; readonly name?: string },
  flags: WatchOptions & { readonly repeat?: number; readonly preset?: string },
): Promise<void> {
  if (flags.repeat !== undefined) {
    throw new GalapagosError("--repeat does not go with rounds against champions", {
      code: "run/repeat",
      hint: "start one run for each seed, or for Core War: galapagos corewar study --runs 5",
    });
  }
  const sides = await sidesOf(problem, flags.preset);
  await watch(flags, (options) => startRedQueen({ sides, config, ...place, ...options }));
}

/** The problem, and the one it is played against: beside it where there is one of that name, else as names are looked up. */
async function sidesOf(problem: Problem, preset: string | undefined): Promise<readonly Problem[]> {
  const { adversarial, name } = problem.definition;
  if (adversarial === null || adversarial.against === null) return [problem];
  const { against } = adversarial;
  const beside = join(dirname(problem.folder), against);
  const other = await loadProblem(
    existsSync(join(beside, PROBLEM_FILE)) ? beside : against,
    preset === undefined ? {} : { preset },
  );
  const back = other.definition.adversarial?.against;
  if (back === name) return [problem, other];
  throw new GalapagosError(
    `${name} is played against ${against}, which is ${back ? `played against ${back}` : "not played against anything"}`,
    {
      code: "problem/adversarial",
      hint: `say "adversarial": { "against": "${name}" } in the problem.json of ${against}`,
    },
  );
}

/** `resume` of an adversarial run. */
export async function continueRedQueen(
  folder: string,
  flags: WatchOptions & { readonly evaluations?: number; readonly time?: number },
): Promise<void> {
  if (flags.evaluations !== undefined || flags.time !== undefined) {
    throw new GalapagosError("the budget of rounds against champions is shared out when a run begins", {
      code: "run/budget",
      hint: "resume without --evaluations and --time, or start a new run with a larger budget",
    });
  }
  await watch(flags, (options) => resumeRedQueen(folder, options));
}

async function watch(
  flags: WatchOptions,
  play: (options: RedQueenOptions) => Promise<RedQueenSummary>,
): Promise<void> {
  const summary = await watchTurns(flags, play);
  if (flags.json) printJson(summary);
  else print(renderRedQueen(summary));
  process.exitCode = summary.status === "interrupted" ? EXIT.interrupted : EXIT.done;
  if (summary.status === "interrupted") say("interrupted and saved; go on with: galapagos resume");
}

/** An adversarial run for people: a line per champion. */
export function renderRedQueen(summary: RedQueenSummary): string {
  return [
    `${summary.problem} · seed ${summary.seed} · ${summary.rounds.length} turns · ${summary.evaluations} evaluations · ${summary.status}`,
    "",
    renderTable([
      ["round", "side", "score", "evaluations"],
      ...summary.rounds.map(({ round, side, score, evaluations }) => [
        String(round + 1),
        String(side),
        showNumber(score),
        String(evaluations),
      ]),
    ]),
    "",
    `digest ${summary.digest}`,
  ].join("\n");
}
