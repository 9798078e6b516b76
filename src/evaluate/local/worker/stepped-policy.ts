import { given, type Json } from "../../../core/index.ts";
import type { Policy, PolicyAnswer } from "../../../problem/index.ts";
import type { Failure } from "../../failures.ts";
import type { Episodes, PreparedProgram, Realm, SandboxRun } from "../../sandbox/sandbox.ts";
import { readOutput } from "./check-output.ts";
import type { Progress } from "./progress.ts";
import { wrongForm } from "./subject.ts";

/** A policy, and what the judge has to know of it. */
export interface SteppedPolicy extends Policy {
  /** Makes the calls that wait, ends its realm, and tells its first failure and what it used. */
  end(): Promise<{ readonly failed: Failure | null; readonly fuel?: number; readonly ms?: number }>;
}

/** The text of a policy's program: which form it takes shows when it first runs. */
export interface PolicyProgram {
  /** Replaced by the form that fits. */
  prepared: PreparedProgram | Failure;
}

/** A rejection of a question: a policy failed, which is no mistake of the simulation's. */
export class PolicyFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`the policy failed: ${failure.message}`);
    this.failure = failure;
  }
}

/**
 * Puts a policy before a simulation. Calls whose answer nobody needs wait for the next question and cross the wall with it, so
 * that a policy is only ever told what has happened.
 */
export function stepPolicy(
  episodes: Episodes,
  program: PolicyProgram,
  seed: number,
  setup: Json,
  progress: Progress,
): SteppedPolicy {
  return new RealmPolicy({ episodes, program, seed, progress }, setup);
}

interface RealmPolicyParts {
  readonly episodes: Episodes;
  readonly program: PolicyProgram;
  readonly seed: number;
  readonly progress: Progress;
}

class RealmPolicy implements SteppedPolicy {
  private failed: Failure | null = null;
  private readonly parts: RealmPolicyParts;
  /** Calls that have not crossed the wall yet, as items of a JSON list. */
  private waiting: string;
  /** Method of the newest call. */
  private newest = "create";
  private realm: Realm | null = null;
  private isOpen = true;
  private isAsking = false;

  constructor(parts: RealmPolicyParts, setup: Json) {
    this.parts = parts;
    this.waiting = `["create",[${JSON.stringify(setup)}]]`;
  }

  tell(method: string, ...args: readonly Json[]): void {
    if (!METHOD.test(method))
      throw new TypeError(`expected the name of a method, got ${JSON.stringify(method)}`);
    if (!this.isOpen) throw new Error(`the episode is over: ${method} comes too late`);
    this.newest = method;
    const call = `["${method}",${JSON.stringify(args)}]`;
    this.waiting = this.waiting === "" ? call : `${this.waiting},${call}`;
  }

  async ask(method: string, ...args: readonly Json[]): Promise<Json> {
    this.tell(method, ...args);
    if (this.isAsking)
      throw new Error(`${method} was asked before the policy had answered: wait for each answer`);
    this.isAsking = true;
    try {
      return await this.send(method, true);
    } finally {
      this.isAsking = false;
    }
  }

  async attempt(method: string, ...args: readonly Json[]): Promise<PolicyAnswer> {
    try {
      return { status: "ok", answer: await this.ask(method, ...args) };
    } catch (error) {
      if (!(error instanceof PolicyFailed)) throw error;
      const { kind, message } = error.failure;
      return { status: "failed", kind, message };
    }
  }

  async end(): Promise<{ readonly failed: Failure | null; readonly fuel?: number; readonly ms?: number }> {
    this.isOpen = false;
    if (this.failed === null && this.waiting !== "") await this.send(this.newest, false).catch(passPolicy);
    const run = this.realm === null ? null : await this.realm.end();
    if (run !== null && run.status !== "ok") this.failed ??= run;
    return { failed: this.failed, ...given({ fuel: run?.fuel, ms: run?.ms }) };
  }

  private async send(method: string, isQuestion: boolean): Promise<Json> {
    if (this.failed !== null) throw new PolicyFailed(this.failed);
    const { progress } = this.parts;
    const text = `[${this.waiting}${isQuestion ? "" : ",null"}]`;
    this.waiting = "";
    progress("candidate");
    const crossing = this.realm === null ? this.openWith(text, method) : this.realm.send(text, method);
    const run = crossing instanceof Promise ? await crossing : crossing;
    progress("scorer");
    const output = run.status === "ok" ? readOutput(run.text) : run;
    if (output.status === "ok") return output.value;
    this.failed = output;
    throw new PolicyFailed(output);
  }

  /** Sends the first calls, to a realm that is opened for them. */
  private async openWith(text: string, method: string): Promise<SandboxRun> {
    const { episodes, program, seed } = this.parts;
    const opened = await openFitting(episodes, program, seed, { text, method });
    this.realm = opened.realm;
    return opened.run;
  }
}

/** Opens a realm and makes the first calls; the program's other form is tried where one does not fit, and kept where it does. */
async function openFitting(
  episodes: Episodes,
  program: PolicyProgram,
  seed: number,
  { text, method }: { readonly text: string; readonly method: string },
): Promise<{ readonly realm: Realm | null; readonly run: SandboxRun }> {
  const { prepared } = program;
  if ("status" in prepared) return { realm: null, run: prepared };
  const realm = await episodes.open(prepared, seed);
  const run = await realm.send(text, method);
  if (!wrongForm(run)) return { realm, run };
  const other: PreparedProgram = { ...prepared, kind: prepared.kind === "module" ? "script" : "module" };
  const second = await episodes.open(other, seed);
  const rerun = await second.send(text, method);
  if (wrongForm(rerun)) {
    await second.end();
    return { realm, run };
  }
  await realm.end();
  program.prepared = other;
  return { realm: second, run: rerun };
}

/** A failure of a policy is on record already; anything else is a fault of ours. */
function passPolicy(error: unknown): void {
  if (!(error instanceof PolicyFailed)) throw error;
}

const METHOD = /^[A-Za-z_$][A-Za-z0-9_$]{0,99}$/;
