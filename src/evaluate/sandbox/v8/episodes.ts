import type { Limits } from "../../../problem/index.ts";
import { type Failure, failure } from "../../failures.ts";
import { thrownFailure } from "../driver.ts";
import { readAnswer } from "../policy-answer.ts";
import type { Episodes, PreparedProgram, Realm, SandboxRun } from "../sandbox.ts";
import type { Child } from "./child.ts";
import type { ChildKeeper } from "./child-keeper.ts";
import { gaveUp, memoryFailure, timeFailure } from "./ended.ts";
import { exchange, type Stop } from "./exchange.ts";
import type { IsolateReply, Step, StepReply } from "./isolate-child.ts";

/** A step that waits for its crossing, or for its reply. */
interface Asked {
  readonly step: Step;
  readonly settle: (reply: StepReply | Failure) => void;
}

/**
 * Policies at level 2: an isolate for each realm that is open, all in one child. Steps that are asked for in one turn of the event
 * loop cross together.
 */
export function createIsolateEpisodes(limits: Limits, keeper: ChildKeeper): Episodes {
  const line = new Line(limits, keeper);
  let numbers = 0;
  return {
    atOnce: AT_ONCE,
    open: async (program, seed) => openRealm({ line, limits, program, seed, number: ++numbers }),
  };
}

interface RealmParts {
  readonly line: Line;
  readonly limits: Limits;
  readonly program: PreparedProgram;
  readonly seed: number;
  readonly number: number;
}

function openRealm({ line, limits, program, seed, number }: RealmParts): Realm {
  let usedMs = 0;
  let isOpen = false;
  let ended: SandboxRun | null = null;
  return {
    async send(calls, method) {
      if (ended !== null) return ended;
      const timeoutMs = Math.max(1, Math.ceil(limits.deadlineMs - usedMs));
      const step: Step = {
        realm: number,
        ...(!isOpen && { program: { ...program, seed } }),
        calls,
        timeoutMs,
      };
      isOpen = true;
      const reply = await line.ask(step);
      const run = outcomeOf(reply, limits, { entryPoint: program.entryPoint, method });
      if ("type" in reply && reply.type === "reply") usedMs += reply.ms;
      const late = run.status === "ok" && usedMs > limits.deadlineMs ? timeFailure(limits, usedMs) : run;
      if (late.status !== "ok") ended = late;
      return late;
    },
    async end() {
      if (isOpen) await line.ask({ realm: number, calls: null, timeoutMs: 0 });
      return { ...(ended ?? { status: "ok" as const, text: "null" }), ms: usedMs };
    },
  };
}

function outcomeOf(
  reply: StepReply | Failure,
  limits: Limits,
  asked: { readonly entryPoint: string; readonly method: string },
): SandboxRun {
  if ("status" in reply) return reply;
  if (reply.type === "ended")
    return reply.by === "memory" ? memoryFailure(limits) : timeFailure(limits, reply.cpuMs);
  if (reply.type === "threw") return thrownFailure(reply.description);
  const answer = readAnswer(reply.reply, asked);
  if (answer.status !== "pending") return answer;
  return failure("timeout", "pending", `the promise of ${asked.method} never settles`);
}

/** A line to the child on which steps travel in bunches. */
class Line {
  private readonly limits: Limits;
  private readonly keeper: ChildKeeper;
  private waiting: Asked[] = [];
  private isBusy = false;
  /** The child that holds the open realms; they are gone with it. */
  private home: Child | null = null;
  private readonly living = new Set<number>();

  constructor(limits: Limits, keeper: ChildKeeper) {
    this.limits = limits;
    this.keeper = keeper;
  }

  ask(step: Step): Promise<StepReply | Failure> {
    return new Promise((resolve) => {
      this.waiting.push({ step, settle: resolve });
      if (this.waiting.length > 1 || this.isBusy) return;
      this.isBusy = true;
      setImmediate(() => void this.flush());
    });
  }

  private async flush(): Promise<void> {
    this.isBusy = true;
    while (this.waiting.length > 0) {
      const bunch = this.waiting;
      this.waiting = [];
      const child = await this.keeper.take();
      if (this.home !== child) {
        this.living.clear();
        this.home = child;
      }
      const sent = bunch.filter((asked) => this.isOpen(asked));
      if (sent.length > 0) await this.cross(child, sent);
      // whoever was answered may ask again before the next crossing
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.isBusy = false;
  }

  /** True when a step's realm is open, or opens with it; else the step is answered at once. */
  private isOpen({ step, settle }: Asked): boolean {
    if (step.program) this.living.add(step.realm);
    if (this.living.has(step.realm)) return true;
    settle(step.calls === null ? GONE : gaveUp());
    return false;
  }

  private async cross(child: Child, sent: readonly Asked[]): Promise<void> {
    const { living } = this;
    const steps = sent.map(({ step }) => step);
    for (const { program } of steps) if (program) child.served++;
    const deadlineMs = steps.reduce((sum, { timeoutMs }) => sum + timeoutMs, 0);
    const bounds = { limits: this.limits, deadlineMs, realms: living.size, engineMs: 0 };
    const reply = repliesIn(await exchange(child, { steps }, bounds), steps.length);
    for (const { step } of sent) if (step.calls === null) living.delete(step.realm);
    if ("status" in reply) {
      this.keeper.discard(child);
      living.clear();
      this.home = null;
      for (const { settle } of sent) settle(reply);
      return;
    }
    for (const [place, { settle }] of sent.entries()) settle(reply.replies[place] ?? GONE);
  }
}

/** The replies to a bunch of steps, or the failure by which the child ends. */
function repliesIn(
  reply: IsolateReply | Stop,
  count: number,
): { readonly replies: readonly StepReply[] } | Failure {
  if ("status" in reply) return reply;
  if (reply.type === "steps" && reply.replies.length === count) return reply;
  return failure("error", "crash", "the engine answered out of turn");
}

/** The reply for a realm that is no more. */
const GONE: StepReply = { type: "reply", reply: "onull", ms: 0 };
/** Episodes that are under way together. */
const AT_ONCE = 8;
