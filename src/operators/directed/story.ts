import { given, type JsonObject, objectiveOf, printable } from "../../core/index.ts";
import { oneLine } from "../../llm/index.ts";
import type { StepCredit } from "../operator.ts";
import { type Asker, callsJson } from "./asker.ts";
import { type Attempt, turnsJson } from "./attempt.ts";
import { textAt } from "./describe.ts";
import type { Execution } from "./executor.ts";
import type { StepKit } from "./kit.ts";
import { gistOf, type Plan } from "./planner.ts";
import type { RecallAccount } from "./step-recall.ts";

/** Longest reply that a story repeats, characters; the whole one is in the journal. */
const EDIT_LENGTH = 6000;

/** What a step's story tells until its verdict is known. */
export function tellStory(
  kit: StepKit,
  plan: Plan | null,
  { mode, child, attempts, notes }: Execution,
): JsonObject {
  const { choice, asker } = kit;
  const planned = plan?.text || undefined;
  return given({
    operator: choice.operator,
    mode,
    model: choice.model,
    temperature: choice.temperature,
    variant: choice.variant ?? undefined,
    planFailure: planned === undefined ? plan?.failure : undefined,
    plan: planned,
    gist: planned && gistOf(planned),
    ...recallJson(kit.recall.account),
    edit: printable(child.reply, "").slice(0, EDIT_LENGTH),
    embedding: child.vector || undefined,
    attempts: attempts.flatMap(({ turns }) => turnsJson(turns)),
    tries: attempts.length < 2 ? undefined : triesJson(kit, attempts),
    notes: someOf(notes),
    calls: callsJson(asker.calls),
    credit: creditJson({
      operator: choice.operator,
      model: choice.model,
      from: choice.parent.score,
      cost: asker.cost,
    }),
  });
}

function recallJson(account: RecallAccount | null): JsonObject {
  if (account === null) return {};
  const { arm, recalled, withheld } = account;
  return given({ arm, recalled: someOf(recalled), withheld: someOf(withheld) });
}

function someOf<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** What each attempt of a step tried and came to, for contrasting them. */
function triesJson({ choice, problem }: StepKit, attempts: readonly Attempt[]): readonly JsonObject[] {
  const objective = objectiveOf(problem.definition.objective.direction);
  return attempts.map(({ made, failure }) => {
    if (made === null) {
      const { kind, message } = failure ?? { kind: "no-edit", message: "" };
      return { note: "no usable program", outcome: "failed", kind, message: oneLine(message, 300) };
    }
    const { evaluation, reply } = made;
    const outcome = objective.outcome(evaluation, choice.parent.score);
    const failed = evaluation.status === "ok" ? {} : { kind: evaluation.kind, message: evaluation.message };
    return { note: gistOfReply(reply), outcome, ...failed };
  });
}

/** What a reply says it does: its words before the code, else the beginning of the code. */
function gistOfReply(reply: string): string {
  const words = reply.split(/^(?:`{3,}|<{5,} SEARCH|--- |@@ )/m)[0] ?? "";
  return oneLine(words.trim() === "" ? reply : words, 200);
}

/** The story with its lesson, and what that cost. */
export function withLesson(story: JsonObject, lesson: JsonObject | null, asker: Asker): JsonObject {
  const credit = story.credit as unknown as StepCredit;
  const calls = (story.calls ?? []) as readonly JsonObject[];
  return {
    ...story,
    ...(lesson && { lesson }),
    calls: [...calls, ...callsJson(asker.calls)],
    credit: creditJson({ ...credit, cost: credit.cost + asker.cost }),
  };
}

/** What the model noted on its way, for whoever explains the outcome. */
export function gistText(story: JsonObject | undefined): string {
  const notes = Array.isArray(story?.notes) ? story.notes.map(String) : [];
  const gist = textAt(story, "gist");
  return [
    gist === "" ? "" : `What was to be tried: “${gist}”`,
    ...notes.map((note) => `Noted on the way: “${note}”`),
  ]
    .filter((text) => text !== "")
    .join("\n");
}

function creditJson({ operator, model, from, cost }: StepCredit): JsonObject {
  return { operator, model, from, cost };
}
