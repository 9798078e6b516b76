import { given, type Json } from "../../../core/index.ts";
import type { Policy, PolicyAnswer } from "../../../problem/index.ts";
import type { Failure } from "../../failures.ts";
import type { Episodes, PreparedProgram, Realm, SandboxRun } from "../../sandbox/sandbox.ts";
import { readOutput } from "./check-output.ts";
import type { Progress } from "./progress.ts";
import { wrongForm } from "./subject.ts";

/** A policy, and what the judge has to know of it. */
export interface SteppedPolicy extends Policy {
  /** Its first failure; `null` as long as all is well. */
  readonly failed: Failure | null;
  /** Makes the calls that wait, ends its realm, and tells what it used. */
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
  let waiting = `["create",[${JSON.stringify(setup)}]]`;
  let realm: Realm | null = null;
  let failed: Failure | null = null;
  let isOpen = true;
  let isAsking = false;
  let newest = "create";

  function add(method: string, args: readonly Json[]): void {
    if (!METHOD.test(method))
      throw new TypeError(`expected the name of a method, got ${JSON.stringify(method)}`);
    if (!isOpen) throw new Error(`the episode is over: ${method} comes too late`);
    newest = method;
    const call = `["${method}",${JSON.stringify(args)}]`;
    waiting = waiting === "" ? call : `${waiting},${call}`;
  }

  /** Sends what waits; the first time a realm is opened for it. */
  async function cross(text: string, method: string): Promise<SandboxRun> {
    const opened = await openFitting(episodes, program, seed, { text, method });
    realm = opened.realm;
    return opened.run;
  }

  async function send(method: string, question: boolean): Promise<Json> {
    if (failed !== null) throw new PolicyFailed(failed);
    const text = `[${waiting}${question ? "" : ",null"}]`;
    waiting = "";
    progress("candidate");
    const crossing = realm === null ? cross(text, method) : realm.send(text, method);
    const run = crossing instanceof Promise ? await crossing : crossing;
    progress("scorer");
    const output = run.status === "ok" ? readOutput(run.text) : run;
    if (output.status === "ok") return output.value;
    failed = output;
    throw new PolicyFailed(output);
  }

  async function ask(method: string, ...args: readonly Json[]): Promise<Json> {
    add(method, args);
    if (isAsking) throw new Error(`${method} was asked before the policy had answered: wait for each answer`);
    isAsking = true;
    try {
      return await send(method, true);
    } finally {
      isAsking = false;
    }
  }

  async function attempt(method: string, ...args: readonly Json[]): Promise<PolicyAnswer> {
    try {
      return { status: "ok", answer: await ask(method, ...args) };
    } catch (error) {
      if (!(error instanceof PolicyFailed)) throw error;
      const { kind, message } = error.failure;
      return { status: "failed", kind, message };
    }
  }

  return {
    ask,
    attempt,
    tell: (method, ...args) => add(method, args),
    get failed() {
      return failed;
    },
    async end() {
      isOpen = false;
      if (failed === null && waiting !== "") await send(newest, false).catch(passPolicy);
      const run = realm === null ? null : await realm.end();
      if (run !== null && run.status !== "ok") failed ??= run;
      return { failed, ...given({ fuel: run?.fuel, ms: run?.ms }) };
    },
  };
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
