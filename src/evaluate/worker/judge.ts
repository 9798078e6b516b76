import { Ajv, type ValidateFunction } from "ajv";
import { type Evaluation, GalapagosError, type Json } from "../../core/index.ts";
import type { Problem, Scorer } from "../../problem/index.ts";
import { type Failure, failedEvaluation, failure } from "../failures.ts";
import type { PreparedProgram, Sandbox, SandboxRun } from "../sandbox/sandbox.ts";
import { readOutput } from "./check-output.ts";
import { builtInFeatures } from "./features.ts";
import { prepareProgram } from "./prepare.ts";
import { judgeOutputs } from "./scorer.ts";

/** One candidate to judge. */
export interface JudgeRequest {
  readonly source: string;
  readonly seed: number;
  /** Score on the hold-out inputs as well. */
  readonly verify: boolean;
}

/** Told before each call of the candidate and before scoring, so that the host can see who hangs. */
export type Progress = (phase: "candidate" | "scorer") => void;

/** Judges candidates of one problem, one after the other. */
export interface Judge {
  judge(request: JudgeRequest, progress: Progress): Promise<Evaluation>;
  /** True when a candidate used this thread up (its text broke the type stripper): it must be replaced. */
  spent(): boolean;
}

/**
 * Joins a sandbox, the problem's output schema and its scorer into a judge. Order: prepare the text; the stages' inputs,
 * each stage gated by its threshold; the remaining inputs; the scorer on everything. An input is run once even when
 * several stages name it. Throws `evaluate/schema` when the output schema cannot be compiled.
 */
export function createJudge(problem: Problem, sandbox: Sandbox, scorer: Scorer): Judge {
  const { definition } = problem;
  const matches = compileSchema(problem);
  const searchInputs = definition.inputs.map((input) => JSON.stringify(input));
  const holdoutInputs = definition.holdout.map((input) => JSON.stringify(input));
  let spent = false;
  const better = definition.objective.direction === "maximise" ? 1 : -1;

  async function judge(request: JudgeRequest, progress: Progress): Promise<Evaluation> {
    const started = performance.now();
    let fuel: number | undefined;
    const facts = () => ({
      durationMs: performance.now() - started,
      level: sandbox.level,
      engine: sandbox.engine,
      ...(fuel === undefined ? {} : { fuel }),
    });
    const failed = (why: Failure): Evaluation => failedEvaluation(why, facts());

    progress("candidate");
    const prepared = prepareProgram(request.source, definition.language, definition.entryPoint);
    if ("status" in prepared) {
      if (prepared.spent) spent = true;
      return failed(prepared);
    }
    let program = prepared;
    const texts = request.verify ? [...searchInputs, ...holdoutInputs] : searchInputs;
    const inputs = request.verify ? [...definition.inputs, ...definition.holdout] : definition.inputs;
    const outputs: (Json | undefined)[] = new Array(texts.length).fill(undefined);

    async function call(ready: PreparedProgram, index: number): Promise<SandboxRun> {
      progress("candidate");
      const run = await sandbox.run(ready, texts[index] as string, inputSeed(request.seed, index));
      if (run.fuel !== undefined) fuel = (fuel ?? 0) + run.fuel;
      return run;
    }

    /** Module or script is a guess from the text: where it does not fit, the other form is tried and kept. */
    async function runOnce(index: number): Promise<SandboxRun> {
      const run = await call(program, index);
      if (!wrongForm(run)) return run;
      const other: PreparedProgram = { ...program, kind: program.kind === "module" ? "script" : "module" };
      const second = await call(other, index);
      if (wrongForm(second)) return run;
      program = other;
      return second;
    }

    /** Runs the inputs at these indices that have not run yet. */
    async function runInputs(indices: Iterable<number>): Promise<Failure | null> {
      for (const index of indices) {
        if (outputs[index] !== undefined) continue;
        const run = await runOnce(index);
        if (run.status !== "ok") return run;
        const output = readOutput(run.text);
        if (output.status !== "ok") return output;
        if (matches && !matches(output.value)) {
          const [first] = matches.errors ?? [];
          const where = first?.instancePath ? ` at ${first.instancePath}` : "";
          return failure(
            "invalid",
            "schema",
            `the answer does not match the output schema${where}: ${first?.message}`,
          );
        }
        outputs[index] = output.value;
      }
      return null;
    }
    const score = (indices: readonly number[]) => {
      progress("scorer");
      return judgeOutputs(
        scorer,
        indices.map((index) => outputs[index] as Json),
        { inputs: indices.map((index) => inputs[index] as Json), seed: request.seed },
      );
    };

    for (const stage of definition.stages) {
      const broken = await runInputs(stage.inputs);
      if (broken) return failed(broken);
      const gate = await score(stage.inputs);
      if (gate.status !== "ok") return failed(gate);
      if (better * gate.score < better * stage.threshold) {
        return failed(
          failure(
            "invalid",
            "stage",
            `stage ${stage.name}: scored ${gate.score}, needs ${stage.threshold} to go on`,
          ),
        );
      }
    }
    const all = texts.map((_, index) => index);
    const broken = await runInputs(all);
    if (broken) return failed(broken);
    const verdict = await score(all);
    if (verdict.status !== "ok") return failed(verdict);
    const features = {
      ...builtInFeatures(request.source, definition.language, definition.features),
      ...verdict.features,
    };
    const missing = definition.features.find((dimension) => features[dimension.name] === undefined);
    if (missing) return failed(failure("error", "scorer", `the scorer returned no feature ${missing.name}`));
    return { ...verdict, kind: "ok", features, message: "", ...facts() };
  }
  return { judge, spent: () => spent };
}

/** The failures that a script tried as a module, or a module tried as a script, ends with. */
function wrongForm(run: SandboxRun): boolean {
  return run.status === "invalid" && (run.kind === "syntax" || run.kind === "entry");
}

/** Seed of the candidate's random stream on one input: equal for equal (seed, input index), different between inputs. */
export function inputSeed(seed: number, index: number): number {
  let mixed = ((Math.trunc(seed) % 4294967296) | 0) ^ Math.imul(index + 1, 0x9e3779b9);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function compileSchema(problem: Problem): ValidateFunction | null {
  const schema = problem.definition.output;
  if (schema === null) return null;
  try {
    return new Ajv({ strict: false, allErrors: false, validateFormats: false }).compile(schema);
  } catch (error) {
    throw new GalapagosError(
      `${problem.folder}: "output" is not a JSON Schema that can be compiled: ${error instanceof Error ? error.message : error}`,
      { code: "evaluate/schema", hint: "See https://json-schema.org/learn for examples." },
    );
  }
}
