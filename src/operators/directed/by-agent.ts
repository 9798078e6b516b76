import { extname } from "node:path";
import { given, idOf, sha256, type StoryCall } from "../../core/index.ts";
import { type ModelRequest, oneLine, quoted, type Reply, requestHash, usdToNano } from "../../llm/index.ts";
import type { SessionDoors, SessionEnd } from "../agent/index.ts";
import { adviceOf, planText } from "./advice.ts";
import { agentFiles, IDEA_FILE } from "./agent-files.ts";
import type { Attempt, Made } from "./attempt.ts";
import { describeFindings } from "./describe.ts";
import { describeVerdict } from "./describe-verdict.ts";
import { type DirectedStep, isPlanned, promptOf } from "./directed-step.ts";
import { type Idea, readIdea } from "./idea.ts";
import { SESSION } from "./ensemble.ts";
import { ModelCalls } from "./model-calls.ts";
import type { Unusable } from "./unusable.ts";
import { verify } from "./verify.ts";

/** The outcome of an agent's session. */
export interface AgentResult {
  /** The versions that were scored, in their order; without any, why there is none. */
  readonly attempts: readonly Attempt[];
  /** Its last words; data. */
  readonly notes: readonly string[];
}

/** A session as it is on record: its transcript is the reply, beside it what a later life of the run needs of it. */
interface RecordedSession extends Reply {
  readonly session: Omit<SessionEnd, "transcript"> & {
    /** The programs that were scored. */
    readonly scored: readonly string[];
    readonly calls: readonly StoryCall[];
  };
}

/**
 * A coding agent writes the child: it works in a folder of its own, behind walls, with the step's model and a command
 * that scores. Its session is on record before it is used, so that no later life of the run needs the agent.
 */
export async function byAgent(step: DirectedStep, plan: string): Promise<AgentResult> {
  const { agents, services, config, problem, signal, choice } = step;
  const program = `program${extname(problem.definition.seed)}`;
  const bench = new Bench(step, program);
  const own = new ModelCalls(services, { ...choice, roles: {} });
  const messages = promptOf(step, "agent", {
    ...{ program, idea: IDEA_FILE, budget: budgetText(config.directed.agent) },
    ...{ plan: planText(plan), advice: isPlanned(step) ? "" : adviceOf(step) },
  });
  const files = agentFiles(step, messages, program);
  const notes = files.filter(({ name }) => name === "NOTES.md");
  const request: ModelRequest = {
    model: `agent ${agents.name}`.slice(0, 100),
    messages: [...messages, ...notes.map(({ text }) => ({ role: "user" as const, text }))],
  };
  let isFresh = false;
  const recorded = await services.once(request, SESSION, async (): Promise<RecordedSession> => {
    isFresh = true;
    const { transcript, ...end } = await agents.work(
      {
        ...{ files, program, idea: IDEA_FILE, mostBytes: mostBytesOf(step) },
        model: step.thinks,
        doors: { ask: askOf(step, own), score: (source, left) => bench.answer(source, left) },
      },
      signal,
    );
    return {
      ...{ status: "ok", text: transcript, toolCalls: [], finishReason: "stop", refusal: null, usage: null },
      ...{ model: request.model, servedBy: "", costNanoUsd: null },
      session: { ...end, scored: [...bench.scored.keys()], calls: [...own.inOrder] },
    };
  });
  const { session } = recorded;
  step.calls.take(session.calls);
  for (const source of session.scored) await bench.look(source);
  const last = await bench.lookAtLast(session.program);
  const idea = session.idea === null ? null : readIdea(session.idea);
  const result = resultOf(session, { made: [...bench.scored.values()], last, idea });
  const hasWorked = result.attempts.some(({ made }) => made !== null) || last?.kind === "changed";
  const hopeless = isFresh ? agents.note(idOf(step.view), hasWorked) : null;
  if (hopeless !== null) {
    const { message = "" } = result.attempts[0]?.failure ?? {};
    await services.giveUp(
      `the coding agent ${agents.name} gives no program: ${message}`,
      `See what it did: galapagos inspect <run> ${hopeless} --calls`,
    );
  }
  return result;
}

/** The file as the agent left it; `null` where it was scored. */
interface LastFile {
  readonly kind: "unchanged" | "changed" | "none";
  readonly failure: Pick<Unusable, "kind" | "message" | "source">;
}

/** The programs of a session: looked at, scored, kept by their text. */
class Bench {
  readonly scored = new Map<string, Made>();
  private readonly step: DirectedStep;
  private readonly program: string;

  constructor(step: DirectedStep, program: string) {
    this.step = step;
    this.program = program;
  }

  /** Looks at a program, and scores it; found again when it comes again. */
  async look(source: string): Promise<Made | Unusable> {
    const { choice, problem, language, view, services } = this.step;
    const known = this.scored.get(source);
    if (known !== undefined) return known;
    const { definition } = problem;
    const checked = verify(source, { parent: choice.parent.source, definition, language, seen: view.seen });
    if (checked.status === "failed") return { ...checked, source };
    const evaluation = await services.score(source, trialNumber(source), idOf(choice.parent));
    const made = { source, fingerprint: checked.fingerprint, evaluation, reply: "", idea: null, vector: "" };
    this.scored.set(source, made);
    return made;
  }

  /** The file as it was left. */
  async lookAtLast(source: string | null): Promise<LastFile | null> {
    const { choice } = this.step;
    if (source === null)
      return { kind: "none", failure: { kind: "no-edit", message: "it left no program", source } };
    if (source === choice.parent.source) {
      return {
        kind: "unchanged",
        failure: { kind: "no-edit", message: "it left the program unchanged", source },
      };
    }
    const looked = await this.look(source);
    return "evaluation" in looked ? null : { kind: "changed", failure: looked };
  }

  /** The answer to the command that scores. */
  async answer(source: string, left: () => number): Promise<Awaited<ReturnType<SessionDoors["score"]>>> {
    const { choice, problem } = this.step;
    const isNew = !this.scored.has(source);
    const looked = source === choice.parent.source ? UNCHANGED : await this.look(source);
    if (!("evaluation" in looked))
      return { isScored: false, text: `Not scored (${looked.kind}): ${oneLine(looked.message, 600)}` };
    const { direction } = problem.definition.objective;
    const text = [
      `${this.program} ${describeVerdict(looked.evaluation, choice.parent.score, direction)}.`,
      describeFindings(looked.evaluation, problem),
      isNew ? `Evaluations left: ${left()}.` : "It was scored before, and does not count again.",
    ];
    return { isScored: isNew, text: text.filter((part) => part !== "").join("\n\n") };
  }
}

const UNCHANGED = { kind: "no-edit", message: "the program is the parent's, unchanged" };

/** The model of the step, for the agent: calls are named by what they say, so that an agent that is started again finds those on record. */
function askOf({ choice, config }: DirectedStep, own: ModelCalls): SessionDoors["ask"] {
  const { usd } = config.directed.agent;
  const purse = usd === null ? null : { nanoUsd: usdToNano(usd) };
  const times = new Map<string, number>();
  const { temperature } = choice;
  return (asked) => {
    const request = { ...asked, parameters: { ...asked.parameters, ...given({ temperature }) } };
    const purpose = `agent-${requestHash(request).slice(0, 16)}`;
    const attempt = times.get(purpose) ?? 0;
    times.set(purpose, attempt + 1);
    return own.askAs(request, purpose, attempt, purse);
  };
}

/** The attempts of a session: each version that was scored is one. */
function resultOf(
  session: RecordedSession["session"],
  {
    made,
    last,
    idea,
  }: { readonly made: readonly Made[]; readonly last: LastFile | null; readonly idea: Idea | null },
): AgentResult {
  const end = endText(session);
  const words = session.lastWords === "" ? [] : [oneLine(session.lastWords, 300)];
  const closing = { purpose: SESSION, attempt: 0, outcome: session.end, message: oneLine(end, 300) };
  if (made.length === 0) {
    const failure = failureOf(session, last, end);
    return { attempts: [{ number: 0, made: null, failure, turns: [closing], idea }], notes: words };
  }
  const attempts = made.map((one, number): Attempt => {
    const { evaluation } = one;
    const message = evaluation.status === "ok" ? String(evaluation.score) : oneLine(evaluation.message, 300);
    const turn = { purpose: "score", attempt: number, outcome: evaluation.kind, message };
    const turns = number === made.length - 1 ? [turn, closing] : [turn];
    return { number, made: { ...one, idea }, failure: null, turns, idea };
  });
  return { attempts, notes: words };
}

function failureOf(
  { end, code, lastWords }: RecordedSession["session"],
  last: LastFile | null,
  words: string,
): NonNullable<Attempt["failure"]> {
  const said = lastWords === "" ? "" : `; its last words: ${quoted(lastWords, 300)}`;
  if (last?.kind === "changed") return { ...last.failure, message: `${last.failure.message} (${words})` };
  const isOwnEnd = end === "exit" && code === 0;
  const kind = isOwnEnd ? "agent-idle" : `agent-${end}`;
  return {
    kind,
    message: `${words}, and ${last?.failure.message ?? "gave no program"}${said}`,
    source: null,
  };
}

/** The end of a session in words. */
function endText({
  end,
  code,
  signal,
  message,
  turns,
  evaluations,
  refused,
}: RecordedSession["session"]): string {
  const told = oneLine(message, 300);
  const ends = {
    exit: signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`,
    missing: `it does not start: ${told}`,
    failed: `it does not start: ${told}`,
    time: "its time was up",
    memory: "it used more memory than it may (directed.agent.memoryMb)",
    flood: "it went on asking beyond its limits",
    lost: "its jail was gone before it handed anything in",
  };
  const beyond = refused === 0 ? "" : `, ${refused} requests refused`;
  return `${ends[end]} after ${turns} model calls and ${evaluations} evaluations${beyond}`;
}

/**
 * The number of a trial by its program: an agent that is started again finds its verdicts, in whatever order it asks
 * for them.
 */
function trialNumber(source: string): number {
  return Number.parseInt(sha256(source).slice(0, 12), 16);
}

function budgetText({
  minutes,
  turns,
  evaluations,
  usd,
}: DirectedStep["config"]["directed"]["agent"]): string {
  const parts = [`${minutes} minutes`, `${turns} model calls`, `${evaluations} evaluations`];
  return [...parts, ...(usd === null ? [] : [`${usd} dollars for model calls`])].join(", ");
}

function mostBytesOf({ problem }: DirectedStep): number {
  return Math.max(256 << 10, 4 * Buffer.byteLength(problem.seed));
}
