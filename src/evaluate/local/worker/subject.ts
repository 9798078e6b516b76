import type { Json } from "../../../core/index.ts";
import type { Mismatch, Test } from "../../../schema/index.ts";
import { type Failure, failure } from "../../failures.ts";
import type { PreparedProgram, RaceTimes, Sandbox, SandboxRun } from "../../sandbox/sandbox.ts";
import type { Call } from "./cases.ts";
import { readOutput } from "./check-output.ts";
import { FuelUse } from "./fuel-use.ts";

/** One answer of a program that agrees with the output schema, or why there is none. */
export type SubjectRun = { readonly status: "ok"; readonly value: Json; readonly text: string } | Failure;

/** An answer beside another program's, or why there is none; `isRival`: the other one is to blame. */
export type SubjectRace =
  | ({ readonly status: "ok"; readonly value: Json; readonly text: string } & RaceTimes)
  | (Failure & { readonly isRival?: boolean });

/** A program under judgement. */
export interface Subject {
  /** The program as the sandbox has it. */
  readonly program?: PreparedProgram;
  /** Calls the entry point with one input, in a fresh realm; `seed` is that of its `Math.random`. */
  run(input: string, seed: number): Promise<SubjectRun>;
  /** Calls it by turns with another one. Only where the sandbox measures so. */
  race?(rival: PreparedProgram, input: string, seed: number): Promise<SubjectRace>;
  /** Runs what is asked of it besides its answers; `null` when that passes, or nothing is asked. */
  test?(): Promise<Failure | null>;
  /** Several runs, best made together; ends with the first failure. Only where the program is a policy. */
  runAll?(calls: readonly Call[]): Promise<readonly SubjectRun[]>;
  /** Deterministic execution units of all runs so far; `undefined` where the engine counts none. */
  readonly fuel: number | undefined;
  /** The most that one run took; `undefined` where the engine counts none. */
  readonly mostFuel: number | undefined;
  /** Time of the latest run, milliseconds. */
  readonly ms: number;
  /** Time of the processor of all runs so far, milliseconds; absent where it is not known, or fuel says more. */
  readonly cpuMs?: number | undefined;
}

/**
 * Puts a prepared program before a sandbox. Module or script is a guess from the text: where it does not fit,
 * the other form is tried and kept. Answers are parsed, bounded and checked against the problem's output
 * schema.
 *
 * @param before - told before each call, so that the host can see who hangs
 */
export function createSubject(
  prepared: PreparedProgram,
  sandbox: Sandbox,
  test: Test,
  before: () => void,
): Subject {
  return new SandboxedSubject(prepared, sandbox, test, before);
}

class SandboxedSubject implements Subject {
  /** In the form that fits, once that is known. */
  program: PreparedProgram;
  ms = 0;
  readonly race?: NonNullable<Subject["race"]>;
  readonly test?: NonNullable<Subject["test"]>;
  private readonly sandbox: Sandbox;
  private readonly schema: Test;
  private readonly before: () => void;
  private readonly used = new FuelUse();
  private allMs = 0;

  constructor(prepared: PreparedProgram, sandbox: Sandbox, schema: Test, before: () => void) {
    this.program = prepared;
    this.sandbox = sandbox;
    this.schema = schema;
    this.before = before;
    if (sandbox.race) this.race = (rival, input, seed) => this.runBeside(rival, input, seed);
    if (sandbox.test) this.test = async () => (await sandbox.test?.(this.program)) ?? null;
  }

  async run(input: string, seed: number): Promise<SubjectRun> {
    const run = await this.callEither(input, seed);
    return run.status === "ok" ? this.read(run.text) : run;
  }

  get fuel(): number | undefined {
    return this.used.total;
  }

  get mostFuel(): number | undefined {
    return this.used.most;
  }

  get cpuMs(): number | undefined {
    return this.sandbox.level === 2 ? this.allMs : undefined;
  }

  private async callEither(input: string, seed: number): Promise<SandboxRun> {
    const { program } = this;
    const run = await this.call(program, input, seed);
    if (!wrongForm(run)) return run;
    const other: PreparedProgram = { ...program, kind: program.kind === "module" ? "script" : "module" };
    const second = await this.call(other, input, seed);
    if (wrongForm(second)) return run;
    this.program = other;
    return second;
  }

  private async call(ready: PreparedProgram, input: string, seed: number): Promise<SandboxRun> {
    this.before();
    const run = await this.sandbox.run(ready, input, seed);
    this.used.add(run.fuel);
    this.ms = run.ms ?? 0;
    this.allMs += this.ms;
    return run;
  }

  private async runBeside(rival: PreparedProgram, input: string, seed: number): Promise<SubjectRace> {
    this.before();
    const race = await this.sandbox.race?.([this.program, rival], input, seed);
    if (race?.status !== "ok") return race ?? failure("error", "crash", "the sandbox runs no races");
    const answer = this.read(race.text);
    const { childMs, rivalMs, aside } = race;
    return answer.status === "ok" ? { ...answer, childMs, rivalMs, aside } : answer;
  }

  private read(text: string): SubjectRun {
    const output = readOutput(text);
    if (output.status !== "ok") return output;
    const fault = this.schema(output.value);
    return fault === null ? { ...output, text } : schemaFailure(fault);
  }
}

function schemaFailure({ pointer, message }: Mismatch): Failure {
  const where = pointer === "" ? "" : ` at ${pointer}`;
  return failure("invalid", "schema", `the answer does not match the output schema${where}: ${message}`);
}

/** The failures that a script tried as a module, or a module tried as a script, ends with. */
export function wrongForm(run: SandboxRun): boolean {
  return run.status === "invalid" && (run.kind === "syntax" || run.kind === "entry");
}
