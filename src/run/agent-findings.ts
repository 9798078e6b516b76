import { DEFAULT_CONFIG } from "../config/index.ts";
import { EXIT, GalapagosError, given } from "../core/index.ts";
import { type CallFailure, type ModelRequest, oneLine, type Reply } from "../llm/index.ts";
import { type AgentMachine, haveSession, openAgent, type SessionEnd } from "../operators/index.ts";
import type { Finding } from "./finding.ts";

/** The model behind an agent that is examined: a real one, or canned words. */
export type AskedByAgent = (request: ModelRequest) => Promise<Reply | CallFailure>;

const FAILED = { ok: false, exitCode: EXIT.provider } as const;

type Opened = Awaited<ReturnType<typeof openAgent>>;

/**
 * The findings of two short sessions: whether walls keep a program's time and evaluations, and whether the agent is installed,
 * starts behind them and reaches its model.
 *
 * @param command - name of an agent, or a command line
 * @param ask - asked for its first model call only; `null` answers with canned words, at no cost
 */
export async function agentFindings(
  command: string,
  ask: AskedByAgent | null,
  machine: AgentMachine,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const name = `agent ${oneLine(command, 40)}`;
  let opened: Opened;
  try {
    opened = await openAgent({ ...DEFAULT_CONFIG.directed.agent, command }, machine);
  } catch (error) {
    if (!(error instanceof GalapagosError)) throw error;
    return [{ name, ...FAILED, fact: error.message, ...given({ hint: error.hint }) }];
  }
  const { agent, walls } = opened;
  const installed = { name, ok: true, fact: `installed: ${agent.words[0] ?? ""}` };
  if (!walls.isWalled) return [installed, await spoken(opened, ask, signal)];
  return [installed, await kept(opened, signal), await spoken(opened, ask, signal)];
}

/** Test that limits are kept: a program that asks for two scores where it may have one, and is deaf to every signal. */
async function kept({ walls }: Opened, signal: AbortSignal): Promise<Finding> {
  const deaf = { name: "sh", words: ["/bin/sh", "-c", DEAF], env: {}, path: [], shown: [] };
  const begunMs = performance.now();
  const end = await session(
    { agent: deaf, walls },
    { minutes: DEAF_SECONDS / 60, evaluations: 1 },
    canned,
    signal,
  );
  const seconds = (performance.now() - begunMs) / 1000;
  const name = "  limits";
  const { evaluations, refused } = end;
  if (end.end === "time" && evaluations === 1 && refused === 1) {
    const fact = `kept: one score of two that were asked for, and its end after ${seconds.toFixed(1)} s of ${DEAF_SECONDS} allowed`;
    return { name, ok: true, fact };
  }
  return {
    name,
    ...FAILED,
    fact: `${evaluations} scores given and ${refused} refused, its end “${end.end}” after ${seconds.toFixed(1)} s: ${wordsOf(end)}`,
    hint: "see that bubblewrap works here: galapagos doctor says which sandbox levels there are",
  };
}

/** Test that the agent starts behind its walls, and asks its model. */
async function spoken(opened: Opened, ask: AskedByAgent | null, signal: AbortSignal): Promise<Finding> {
  const name = "  its model";
  let failure: CallFailure | null = null;
  let asked = 0;
  const first: AskedByAgent = async (request) => {
    if (ask === null || asked++ > 0) return canned();
    const end = await ask(request);
    if (end.status === "failed") failure = end;
    return end;
  };
  const end = await session(opened, { minutes: SPEAKING_MINUTES, evaluations: 1 }, first, signal);
  if (failure !== null) {
    const { kind, message } = failure as CallFailure;
    const fact = `it starts, and its call does not get through: ${kind}: ${message}`;
    return { name, ...FAILED, fact, hint: "ask the model alone: galapagos doctor --model …" };
  }
  if (end.turns > 0) {
    const by = ask === null ? "answered by nobody's model; name one with --model" : "answered by the model";
    const stays = end.end === "time" ? `; it did not end within ${SPEAKING_MINUTES} minutes` : "";
    return { name, ok: true, fact: `it starts behind its walls and asks (${by})${stays}` };
  }
  const code = end.code === null ? "" : ` with exit code ${end.code}`;
  return {
    name,
    ...FAILED,
    fact: `it asked for no model and ended (${end.end})${code}: ${wordsOf(end)}`,
    hint: "start it by hand once and see what it wants; its newest version may speak another protocol: docs/agents.md names those that were tried",
  };
}

function wordsOf({ message, lastWords }: SessionEnd): string {
  return oneLine(message === "" ? lastWords || "it said nothing" : message, 300);
}

function session(
  opened: Opened,
  limits: { readonly minutes: number; readonly evaluations: number },
  ask: AskedByAgent,
  signal: AbortSignal,
): Promise<SessionEnd> {
  const { memoryMb, diskMb } = DEFAULT_CONFIG.directed.agent;
  return haveSession(
    {
      ...opened,
      files: [
        { name: "TASK.md", text: TASK },
        { name: "parent.txt", text: PROGRAM },
        { name: "program.js", text: PROGRAM },
      ],
      ...{ program: "program.js", idea: "IDEA.md", mostBytes: 10_000 },
      limits: { ...limits, turns: 3, memoryMb, diskMb },
      model: { id: "doctor", mostTokens: 1000 },
      doors: { ask, score: async () => ({ isScored: true, text: "scores 1" }) },
    },
    signal,
  );
}

/** Words in the place of a model's. */
async function canned(): Promise<Reply> {
  return {
    ...{ status: "ok", text: "Ready.", toolCalls: [], finishReason: "stop", refusal: null, usage: null },
    ...{ model: "doctor", servedBy: "doctor", costNanoUsd: null },
  };
}

const TASK =
  "# Task\n\nThis checks a connection. Say the one word “ready”: call no tool, change no file, and end.\n";
const PROGRAM = "export const solve = () => 1;\n";
/** Asks for two scores, and stays. */
const DEAF = "score; score; trap '' TERM INT HUP; while :; do sleep 60; done";
const DEAF_SECONDS = 10;
/** Time that an agent has to start, to ask and to end. */
const SPEAKING_MINUTES = 2;
