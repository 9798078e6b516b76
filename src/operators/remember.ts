import type { Candidate, CandidateId, Direction, LessonAction, Outcome, Story } from "../core/index.ts";
import { candidateId, objectiveOf, parseCandidateId } from "../core/index.ts";
import {
  type LessonProposal,
  type MemoryView,
  type PlacedEvent,
  shapeOf,
  stepEvents,
  type Try,
} from "../memory/index.ts";

/** What a step leaves to the memory is read from its record alone, and from the view it was proposed with. */
export interface RememberContext {
  readonly view: MemoryView;
  /** Score of the first parent; `null` when it has none. */
  readonly parentScore: number | null;
  readonly direction: Direction;
}

/** The memory's events of a step whose verdict is known: what it was told, what it tried, what a model makes of it. */
export function rememberStep(
  candidate: Candidate,
  { view, parentScore, direction }: RememberContext,
): readonly PlacedEvent[] {
  const { evaluation } = candidate;
  const story: Partial<Story> = candidate.story ?? {};
  const { arm, recalled = [], withheld = [] } = story;
  const outcome = objectiveOf(direction).outcome(evaluation, parentScore);
  const list = proposalsIn(story, candidateId(candidate.island, candidate.step), outcome);
  return stepEvents({
    facts: { candidate, parentScore, outcome },
    recall: arm === undefined ? null : { arm, recalled, withheld },
    cost: tokensOf(story),
    model: story.model ?? null,
    tries: triesOf(story),
    embedding: story.lessonEmbedding ?? null,
    ...(list.length > 0 && { proposals: { list, shown: recalled, view } }),
  });
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
 * What the step's summary wants done. A summary that says nothing about lessons wants its own to be added, unless it puts the outcome
 * down to noise.
 */
function proposalsIn(
  { lesson: summary }: Partial<Story>,
  own: CandidateId,
  outcome: Outcome,
): readonly LessonProposal[] {
  if (summary === undefined) return [];
  const { cause, lesson: text, memory } = summary;
  const actions: readonly LessonAction[] = memory ?? (cause === "noise" ? [] : [{ action: "add" }]);
  const kind = outcome === "improved" ? "success" : "failure";
  return actions.map(({ action, lesson = "", programs = [] }): LessonProposal => {
    if (action === "add") return { action, kind, text, evidence: [own, ...programs.flatMap(idIn)] };
    return action === "update" ? { action, lesson, text } : { action, lesson };
  });
}

function idIn(text: string): readonly CandidateId[] {
  const at = parseCandidateId(text);
  return at === null ? [] : [candidateId(at.island, at.step)];
}
