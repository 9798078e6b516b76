/** `galapagos corewar study`: the measurements of the Digital Red Queen paper over several runs. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command, Option } from "commander";
import type { RunConfig } from "../../config/index.ts";
import { canonicalJson, EXIT, GalapagosError, type JsonObject } from "../../core/index.ts";
import { compareArms, renderStudyPlot, summariseArm } from "../../corewar/index.ts";
import { type AdversarialMode, loadProblem, type Problem } from "../../problem/index.ts";
import { baseConfigOf, beginRun, redQueenChampions, runAt } from "../../run/index.ts";
import { parseCount } from "../arguments.ts";
import { addConfigOptions, configOf, type RunFlags } from "../commands/run-flags.ts";
import { watch } from "../watched.ts";
import { holdTournament } from "./hold-tournament.ts";
import { type HeldOut, measureRun, readHeldOut } from "./study-duels.ts";
import { type StudiedArm, type StudiedRun, writeDuels } from "./study-export.ts";
import type { Shell } from "../shell.ts";
import { type NamedDifferences, renderDrqStudy } from "../../report/corewar/index.ts";

interface Flags extends RunFlags {
  readonly runs: number;
  readonly rounds?: number;
  readonly humans: string;
  readonly battles: number;
  readonly preset: string;
  readonly arms: readonly ArmName[];
}

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
type ArmName = keyof typeof ARMS | `history-${number}`;

function isArm(name: string): name is ArmName {
  return Object.hasOwn(ARMS, name) || HISTORY.test(name);
}

/** The problem and the configuration of a kind of run. */
function armOf(name: ArmName, problem: Problem, config: RunConfig) {
  const history = HISTORY.exec(name)?.[1];
  if (history === undefined) return ARMS[name as keyof typeof ARMS](problem, config);
  return { problem: withMode(problem, { lastChampions: Number(history), pool: "latest" }), config };
}

const SHIPPED_WARRIORS = "the warriors of problems/core-war";

/** `galapagos corewar study`. */
export function studyCommand(shell: Shell): Command {
  const names = Object.keys(ARMS).join(",");
  const command = new Command("study")
    .option("--runs <n>", "independent runs of each kind", parseCount, 5)
    .option("--rounds <n>", "rounds of each run (the problem's)", parseCount)
    .option("--humans <folder>", "held-out warriors that no run ever meets", SHIPPED_WARRIORS)
    .option("--battles <n>", "rounds of each duel with a held-out warrior", parseCount, 20)
    .option("--preset <name>", "setting of core-war: paper-quick, paper, quick", "paper-quick")
    .addOption(
      new Option("--arms <list>", `kinds of runs, from ${names},history-K (the latest K champions)`)
        .argParser(parseArms)
        .default([...parseArms(names)], names),
    );
  return addConfigOptions(command)
    .addHelpText(
      "after",
      "\nExample:\n  galapagos corewar study --runs 3 --rounds 5 --evaluations 1000 --humans my-warriors/",
    )
    .action((flags: Flags) => study(shell, flags));
}

async function study(shell: Shell, flags: Flags): Promise<void> {
  const problem = await studied(flags);
  const config = configOf(shell, flags, baseConfigOf(problem));
  const folder = shell.path(flags.out ?? "results/corewar-study");
  const initial = problem.definition.adversarial?.initial ?? [];
  const humans =
    flags.humans === SHIPPED_WARRIORS ? join(problem.folder, "warriors") : shell.path(flags.humans);
  const field = readHeldOut(shell, humans, initial);
  openStudy(folder, {
    problem: problem.version,
    config,
    rounds: problem.definition.adversarial?.rounds ?? 0,
  });
  const kinds: StudiedArm[] = [];
  for (const arm of flags.arms) {
    const runs: StudiedRun[] = [];
    for (let number = 1; number <= flags.runs; number++) {
      const run = await oneRun(shell, { folder, arm, number, problem, config, flags, field });
      if (run === null) {
        shell.say("interrupted and saved; type the same command to go on");
        shell.exitCode = EXIT.interrupted;
        return;
      }
      runs.push(run);
    }
    kinds.push({ arm, runs });
  }
  const opponents = field.entrants.map(({ id }) => id);
  const duels = writeDuels(folder, kinds, opponents);
  const summaries = kinds.map(({ arm, runs }) => [arm, summariseArm(runs)] as const);
  const differences = kinds.slice(1).map(({ arm, runs }): NamedDifferences => {
    const [first] = kinds as [StudiedArm];
    return { kinds: [first.arm, arm], differences: compareArms(first.runs, runs) };
  });
  const plot = join(folder, "study.svg");
  writeFileSync(plot, renderStudyPlot(summaries));
  if (flags.json)
    return shell.printJson({
      heldOut: opponents,
      arms: Object.fromEntries(summaries),
      differences,
      duels,
      plot,
    });
  shell.print(renderDrqStudy(summaries, differences));
  shell.print(
    `\n${field.entrants.length} held-out warriors, means over runs with 95 % intervals (Student). All duels: ${duels}. Plot: ${plot}`,
  );
}

/** Starts a run, goes on with it, or takes it as it is; `null` when interrupted. */
async function oneRun(
  shell: Shell,
  task: {
    readonly folder: string;
    readonly arm: ArmName;
    readonly number: number;
    readonly problem: Problem;
    readonly config: RunConfig;
    readonly flags: Flags;
    readonly field: HeldOut;
  },
): Promise<StudiedRun | null> {
  const { folder, arm, number, flags, field } = task;
  const name = `${arm}-${number}`;
  const { problem, config } = armOf(arm, task.problem, {
    ...task.config,
    seed: `${task.config.seed}-${number}`,
  });
  const place = join(folder, name);
  if (!flags.quiet) shell.say(`${arm}, run ${number} of ${flags.runs}`);
  const { summary } = await watch(shell, flags, (sitting) => {
    const begun = runAt(place);
    if (begun !== null) return begun.resume(sitting);
    return beginRun({ problem, config, resultsRoot: folder, name, ...sitting });
  });
  if (summary.status === "interrupted") return null;
  const champions = redQueenChampions(place).map(({ source }) => source);
  const measured = await measureRun(champions, field, {
    results: join(place, `duels-${flags.battles}.jsonl`),
    rounds: flags.battles,
    hold: (duels) => holdTournament(shell, flags, duels),
  });
  return { ...measured, champions };
}

async function studied({ preset, rounds }: Flags): Promise<Problem> {
  const problem = await loadProblem("core-war", { preset });
  return rounds === undefined ? problem : withMode(problem, { rounds });
}

function withMode(
  problem: Problem,
  mode: Partial<Pick<AdversarialMode, "rounds" | "lastChampions" | "pool">>,
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

/** Runs of another study are never mixed in: the folder says what its runs are. */
function openStudy(folder: string, setup: object): void {
  const path = join(folder, "study.json");
  const text = `${canonicalJson({ format: "galapagos-corewar-study-1", ...setup })}\n`;
  if (!existsSync(path)) {
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path, text);
    } catch (error) {
      throw new GalapagosError(`${folder} cannot hold a study: ${(error as Error).message}`, {
        code: "corewar/study",
        hint: "name a folder that can be written: --out my-study",
        cause: error,
      });
    }
  } else if (readFileSync(path, "utf8") !== text) {
    throw new GalapagosError(`${folder} holds a study with other settings`, {
      code: "corewar/study",
      hint: "repeat the command with the settings it was begun with, or name another folder with --out",
    });
  }
}

function parseArms(text: string): readonly ArmName[] {
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
