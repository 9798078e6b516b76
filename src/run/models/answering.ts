import type { Stall } from "../../../islands/index.ts";
import { EXIT, type Evaluation, GalapagosError, given, type Json, unlessAborted } from "../../core/index.ts";
import type { Evaluator } from "../../evaluate/index.ts";
import {
  type CallFailure,
  type Gateway,
  isCausedByRequest,
  type ModelRequest,
  oneLine,
  type Reply,
  requestHash,
} from "../../llm/index.ts";
import { ANSWER } from "../../operators/index.ts";
import type { Problem, ProblemDefinition } from "../../problem/index.ts";
import { withoutMarkers } from "../../program/index.ts";

/** Questions of one evaluation that are under way at the same time. */
const AT_ONCE = 8;

/** A failure to ask the model: it concerns the run, and no program. */
export class Unanswered extends GalapagosError {
  /** Why the run cannot go on; `null` where it was stopped anyway. */
  readonly stall: Stall | null;

  constructor({ kind, message, hint }: CallFailure) {
    const isSpent = kind === "budget";
    const code = kind === "not-recorded" || kind === "mismatch" ? "run/not-recorded" : "llm/unanswered";
    super(message, { code, exitCode: EXIT.provider, ...given({ hint }) });
    const stops = kind !== "aborted" && code !== "run/not-recorded";
    this.stall = stops ? { kind: isSpent ? "budget" : "provider", message, hint: hint ?? null } : null;
  }
}

/**
 * An evaluator of prompts: a model answers every input first, and the answers go to the evaluator with the program. A question is
 * on record under its own hash, so that a run asks each once, whoever asks it again; hold-out inputs are asked for verifications
 * alone. A question that the model has no answer to is the program's failure; all else rejects with {@link Unanswered}.
 *
 * @param model - id of the model that answers
 */
export function answeringEvaluator(
  evaluator: Evaluator,
  { definition }: Pick<Problem, "definition">,
  model: string,
  call: Gateway["call"],
): Evaluator {
  const underWay = new Map<string, ReturnType<Gateway["call"]>>();
  const answered = new Map<string, readonly string[]>();
  const ask = (request: ModelRequest): ReturnType<Gateway["call"]> => {
    const hash = requestHash(request);
    const known = underWay.get(hash);
    if (known !== undefined) return known;
    const key = { island: 0, step: 0, purpose: `${ANSWER}${hash.slice(0, 32)}`, attempt: 0 };
    // whoever no longer wants it leaves a call that is paid for to its end
    const asked = call(request, key, NEVER).finally(() => underWay.delete(hash));
    underWay.set(hash, asked);
    return asked;
  };
  return {
    ...evaluator,
    async evaluate(request, signal) {
      const begunMs = performance.now();
      const isVerified = request.purpose === "verify" && request.isBrief !== true;
      const inputs = [...definition.inputs, ...(isVerified ? definition.holdout : [])];
      const questions = inputs.map((input) => questionOf(definition, request.source, input, model));
      const ends = await unlessAborted(askAll(questions, ask, signal), signal);
      const askedMs = performance.now() - begunMs;
      if (!Array.isArray(ends)) return failed(ends as NoAnswer, askedMs, evaluator);
      // one that is too long is refused for that, however long it is
      const answers = ends.map((text) => text.slice(0, definition.limits.outputKb * 1024 + 1));
      // whoever keeps verdicts for fear of a crash lets go of those of children and trials
      if (request.order !== undefined) answered.set(request.source, answers);
      const verdict = await evaluator.evaluate({ ...request, answers }, signal);
      return { ...verdict, durationMs: verdict.durationMs + askedMs };
    },
    recorded(request) {
      evaluator.recorded({ ...request, ...given({ answers: answered.get(request.source) }) });
      answered.delete(request.source);
    },
  };
}

const NEVER = new AbortController().signal;

/** The request that puts an input to a prompt: nothing but the two is in it. */
function questionOf({ prompt }: ProblemDefinition, source: string, input: Json, model: string): ModelRequest {
  const told = withoutMarkers(source).trim();
  const asked = typeof input === "string" ? input : JSON.stringify(input);
  const { temperature = 0, maxTokens } = prompt ?? {};
  return {
    model,
    messages: [
      ...(told === "" ? [] : [{ role: "system", text: told } as const]),
      { role: "user", text: asked },
    ],
    parameters: { temperature, ...given({ maxTokens }) },
  };
}

/** The first input that the model has no answer to, and why. */
interface NoAnswer {
  readonly input: number;
  readonly why: string;
}

/** Answers to all questions; the first of them that has none, or could not be asked, ends it, and nothing is asked after one. */
async function askAll(
  questions: readonly ModelRequest[],
  ask: (question: ModelRequest) => Promise<Reply | CallFailure>,
  signal: AbortSignal | undefined,
): Promise<readonly string[] | NoAnswer> {
  const ends: (Reply | CallFailure)[] = [];
  let next = 0;
  let isOver = false;
  const askOn = async (): Promise<void> => {
    while (!isOver && signal?.aborted !== true && next < questions.length) {
      const at = next++;
      const end = await ask(questions[at] as ModelRequest);
      ends[at] = end;
      if (whyNone(end) !== null) isOver = true;
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, questions.length) }, askOn));
  const answers: string[] = [];
  // in their order: which of the later ones were asked at all depends on who answered first
  for (const [input, end] of ends.entries()) {
    if (end.status === "failed" && !isCausedByRequest(end.kind)) throw new Unanswered(end);
    const why = whyNone(end);
    if (why !== null) return { input, why };
    if (end.status === "ok") answers.push(end.text.toWellFormed());
  }
  return answers;
}

/** Why an end of a call is no answer; `null` for one that is. */
function whyNone(end: Reply | CallFailure): string | null {
  if (end.status === "failed") return end.message;
  if (end.refusal !== null) return `it refuses: ${end.refusal}`;
  if (end.finishReason === "filtered") return "its answer was filtered";
  return end.text.trim() === "" ? "it says nothing" : null;
}

function failed({ input, why }: NoAnswer, durationMs: number, evaluator: Evaluator): Evaluation {
  const { level, engine } = evaluator.facts();
  const message = oneLine(`the model gave no answer to input ${input + 1}: ${why}`, 500);
  return { status: "error", kind: "answer", message, durationMs, level, engine };
}
