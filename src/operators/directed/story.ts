import { type JsonObject, printable } from "../../core/index.ts";
import { oneLine } from "../../llm/index.ts";
import { outcomeOf } from "../../memory/index.ts";
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
  return {
    operator: choice.operator,
    mode,
    model: choice.model,
    ...(choice.temperature === undefined ? {} : { temperature: choice.temperature }),
    ...(choice.variant === null ? {} : { variant: choice.variant }),
    ...(plan === null
      ? {}
      : plan.text === ""
        ? { planFailure: plan.failure }
        : { plan: plan.text, gist: gistOf(plan.text) }),
    ...recallJson(kit.recall.account),
    edit: printable(child.reply, "").slice(0, EDIT_LENGTH),
    ...(child.vector === "" ? {} : { embedding: child.vector }),
    attempts: attempts.flatMap(({ turns }) => turnsJson(turns)),
    ...(attempts.length < 2 ? {} : { tries: triesJson(kit, attempts) }),
    ...(notes.length === 0 ? {} : { notes: [...notes] }),
    calls: callsJson(asker.calls),
    credit: creditJson({
      operator: choice.operator,
      model: choice.model,
      from: choice.parent.score,
      cost: asker.cost,
    }),
  };
}

function recallJson(account: RecallAccount | null): JsonObject {
  if (account === null) return {};
  const { arm, recalled, withheld } = account;
  return {
    arm,
    ...(recalled.length === 0 ? {} : { recalled }),
    ...(withheld.length === 0 ? {} : { withheld }),
  };
}

/** What each attempt of a step tried and came to, for contrasting them. */
function triesJson({ choice, problem }: StepKit, attempts: readonly Attempt[]): readonly JsonObject[] {
  const { direction } = problem.definition.objective;
  return attempts.map(({ made, failure }) => {
    if (made === null) {
      const { kind, message } = failure ?? { kind: "no-edit", message: "" };
      return { note: "no usable program", outcome: "failed", kind, message: oneLine(message, 300) };
    }
    const { evaluation, reply } = made;
    const outcome = outcomeOf(evaluation, choice.parent.score, direction);
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
    ...(lesson === null ? {} : { lesson }),
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
