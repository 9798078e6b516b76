import type { CandidateId, LessonAction, Objective, Outcome, Story } from "../core/index.ts";
import { candidateId, idOf, parseCandidateId, toldLessons } from "../core/index.ts";
import {
  type LessonProposal,
  type MemoryView,
  type PlacedEvent,
  shapeOf,
  stepEvents,
  type Try,
} from "../memory/index.ts";
import { candidateOf, type Explained } from "./step.ts";

/**
 * The memory's events of a step whose verdict is known: what it was told, what it tried, what a model makes
 * of it.
 */
export function rememberStep(
  step: Explained,
  view: Pick<MemoryView, "bank" | "outcomeOf">,
  { outcome: outcomeOf }: Pick<Objective, "outcome">,
): readonly PlacedEvent[] {
  const { place, evaluation } = step;
  const story: Partial<Story> = step.story ?? {};
  const { arm, recalled = [], withheld = [] } = story;
  const parentScore = step.parent?.score ?? null;
  const outcome = outcomeOf(evaluation, parentScore);
  const list = proposalsIn(story, { own: idOf(place), parent: step.parent?.id, outcome });
  return stepEvents({
    facts: { candidate: candidateOf(step), parentScore, outcome },
    recall: arm === undefined ? null : { arm, recalled, withheld },
    cost: tokensOf(story),
    model: story.model ?? null,
    tries: triesOf(story),
    embedding: story.lessonEmbedding ?? null,
    ...(list.length > 0 && { proposals: { list, shown: shownLessons(story), view } }),
  });
}

/** The lessons that a summary may speak about: those that its step was told, and those on the same parent. */
function shownLessons(story: Partial<Story>): readonly string[] {
  return [...toldLessons(story), ...(story.lesson?.reviewed ?? [])];
}

/** Tokens of the step's calls: one unit for every model, priced or not; `null` for a step without a model. */
function tokensOf({ calls = [] }: Partial<Story>): number | null {
  if (calls.length === 0) return null;
  return calls.reduce((sum, { promptTokens, completionTokens }) => sum + promptTokens + completionTokens, 0);
}

function triesOf({ tries = [] }: Partial<Story>): readonly Try[] {
  return tries.map(({ note, outcome, kind, message = "" }) => ({
    note,
    outcome,
    failure: kind === undefined ? null : { kind, shape: shapeOf(message) },
  }));
}

/**
 * Changes to lessons that the step's summary asks for. A summary that says nothing about lessons wants its
 * own to be added, unless it puts the outcome down to noise.
 */
function proposalsIn(
  { lesson: summary }: Partial<Story>,
  {
    own,
    parent,
    outcome,
  }: { readonly own: CandidateId; readonly parent: CandidateId | undefined; readonly outcome: Outcome },
): readonly LessonProposal[] {
  if (summary === undefined) return [];
  const { cause, lesson: text, memory } = summary;
  const actions: readonly LessonAction[] = memory ?? (cause === "noise" ? [] : [{ action: "add" }]);
  const kind = outcome === "improved" ? "success" : "failure";
  return actions.map(({ action, lesson = "", programs = [] }): LessonProposal => {
    // every child is compared with its parent, whose own gain says nothing for or against what the child taught
    const others = programs.flatMap(idIn).filter((id) => id !== parent);
    if (action === "add") return { action, kind, text, evidence: [own, ...others] };
    return action === "update" ? { action, lesson, text } : { action, lesson };
  });
}

function idIn(text: string): readonly CandidateId[] {
  const at = parseCandidateId(text);
  return at === null ? [] : [candidateId(at.island, at.step)];
}
