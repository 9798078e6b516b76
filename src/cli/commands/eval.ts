import { Command } from "commander";
import { type Evaluation, printable } from "../../core/index.ts";
import { createEvaluator } from "../../evaluate/index.ts";
import { loadProblem } from "../../problem/index.ts";
import { evaluationSeedOf } from "../../run/index.ts";
import { showDuration, showNumber } from "../output.ts";
import { readProgram } from "../read-program.ts";
import type { Shell } from "../shell.ts";

/** What `eval --json` prints. */
interface EvalOutput {
  readonly status: Evaluation["status"];
  readonly kind: string;
  readonly score: number | null;
  readonly metrics: { readonly [name: string]: number };
  /** Numbers that no model sees; only where the scorer returns some. */
  readonly privateMetrics?: { readonly [name: string]: number };
  readonly features: { readonly [name: string]: number };
  readonly durationMs: number;
  readonly level: number;
  readonly engine: string;
  readonly message: string;
}

/** `galapagos eval <problem> <program>`. */
export function evalCommand(shell: Shell): Command {
  return new Command("eval")
    .description("score one program; exit code 0 whenever there is a verdict")
    .argument("<problem>", "name or folder of a problem")
    .argument("<program>", "file with the program, or - for standard input")
    .option("--seed <text>", "seed of the program's own randomness", "1")
    .option("--unsafe", "run commands without bubblewrap where it is missing: only for programs you trust")
    .option("--json", "print the verdict as JSON")
    .action(
      async (name: string, program: string, flags: { seed: string; unsafe?: boolean; json?: boolean }) => {
        const problem = await loadProblem(name, { searchFrom: shell.io.cwd });
        const source = await readProgram(shell, program);
        const evaluator = await createEvaluator({
          problem,
          seed: flags.seed,
          lanes: 1,
          unsafe: flags.unsafe ?? false,
        });
        for (const warning of evaluator.facts().warnings ?? []) shell.say(`warning: ${warning}`);
        try {
          const output = outputOf(await evaluator.evaluate({ source, seed: evaluationSeedOf(flags.seed) }));
          if (flags.json) shell.printJson(output);
          else shell.print(renderVerdict(output, problem.definition.objective.name));
        } finally {
          await evaluator.close();
        }
      },
    );
}

function outputOf(evaluation: Evaluation): EvalOutput {
  const { status, kind, message, durationMs, level, engine } = evaluation;
  const scored = evaluation.status === "ok" ? evaluation : { score: null, metrics: {}, features: {} };
  const { score, metrics, features } = scored;
  const hidden = evaluation.status === "ok" ? evaluation.privateMetrics : undefined;
  const output = { status, kind, score, metrics, features, durationMs, level, engine, message };
  return hidden === undefined ? output : { ...output, privateMetrics: hidden };
}

function renderVerdict(output: EvalOutput, objective: string): string {
  const tail = `(${showDuration(output.durationMs)}, level ${output.level}, ${output.engine})`;
  if (output.score === null) return `${output.status} (${output.kind}): ${printable(output.message)} ${tail}`;
  const numbers = (title: string, record: { readonly [name: string]: number }): string[] =>
    Object.entries(record).map(([name, value]) => `  ${title} ${name}: ${showNumber(value)}`);
  return [
    `${objective}: ${output.score} ${tail}`,
    ...numbers("metric", output.metrics),
    ...numbers("private metric", output.privateMetrics ?? {}),
    ...numbers("feature", output.features),
  ].join("\n");
}
