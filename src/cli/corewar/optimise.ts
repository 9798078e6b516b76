/** `galapagos corewar optimise`: evolution of one warrior against a field. */
import { join } from "node:path";
import { Command, Option } from "commander";
import { resolveConfig, type RunConfig } from "../../config/index.ts";
import { EXIT, GalapagosError, given, jsonOf, shippedPath } from "../../core/index.ts";
import { type Entrant, type MarsSettings, printSource } from "../../corewar/index.ts";
import { defineProblem, type Problem, shippedProblems } from "../../problem/index.ts";
import { beginRun, type Budgets, openRun, type RunOverview, runAt } from "../../run/index.ts";
import { parseCount } from "../arguments.ts";
import { placeOf } from "../commands/place.ts";
import { addConfigOptions, configOf, type RunFlags } from "../commands/run-flags.ts";
import { watch } from "../watched.ts";
import { AIMS, type Aim, bestOfFinal, CHECK_ROUNDS, type Checked, check, finalistsOf } from "./final.ts";
import { holdTournament, type Tournament } from "./hold-tournament.ts";
import { presetOf, type RulesFlags, settingsOf, withRules } from "./rules.ts";
import { readField, readSourceFile, readWarrior } from "./warrior-file.ts";
import type { Shell } from "../shell.ts";

type Flags = RunFlags &
  RulesFlags & {
    readonly against: string;
    readonly together?: boolean;
    readonly numbers?: boolean;
    readonly rounds: number;
    readonly aim: Aim;
  };

/** Rounds of a battle at most: a thousand of each pair say more than any search can use. */
const MOST_ROUNDS = 1000;

/** Evaluations where no budget is given. */
const EVALUATIONS = 2000;

/** Settings where nobody says otherwise: one archive that keeps every kind, which all children come from. */
const USUAL = resolveConfig([{ origin: "corewar optimise", settings: { islands: 1, inFlight: 4 } }]);

/** `galapagos corewar optimise`. */
export function optimiseCommand(shell: Shell): Command {
  const command = new Command("optimise")
    .argument("<warrior>", "Redcode source to start from; it is not changed")
    .requiredOption("--against <folder>", "folder with the opponents' *.red files")
    .option("--together", "all fight in one core (default: one duel with each)")
    .addOption(
      new Option("--aim <what>", "what duels are fought for: points as on a hill, or opponents beaten")
        .choices(Object.keys(AIMS))
        .default("points"),
    )
    .option(
      "--numbers",
      "change numbers where they are written, and nothing else: code, labels and comments stay",
    )
    .option("--rounds <n>", "rounds of each battle during the search", parseCount, 20);
  return addConfigOptions(withRules(command))
    .addHelpText(
      "after",
      "\nExample:\n  galapagos corewar optimise mine.red --against hill/ --time 10m > better.red",
    )
    .action((file: string, flags: Flags) => optimise(shell, file, flags));
}

async function optimise(shell: Shell, typed: string, flags: Flags): Promise<void> {
  const file = shell.path(typed);
  const settings = settingsOf(flags, 2);
  const preset = presetOf(flags);
  if (preset?.standard === "88") {
    throw new GalapagosError(`the preset ${flags.preset} takes Redcode '88, and optimise writes '94`, {
      code: "corewar/standard",
      hint: "give the rules one by one (--core-size, --cycles …) and translate what comes out",
    });
  }
  if (flags.rounds > MOST_ROUNDS) {
    throw new GalapagosError(`--rounds: expected at most ${MOST_ROUNDS}, got ${flags.rounds}`, {
      code: "corewar/rounds",
      hint: "--rounds 20",
    });
  }
  const pSpace = preset?.pSpace ?? true;
  const warrior = readWarrior(file, settings, { pSpace });
  const field = readField(shell, shell.path(flags.against), settings, { lenient: true, pSpace });
  if (field.length === 0) {
    throw new GalapagosError(`${flags.against} holds no warrior that assembles; there is nobody to fight`, {
      code: "corewar/field",
      hint: `name a folder with *.red files, e.g. ${shippedPath("problems/core-war/warriors")}`,
    });
  }
  if (flags.together && flags.aim === "beaten") {
    throw new GalapagosError("--aim beaten counts duels, and --together fights none", {
      code: "cli/flags",
      hint: "leave one of them out",
    });
  }
  const problem = await matchOf(file, settings, field, flags);
  const asked = configOf(shell, flags, USUAL);
  const open = asked.evaluations === null && asked.timeMs === null;
  const config = open ? { ...asked, evaluations: EVALUATIONS } : asked;
  // the same command goes on with what it left in --out
  const begun = flags.out === undefined ? null : runAt(shell.path(flags.out));
  const place = begun === null ? placeOf(shell, flags.out) : null;
  const before = begun?.overview() ?? null;
  const { folder, summary } = await watch(shell, flags, (sitting) =>
    begun === null
      ? beginRun({ problem, config, ...place, ...sitting })
      : begun.resume({ reload: async () => problem, budgets: changedBudgets(before, asked), ...sitting }),
  );
  if (before !== null && before.summary.evaluations === summary.evaluations)
    shell.say(toldBefore(summary.evaluations));
  if (summary.status === "interrupted") {
    shell.say(`interrupted and saved in ${folder}; type the same command with --out ${folder} to go on`);
    shell.exitCode = EXIT.interrupted;
    return;
  }
  const final = {
    field,
    settings,
    aim: flags.aim,
    together: flags.together === true,
    hold: (duels: Tournament) => holdTournament(shell, flags, duels),
  };
  if (!flags.quiet) shell.say("the best meet their opponents again, at new places");
  const found = await bestOfFinal(finalistsOf(folder, settings), final);
  const [was, is] = (await check([warrior, found.warrior], final)) as [Checked, Checked];
  const better = is.score > was.score;
  const source = better ? found.source : readSourceFile(file);
  if (flags.json)
    return shell.printJson({
      run: summary.run,
      score: { search: openRun(folder).line().best, before: was.score, after: is.score },
      ...(is.beaten !== null && { beaten: { of: field.length, before: was.beaten, after: is.beaten } }),
      better,
      source,
    });
  const scores = `${told(was, field.length, flags)} before, ${told(is, field.length, flags)}`;
  const fought = flags.together
    ? `${CHECK_ROUNDS} rounds with all opponents`
    : `${CHECK_ROUNDS} rounds with each opponent at places the search never saw`;
  shell.say(
    better
      ? `${scores} now (${fought})`
      : `nothing better was found: ${scores} for the best (${fought}); here is yours`,
  );
  shell.print(source);
}

/** A word on a search that was complete before. */
function toldBefore(evaluations: number): string {
  return `nothing new was evaluated: this search had its ${evaluations} evaluations before, and this is what it found; to go on, give a larger --evaluations or --time`;
}

/** Budgets of a command that goes on, as far as they are others than those on record; smaller ones are refused there. */
function changedBudgets(before: RunOverview | null, { evaluations, timeMs }: RunConfig): Budgets {
  const known = before?.config;
  return given({
    evaluations: evaluations === null || evaluations === known?.evaluations ? undefined : evaluations,
    timeMs: timeMs === null || timeMs === known?.timeMs ? undefined : timeMs,
  });
}

/** The check's findings on one warrior, in a few words. */
function told({ score, beaten }: Checked, opponents: number, { together }: Flags): string {
  if (together) return `${score.toFixed(3)} share of survival`;
  return `${score.toFixed(1)}, ${beaten} of ${opponents} opponents beaten`;
}

/** The problem that the islands solve: the user's warrior as the seed, the folder as its opponents. */
function matchOf(
  file: string,
  settings: MarsSettings,
  field: readonly Entrant[],
  flags: Flags,
): Promise<Problem> {
  const { together = false, rounds, aim } = flags;
  const opponents = field.map(({ warrior }) => printSource(warrior, settings.coreSize));
  const pSpace = presetOf(flags)?.pSpace ?? true;
  const input = jsonOf({
    rules: { ...settings },
    rounds,
    opponents,
    together,
    aim,
    pSpace,
    ...(flags.numbers && { numbersAlone: true }),
  });
  return defineProblem({
    name: "corewar-optimise",
    folder: join(shippedProblems, "core-war"),
    description: [
      "Improve a Core War warrior in Redcode '94: tune its constants and its layout so that it beats more of its opponents.",
      together
        ? "It fights all of them in one core; the score is its share of survival, an even share being 1."
        : `It meets them one after the other; the score is ${AIMS[aim]}.`,
      `Core of ${settings.coreSize} cells, ${settings.maxCycles} cycles, at most ${settings.maxLength} instructions.`,
    ],
    seed: "mine.red",
    source: readSourceFile(file),
    evaluator: "duels.ts",
    inputs: [input],
    objective: { name: together ? "share of survival" : "score", direction: "maximise" },
    limits: { timeMs: 300_000, outputKb: 256 },
    mutator: "mutator.ts",
    race: !together,
    features: [
      { name: "threadsSpawned", scale: "edges", edges: [0, 1, 10, 100, 1000, 10_000, 1e12] },
      { name: "memoryCovered", scale: "edges", edges: [0, 10, 100, 500, 1000, 4000, 1e12] },
    ],
  });
}
