import { type Evaluation, type Fingerprint, idOf, type StoryTurn } from "../../core/index.ts";
import { assistantWords, type CallFailure, type Message, oneLine, type Reply } from "../../llm/index.ts";
import { describeFindings, fencedProgram } from "./describe.ts";
import { describeVerdict } from "./describe-verdict.ts";
import { turnChange } from "./change-text.ts";
import { type Idea, readIdea } from "./idea.ts";
import { likenessOf } from "./duplicates.ts";
import { formatText, promptOf, type DirectedStep } from "./directed-step.ts";
import { readChild } from "./read-child.ts";
import { complaint, type Unusable } from "./unusable.ts";

/** A program that a step has made. */
export interface Made {
  readonly source: string;
  readonly fingerprint: Fingerprint;
  readonly evaluation: Evaluation;
  /** The reply that made it. */
  readonly reply: string;
  /** The reply's own account of its idea; of a repaired program that names none, the account before the repair. */
  readonly idea: Idea | null;
  /** Its embedding, packed; empty in a run that compares none. */
  readonly vector: string;
}

/** Outcome of one attempt. */
export interface Attempt {
  readonly number: number;
  /** The last program that was scored; `null` when none got so far. */
  readonly made: Made | null;
  /** Why its last reply gave nothing, when it did. */
  readonly failure: Pick<Unusable, "kind" | "message" | "source"> | null;
  readonly turns: readonly StoryTurn[];
  /** The idea of its latest reply that named one. */
  readonly idea: Idea | null;
}

/**
 * One attempt to write a child: ask, apply the edit, verify, score. What cannot be used or fails goes back to
 * the model, with the nearest text or the error, as often as `repairs` allows.
 *
 * @param number - number of the attempt within the step, from 0
 */
export async function makeAttempt(
  step: DirectedStep,
  first: readonly Message[],
  number: number,
): Promise<Attempt> {
  const { calls, config, choice, services } = step;
  const { repairs } = config.directed;
  const { direction } = step.problem.definition.objective;
  const purpose = `execute-${number}`;
  const turns: StoryTurn[] = [];
  let base = choice.parent.source;
  let messages: Message[] = [...first];
  let made: Made | null = null;
  let failure: Attempt["failure"] = null;
  let idea: Idea | null = null;
  const ends: string[] = [];
  for (let turn = 0; turn <= repairs; turn++) {
    const note = (outcome: string, message: string): StoryTurn => {
      return { purpose, attempt: turn, outcome, message: oneLine(message, 300) };
    };
    const place = number * (repairs + 1) + turn;
    const reply = await calls.ask(messages, purpose, turn);
    if (reply.status === "ok") idea = laterIdea(idea, readIdea(reply.text));
    const child = reply.status === "failed" ? unanswered(reply) : await checkChild(step, base, reply, place);
    if (child.status === "failed") {
      turns.push(note(child.kind, child.message));
      failure = child;
      if (reply.status === "failed") break;
      messages.push(assistantWords(reply), { role: "user", text: complaint(step, child) });
      continue;
    }
    const { source, fingerprint, vector, reply: text } = child;
    const evaluation = await services.score(source, place, idOf(choice.parent));
    const end = evaluation.status === "ok" ? String(evaluation.score) : evaluation.message;
    turns.push({ ...note(evaluation.kind, end), reply: turnChange(choice.parent.source, source) });
    made = { source, fingerprint, evaluation, reply: text, idea, vector };
    failure = null;
    // a search that found nothing is no mistake to be mended
    if (evaluation.status === "ok" || evaluation.kind === "start") break;
    base = source;
    messages = repairMessages(step, source, evaluation, ends);
    ends.push(`Version ${ends.length + 1} ${describeVerdict(evaluation, null, direction)}.`);
  }
  return { number, made, failure, turns, idea };
}

/** A repair keeps the idea, unless it is named anew: then it is another one. */
function laterIdea(before: Idea | null, now: Idea | null): Idea | null {
  return before === null || (now !== null && now.name !== "") ? now : before;
}

function unanswered({ kind, message }: CallFailure): Unusable {
  return { status: "failed", kind, message, source: null };
}

/**
 * A child that is worth scoring, or why a reply gives none: the edit, the look at the program, the look for
 * its like.
 */
async function checkChild(
  step: DirectedStep,
  base: string,
  reply: Reply,
  place: number,
): Promise<({ readonly status: "ok" } & Omit<Made, "evaluation" | "idea">) | Unusable> {
  const child = readChild(step, base, reply);
  if (child.status === "failed") return child;
  const { vector, duplicate } = await likenessOf(step, child.source, place);
  return duplicate ?? { ...child, vector, reply: reply.text };
}

function repairMessages(
  step: DirectedStep,
  source: string,
  evaluation: Evaluation,
  earlier: readonly string[],
): Message[] {
  const { problem, language } = step;
  return promptOf(step, "repair", {
    program: fencedProgram(language, source),
    failure: [
      describeVerdict(evaluation, null, problem.definition.objective.direction),
      describeFindings(evaluation, problem),
    ]
      .filter((text) => text !== "")
      .join("\n\n"),
    attempts: earlier.join("\n"),
    format: formatText(step),
  });
}
