import type { Candidate, CandidateId, Direction, JsonObject, Outcome } from "../core/index.ts";
import { candidateId, objectiveOf, parseCandidateId } from "../core/index.ts";
import {
  type Arm,
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
  const { evaluation, story = {} } = candidate;
  const outcome = objectiveOf(direction).outcome(evaluation, parentScore);
  const arm = armIn(story);
  const recalled = textsIn(story.recalled);
  const list = proposalsIn(story, candidateId(candidate.island, candidate.step), outcome);
  return stepEvents({
    facts: { candidate, parentScore, outcome },
    recall: arm === null ? null : { arm, recalled, withheld: textsIn(story.withheld) },
    cost: tokensIn(story),
    model: typeof story.model === "string" ? story.model : null,
    tries: triesIn(story),
    embedding: typeof story.lessonEmbedding === "string" ? story.lessonEmbedding : null,
    ...(list.length > 0 && { proposals: { list, shown: recalled, view } }),
  });
}

function armIn({ arm }: JsonObject): Arm | null {
  return arm === "memory" || arm === "control" ? arm : null;
}

/** Tokens of the step's calls: one unit for every model, priced or not; `null` for a step without a model. */
function tokensIn({ calls }: JsonObject): number | null {
  if (!Array.isArray(calls) || calls.length === 0) return null;
  return (calls as readonly JsonObject[]).reduce(
    (sum, { promptTokens, completionTokens }) => sum + Number(promptTokens) + Number(completionTokens),
    0,
  );
}

function triesIn({ tries }: JsonObject): readonly Try[] {
  if (!Array.isArray(tries)) return [];
  return (tries as readonly JsonObject[]).map(({ note, outcome, kind, message }) => ({
    note: String(note),
    outcome: outcome as Outcome,
    failure: kind === undefined ? null : { kind: String(kind), shape: shapeOf(String(message)) },
  }));
}

/**
 * What the step's summary wants done. A summary that says nothing about lessons wants its own to be added, unless it puts the outcome
 * down to noise.
 */
function proposalsIn(story: JsonObject, own: CandidateId, outcome: Outcome): readonly LessonProposal[] {
  const summary = story.lesson;
  if (typeof summary !== "object" || summary === null || Array.isArray(summary)) return [];
  const { cause, lesson, memory } = summary as JsonObject;
  const text = typeof lesson === "string" ? lesson : "";
  const actions = Array.isArray(memory) ? memory : cause === "noise" ? [] : [{ action: "add" }];
  return (actions as readonly JsonObject[]).flatMap((one): readonly LessonProposal[] => {
    const about = String(one.lesson ?? "");
    switch (one.action) {
      case "add": {
        const kind = outcome === "improved" ? "success" : "failure";
        return [{ action: "add", kind, text, evidence: [own, ...candidatesIn(one.programs)] }];
      }
      case "update":
        return [{ action: "update", lesson: about, text }];
      case "retire":
        return [{ action: "retire", lesson: about }];
      default:
        return [];
    }
  });
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function candidatesIn(value: unknown): readonly CandidateId[] {
  return textsIn(value).flatMap((text) => {
    const at = parseCandidateId(text);
    return at === null ? [] : [candidateId(at.island, at.step)];
  });
}
