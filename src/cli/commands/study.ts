import { readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { Command, CommanderError } from "commander";
import { EXIT, GalapagosError, given } from "../../core/index.ts";
import { compareStudy, studyTables } from "../../report/index.ts";
import { type ArmFlags, parseStudyFile, planStudy, runStudy, type StudyPlan } from "../../run/index.ts";
import { parseCount } from "../arguments.ts";
import { commandOfSameStudy, type StudyFlags } from "../same-study.ts";
import { addConfigOptions, flagLayers, type RunFlags } from "./run-flags.ts";
import type { Shell } from "../shell.ts";
import { showNumber } from "../../core/index.ts";
import { renderTable } from "../../report/index.ts";

/** `galapagos study <file>`. */
export function studyCommand(shell: Shell): Command {
  return new Command("study")
    .argument("<file>", "study as JSON (schemas/study.schema.json)")
    .option("--out <folder>", "folder of the study's runs (default: results/<name of the file>)")
    .option("--seeds <n>", "only the first n seeds", parseCount)
    .option(
      "--arm <name>",
      "only this arm, besides the first; repeatable",
      (name: string, before: readonly string[]) => [...before, name],
      [],
    )
    .option("--threads <n>", "threads that islands share; changes nothing but speed", parseCount)
    .option("--unsafe", "run commands without bubblewrap where it is missing: only for programs you trust")
    .option("--json", "print the comparison as JSON")
    .option("--quiet", "no progress")
    .addHelpText("after", "\nExample:\n  galapagos study studies/model-parts.json")
    .action((path: string, flags: StudyFlags) => study(shell, path, flags));
}

async function study(shell: Shell, path: string, flags: StudyFlags): Promise<void> {
  const file = parseStudyFile(readText(shell, path), path);
  const plan = narrowed(await planStudy(file, { path, from: shell.io.cwd, readFlags }), flags);
  const out = flags.out ?? join("results", basename(path, extname(path)));
  const folder = shell.path(out);
  const tell = (text: string): void => {
    if (!flags.quiet) shell.say(text);
  };
  const { threads, unsafe } = flags;
  const runs = await shell.drained(
    (text) => shell.say(text),
    (signal) =>
      runStudy(plan, {
        folder,
        signal,
        ...given({ threads, unsafe }),
        onRun({ number, of, problem, arm, seed }, run) {
          const which = `run ${number} of ${of}: ${problem}, ${arm}, seed ${seed}`;
          if (run === null) tell(`${which} …`);
          else if (run.score === null) tell(`${which}: nothing was scored`);
          else tell(`${which}: ${showNumber(run.score)} after ${run.evaluations} evaluations`);
        },
      }),
  );
  const report = compareStudy(plan, runs);
  if (flags.json) shell.printJson({ study: out, ...report });
  else {
    for (const { title, rows } of studyTables(report)) shell.print(`${title}\n\n${renderTable(rows)}\n`);
    shell.print(
      "against the first arm: median of the differences seed by seed, above 0 where the arm is better, with its distribution-free interval.\nevaluations: every call of the evaluator, trials within steps included.",
    );
  }
  if (runs.length === report.planned) return;
  shell.exitCode = EXIT.interrupted;
  shell.say(
    `${runs.length} of ${report.planned} runs are done; go on with: ${commandOfSameStudy(shell.shown(shell.path(path)), flags)}`,
  );
}

function readText(shell: Shell, path: string): string {
  try {
    return readFileSync(shell.path(path), "utf8");
  } catch (cause) {
    throw new GalapagosError(`${path} cannot be read (${(cause as NodeJS.ErrnoException).code})`, {
      code: "study/file",
      hint: "name a study as JSON, for example studies/model-parts.json",
      cause,
    });
  }
}

/** Flags of an arm that belong to the study, or to one sitting. */
const NOT_AN_ARMS = ["config", "out", "threads", "json", "quiet", "unsafe"] as const;

/** Reads an arm's flags with the very options of `run`. */
function readFlags(words: readonly string[], origin: string): ArmFlags {
  let said = "";
  const command = addConfigOptions(new Command("run"))
    .exitOverride()
    .configureOutput({ writeErr: (text) => (said += text), writeOut: () => {} })
    .allowExcessArguments(false);
  try {
    command.parse([...words], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    throw refusal(`${origin}: ${(said || error.message).replace(/^error: /, "").trim()}`);
  }
  const flags = command.opts<RunFlags>();
  const foreign = NOT_AN_ARMS.find((name) => flags[name] !== undefined);
  if (foreign !== undefined) throw refusal(`${origin}: --${foreign} is no part of an arm`);
  const { memory } = flags;
  return {
    layers: flagLayers(flags).map((layer) => ({ ...layer, origin })),
    memory: typeof memory === "object" ? memory : [],
  };
}

/** The plan with the seeds and arms that flags ask for. */
function narrowed(plan: StudyPlan, { seeds, arm: wanted }: StudyFlags): StudyPlan {
  const names = plan.arms.map(({ name }) => name);
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw refusal(
      `the study has no arm ${JSON.stringify(unknown)}; it has ${names.map((name) => JSON.stringify(name)).join(", ")}`,
    );
  return {
    ...plan,
    arms:
      wanted.length === 0 ? plan.arms : plan.arms.filter(({ name }, at) => at === 0 || wanted.includes(name)),
    seeds: plan.seeds.slice(0, seeds),
  };
}

function refusal(message: string): GalapagosError {
  return new GalapagosError(message, {
    code: "study/plan",
    hint: "flags of an arm are those of galapagos run: galapagos run --help",
  });
}
