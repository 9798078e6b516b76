/** `galapagos corewar study`: the measurements of the Digital Red Queen paper over several runs. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command, Option } from "commander";
import type { RunConfig } from "../../config/index.ts";
import { canonicalJson, EXIT, faultWords, GalapagosError, given, makeFolders } from "../../core/index.ts";
import { analyseChampions, compareArms, renderStudyPlot, summariseArm } from "../../corewar/index.ts";
import { loadProblem, type Problem } from "../../problem/index.ts";
import { baseConfigOf, redQueenArchive } from "../../run/index.ts";
import { parseCount } from "../arguments.ts";
import { addConfigOptions, configOf, type RunFlags } from "../commands/run-flags.ts";
import { holdTournament } from "./hold-tournament.ts";
import { ARM_NAMES, type ArmName, armOf, parseArms, withMode } from "./study-arms.ts";
import { type Duelling, type HeldOut, measureRun, readHeldOut } from "./study-duels.ts";
import {
  type StudiedArm,
  type StudiedRun,
  writeArchives,
  writeDuels,
  writePhenotypes,
} from "./study-export.ts";
import { championsOf } from "./study-run.ts";
import { studySpecialists } from "./study-specialists.ts";
import { roundsSet, settingsSet } from "../rounds-set.ts";
import type { Shell } from "../shell.ts";
import {
  type NamedAttempts,
  type NamedDifferences,
  renderAnalysis,
  renderDrqStudy,
  renderSpecialists,
} from "../../report/corewar/index.ts";

interface Flags extends RunFlags {
  readonly runs: number;
  readonly rounds?: number;
  readonly humans: string;
  readonly specialists?: string;
  readonly battles: number;
  readonly preset: string;
  readonly arms: readonly ArmName[];
}

const SHIPPED_WARRIORS = "the warriors of problems/core-war";

/** `galapagos corewar study`. */
export function studyCommand(shell: Shell): Command {
  const names = ARM_NAMES.join(",");
  const command = new Command("study")
    .option("--runs <n>", "independent runs of each kind", parseCount, 5)
    .option("--rounds <n>", "rounds of each run (the problem's)", parseCount)
    .option("--humans <folder>", "held-out warriors that no run ever meets", SHIPPED_WARRIORS)
    .option("--specialists <folder>", "breed a specialist for each warrior of a folder, too")
    .option("--battles <n>", "rounds of each duel with a held-out warrior", parseCount, 20)
    .option("--preset <name>", "setting of core-war: paper-quick, paper, from-imp, quick", "paper-quick")
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
  const config = configOf(shell, { ...flags, set: settingsSet(flags.set) }, baseConfigOf(problem));
  const folder = shell.path(flags.out ?? "results/corewar-study");
  const initial = problem.definition.adversarial?.initial ?? [];
  const folderOf = (named: string): string =>
    named === SHIPPED_WARRIORS ? join(problem.folder, "warriors") : shell.path(named);
  const field = readHeldOut(shell, folderOf(flags.humans), initial);
  const targets =
    flags.specialists === undefined ? null : readHeldOut(shell, folderOf(flags.specialists), []);
  openStudy(folder, {
    problem: problem.version,
    config,
    rounds: problem.definition.adversarial?.rounds ?? 0,
    ...given({ adversarial: roundsSet(flags.set) }),
  });
  const kinds = await runArms(shell, flags, { folder, problem, config, field });
  if (kinds === null) return interrupted(shell);
  const duelling = duellingOf(shell, flags);
  const specialists =
    targets === null
      ? undefined
      : await studySpecialists(shell, flags, { folder, problem, config, field: targets, duelling });
  if (specialists === null) return interrupted(shell);
  tell(shell, flags, { folder, kinds, opponents: field.entrants.map(({ id }) => id), specialists });
}

function interrupted(shell: Shell): void {
  shell.say("interrupted and saved; type the same command to go on");
  shell.exitCode = EXIT.interrupted;
}

/** Writes what the study found into its folder, and prints it. */
function tell(
  shell: Shell,
  { json = false }: Flags,
  study: {
    readonly folder: string;
    readonly kinds: readonly StudiedArm[];
    readonly opponents: readonly string[];
    readonly specialists: NamedAttempts | undefined;
  },
): void {
  const { folder, kinds, opponents, specialists } = study;
  const duels = writeDuels(folder, kinds, opponents);
  const analysis = analyseChampions(kinds.map(({ arm, runs }) => [arm, runs]));
  const phenotypes = writePhenotypes(folder, analysis, opponents);
  const archives = writeArchives(folder, kinds);
  const summaries = kinds.map(({ arm, runs }) => [arm, summariseArm(runs)] as const);
  const differences = kinds.slice(1).map(({ arm, runs }): NamedDifferences => {
    const [first] = kinds as [StudiedArm];
    return { kinds: [first.arm, arm], differences: compareArms(first.runs, runs) };
  });
  const plot = join(folder, "study.svg");
  writeFileSync(plot, renderStudyPlot(summaries));
  const { components, probe } = analysis;
  if (json) {
    shell.printJson({
      ...{ heldOut: opponents, arms: Object.fromEntries(summaries), differences, duels, plot },
      ...{ phenotypes, archives, components: components.shares, probe },
      ...given({ specialists }),
    });
    return;
  }
  shell.print(renderDrqStudy(summaries, differences));
  shell.print(`\n${renderAnalysis(analysis)}`);
  if (specialists !== undefined) shell.print(`\n${renderSpecialists(specialists)}`);
  shell.print(
    `\n${opponents.length} held-out warriors, means over runs with 95 % intervals (Student). All duels: ${duels}, ${phenotypes}; archives: ${archives.join(", ")}. Plots: ${plot}, phenotypes.svg`,
  );
}

/** The settings of a study, and who measures its champions. */
interface Task {
  readonly folder: string;
  readonly problem: Problem;
  readonly config: RunConfig;
  readonly field: HeldOut;
}

/** All runs of all kinds; `null` when interrupted. */
async function runArms(shell: Shell, flags: Flags, task: Task): Promise<readonly StudiedArm[] | null> {
  const kinds: StudiedArm[] = [];
  for (const arm of flags.arms) {
    const runs: StudiedRun[] = [];
    for (let number = 1; number <= flags.runs; number++) {
      if (!flags.quiet) shell.say(`${arm}, run ${number} of ${flags.runs}`);
      const run = await oneRun(shell, flags, task, { arm, number });
      if (run === null) return null;
      runs.push(run);
    }
    kinds.push({ arm, runs });
  }
  return kinds;
}

/** A run, as far as it is not there already, and its champions' duels; `null` when interrupted. */
async function oneRun(
  shell: Shell,
  flags: Flags,
  { folder, field, ...task }: Task,
  { arm, number }: { readonly arm: ArmName; readonly number: number },
): Promise<StudiedRun | null> {
  const name = `${arm}-${number}`;
  const kind = armOf(arm, task.problem, { ...task.config, seed: `${task.config.seed}-${number}` });
  const champions = await championsOf(shell, flags, { ...kind, folder, name });
  if (champions === null) return null;
  const archive = redQueenArchive(join(folder, name));
  const results = join(folder, name, `duels-${flags.battles}.jsonl`);
  return {
    ...(await measureRun(champions, field, { ...duellingOf(shell, flags), results })),
    champions,
    archive,
  };
}

function duellingOf(shell: Shell, flags: Flags): Omit<Duelling, "results"> {
  return { rounds: flags.battles, hold: (duels) => holdTournament(shell, flags, duels) };
}

async function studied({ preset, rounds, set }: Flags): Promise<Problem> {
  const problem = await loadProblem("core-war", given({ preset, adversarial: roundsSet(set) }));
  return rounds === undefined ? problem : withMode(problem, { rounds });
}

/** Runs of another study are never mixed in: the folder says what its runs are. */
function openStudy(folder: string, setup: object): void {
  const path = join(folder, "study.json");
  const text = `${canonicalJson({ format: "galapagos-corewar-study-1", ...setup })}\n`;
  if (!existsSync(path)) {
    try {
      makeFolders(folder);
      writeFileSync(path, text);
    } catch (error) {
      throw new GalapagosError(`${folder} cannot hold a study: ${faultWords(error)}`, {
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
