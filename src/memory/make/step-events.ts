import { candidateId } from "../../core/index.ts";
import { type LessonEvent, type PlacedEvent, placeEvents, type UsedEvent } from "../fold/event.ts";
import type { LessonId } from "../lesson.ts";
import type { MemoryView } from "../view.ts";
import { episodeOf, type StepFacts } from "./episode.ts";
import { learnedLesson } from "./learned.ts";
import { type LessonProposal, proposalEvents } from "./proposal.ts";

/** What a step leaves to the memory, known with its result. */
export interface StepMemory {
  readonly facts: StepFacts;
  /** What the step was told when it was proposed. */
  readonly recall: Pick<UsedEvent, "arm" | "recalled" | "withheld">;
  readonly cost: number | null;
  /** Model that wrote the child; `null` when none did. */
  readonly model: string | null;
  /** What a summarizer proposes, against the lessons it was shown and the view they came from; none offline. */
  readonly proposals?: {
    readonly list: readonly LessonProposal[];
    readonly shown: readonly LessonId[];
    readonly view: Pick<MemoryView, "book" | "outcomeOf">;
  };
}

/** The events of one step, in order: what it used, its episode, what a summarizer makes of it. A pure function. */
export function stepEvents(memory: StepMemory): readonly PlacedEvent[] {
  const { facts, recall, cost, model, proposals } = memory;
  const { island, step, operator } = facts.candidate;
  const candidate = candidateId(island, step);
  const { arm, recalled, withheld } = recall;
  const provenance = { island, at: step, operator, model, file: null };
  const events: LessonEvent[] = [
    { type: "used", candidate, arm, recalled, withheld, outcome: facts.outcome, cost },
    {
      type: "learned",
      lesson: learnedLesson(`${candidate}-l0`, episodeOf(facts), provenance, "active"),
    },
    ...(proposals === undefined
      ? []
      : proposalEvents(
          proposals.list,
          {
            book: proposals.view.book,
            shown: proposals.shown,
            candidate,
            provenance,
            place: candidate,
            // the view is older than the step's own result
            outcomeOf: (id) => (id === candidate ? facts.outcome : proposals.view.outcomeOf(id)),
          },
          1,
        )),
  ];
  return placeEvents({ origin: "step", island, at: step }, events);
}
