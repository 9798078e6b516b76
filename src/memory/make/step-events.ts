import { type CandidateId, candidateId } from "../../core/index.ts";
import { type LessonEvent, type PlacedEvent, placeEvents, type UsedEvent } from "../fold/event.ts";
import type { EpisodeFacts, Lesson, LessonDraft, LessonId } from "../lesson.ts";
import type { MemoryView } from "../view.ts";
import { contrastAlike } from "./contrast.ts";
import { episodeOf, type StepFacts } from "./episode.ts";
import { learnedLesson } from "./learned.ts";
import { type LessonProposal, type ProposalContext, proposalEvents } from "./proposal.ts";
import { shapeOf } from "./shape.ts";

/** A step's legacy to the memory, known with its result. */
export interface StepMemory {
  readonly facts: StepFacts;
  /**
   * The lessons that the step was given when it was proposed; `null` for one without any, e.g. without a
   * model.
   */
  readonly recall: Pick<UsedEvent, "arm" | "recalled" | "withheld"> | null;
  readonly cost: number | null;
  /** The step's tries, its child included, where it tried more than one thing. @defaultValue none */
  readonly tries?: readonly Try[];
  /** Model that wrote the child; `null` when none did. */
  readonly model: string | null;
  /** Vector of what the step tried and learnt, packed. @defaultValue none */
  readonly embedding?: string | null;
  /** A summarizer's proposals, against the lessons it was shown and the view they came from; none offline. */
  readonly proposals?: {
    readonly list: readonly LessonProposal[];
    readonly shown: readonly LessonId[];
    readonly view: Pick<MemoryView, "bank" | "outcomeOf">;
  };
}

/** One of several attempts within a step. */
export type Try = Pick<EpisodeFacts, "note" | "outcome" | "failure">;

/**
 * The events of one step, in order: what it used, its episode, the contrast of its attempts, what a
 * summarizer makes of it. A pure function.
 */
export function stepEvents(memory: StepMemory): readonly PlacedEvent[] {
  const { facts, recall, cost, model, tries = [], embedding = null, proposals } = memory;
  const { outcome } = facts;
  const { island, step, operator } = facts.candidate;
  const candidate = candidateId(island, step);
  const provenance = { island, at: step, operator, model, file: null };
  const events: LessonEvent[] = [];
  let made = 0;
  const learn = (draft: LessonDraft, state: Lesson["state"]): void => {
    const lesson = learnedLesson(`${candidate}-l${made++}`, { embedding, ...draft }, provenance, state);
    events.push({ type: "learned", lesson });
  };
  if (recall !== null) {
    const { arm, recalled, withheld } = recall;
    events.push({ type: "used", candidate, arm, recalled, withheld, outcome, cost });
  }
  learn(episodeOf(facts), "active");
  // of all tries the record bears out the child, which is the best of them
  const contrast =
    outcome === "improved" && !isWritten(proposals?.list) ? contrastTries(tries, candidate, operator) : null;
  if (contrast !== null) learn({ ...contrast, for: [{ candidate, outcome }] }, "probation");
  if (proposals !== undefined) {
    const { list, shown, view } = proposals;
    const context: ProposalContext = {
      bank: view.bank,
      shown,
      candidate,
      provenance,
      embedding,
      place: candidate,
      // the view is older than the step's own result
      outcomeOf: (id) => (id === candidate ? outcome : view.outcomeOf(id)),
    };
    events.push(...proposalEvents(list, context, made));
  }
  return placeEvents({ origin: "step", island, at: step }, events);
}

/** True where a model says in its own words what the step taught: better than what can be made of its tries without one. */
function isWritten(proposals: readonly LessonProposal[] = []): boolean {
  return proposals.some(({ action }) => action === "add" || action === "update");
}

function contrastTries(tries: readonly Try[], child: CandidateId, operator: string): LessonDraft | null {
  const attempts = tries.map((one) => ({ ...one, child, operator, strategy: shapeOf(one.note) }));
  return contrastAlike("In one step", attempts);
}
