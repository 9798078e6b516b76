import { type CandidateId, type Outcome, parseCandidateId } from "../core/index.ts";
import { armOf, isWithheld } from "./effect/arm.ts";
import { type LessonBank, findLesson, restsOn } from "./fold/lesson-bank.ts";
import type { Arm } from "./fold/event.ts";
import type { Lesson, LessonId } from "./lesson.ts";
import { withinBudget } from "./recall/near-duplicates.ts";
import { findPolicy } from "./recall/policies.ts";
import type { RecallBudget, RecallPolicy } from "./recall/policy.ts";
import type { MemoryRecord } from "./record.ts";
import { HEADING_TOKENS, renderAdvice } from "./render.ts";
import type { FrozenLibrary, Library } from "./search/library.ts";
import type { RunFacts } from "./settings.ts";

/** A step's question to the memory. */
export interface RecallQuery {
  /** The step that is being proposed. */
  readonly step: number;
  /** Its subject, in words: the task, the parent's failures and notes, the plan so far. */
  readonly text: string;
  /** The program in question, usually the parent; `null` when there is none. */
  readonly program: string | null;
  /**
   * Candidates that the step is shown anyway: episodes about nothing else are not told again.
   * @defaultValue none
   */
  readonly shown?: ReadonlySet<CandidateId>;
  /**
   * Vector of the text, packed, where a model makes vectors; from the record, so that a replay has the same.
   */
  readonly embedding?: string;
}

/** The memory's answer to a step. */
export interface Recall {
  readonly arm: Arm;
  readonly lessons: readonly Lesson[];
  /** Those of them that count as recalled: none that the step asked for. */
  readonly recalled: readonly LessonId[];
  /** Lessons that this step would recall, and that are not told unasked: it is their control. */
  readonly withheld: readonly LessonId[];
  /** The advice as a prompt shows it; empty when there is nothing to say. */
  readonly text: string;
}

/** The parts of a view. */
export interface ViewParts {
  readonly place: RunFacts;
  readonly bank: LessonBank;
  readonly record: MemoryRecord;
  readonly library: Library;
  readonly frozen: FrozenLibrary;
  /** The last border that the island crossed, and the last own step it consumed. */
  readonly epoch: number;
  readonly step: number;
}

/**
 * The memory as an island may see it at one moment of logical time. It never changes: an operator that takes
 * its time still sees what it saw at first, whatever is learnt meanwhile.
 */
export class MemoryView {
  readonly bank: LessonBank;
  private readonly parts: ViewParts;

  constructor(parts: ViewParts) {
    this.parts = parts;
    this.bank = parts.bank;
  }

  /** The arm of a step: it is told something, or belongs to the control. */
  arm(step: number): Arm {
    const { settings, seed, island } = this.parts.place;
    return armOf(seed, island, step, settings.controlShare);
  }

  /** True for a candidate of this island up to its last result, and for others' up to the last border. */
  sees(candidate: CandidateId): boolean {
    const position = parseCandidateId(candidate);
    return position !== null && this.seesPlace(position.island, position.step);
  }

  /** Outcome of a candidate that this island may know; `null` for others, on record or not. */
  outcomeOf(candidate: CandidateId): Outcome | null {
    return this.sees(candidate) ? this.parts.record.outcome(candidate) : null;
  }

  /** A lesson by its id, if this island may know it. */
  lesson(id: LessonId): Lesson | null {
    const lesson = findLesson(this.bank, id);
    return lesson !== undefined && this.mayKnow(lesson) ? lesson : null;
  }

  /** Lessons by text, best first, for a planner that asks; the step's arm holds for it too. */
  search(step: number, text: string, limit: number): Recall {
    const { library, frozen } = this.parts;
    const find = (): readonly Lesson[] =>
      library.texts
        .search(text, frozen.texts, limit, (id) => this.isRecallable(id))
        .flatMap(({ lesson }) => this.lesson(lesson) ?? []);
    return this.tell(step, find, { isAsked: true });
  }

  /** Lessons that rest on a candidate or began with it, newest first, for a planner that asks. */
  about(step: number, candidate: CandidateId, limit: number): Recall {
    const find = (): readonly Lesson[] =>
      [...new Set(this.parts.library.lessonsOn(candidate))]
        .filter((id) => this.isRecallable(id))
        .flatMap((id) => this.lesson(id) ?? [])
        .filter((lesson) => restsOn(lesson, candidate) || lesson.episode?.parent === candidate)
        .sort((a, b) => b.provenance.at - a.provenance.at || (a.id < b.id ? -1 : 1))
        .slice(0, limit);
    return this.tell(step, find, { isAsked: true });
  }

  /**
   * The lessons for a step, by relevance and then by learned value, within the budget; nothing relevant,
   * none. The same step always gets the same answer from the same view.
   */
  recall(query: RecallQuery, budget: RecallBudget = this.budget, policy: RecallPolicy = this.policy): Recall {
    return this.tell(query.step, () => {
      const { shown } = query;
      const candidates = this.parts.library
        .candidates(query, this.parts.frozen, {
          find: (id) => (this.isRecallable(id) ? this.lesson(id) : null),
          lessons: () => this.bank,
          until: this.parts,
        })
        .filter(({ lesson }) => shown === undefined || !isShown(lesson, shown));
      const room = { ...budget, tokens: budget.tokens - HEADING_TOKENS };
      const known = new Set(candidates);
      const ranked = policy
        .rank({ query: query.text, candidates, budget: room })
        .filter((one) => known.has(one));
      return withinBudget(ranked, room).map(({ lesson }) => lesson);
    });
  }

  /**
   * The answer from the lessons that were found: nothing in the control arm, and no episode beside a model's own words on its step. Of
   * those that the step is kept from none, unless it asks. What it asks for counts for neither side, for chance did not choose it; and it
   * takes nothing off a side that chance has chosen, or the two would no longer be alike (intention to treat).
   */
  private tell(step: number, find: () => readonly Lesson[], { isAsked = false } = {}): Recall {
    const { settings, seed, island } = this.parts.place;
    const arm = this.arm(step);
    const found = arm === "control" ? [] : find();
    const position = { island, step };
    const isKept = (lesson: Lesson): boolean => isWithheld(seed, position, lesson, settings.controlShare);
    const open = isAsked ? found : found.filter((lesson) => !isKept(lesson));
    const lessons = open.filter((lesson) => !open.some((other) => isSaidBetter(lesson, other)));
    return {
      arm,
      lessons,
      recalled: isAsked ? [] : lessons.map(({ id }) => id),
      withheld: isAsked ? [] : found.filter(isKept).map(({ id }) => id),
      text: renderAdvice(lessons),
    };
  }

  private get budget(): RecallBudget {
    const { budgetTokens, budgetLessons } = this.parts.place.settings;
    return { tokens: budgetTokens, lessons: budgetLessons };
  }

  private get policy(): RecallPolicy {
    return findPolicy(this.parts.place.settings.policy);
  }

  private seesPlace(island: number, step: number): boolean {
    const { place, epoch } = this.parts;
    return step <= (island === place.island ? this.parts.step : epoch * place.interval);
  }

  private mayKnow(lesson: Lesson): boolean {
    return lesson.scope === "shared" || lesson.provenance.island === this.parts.place.island;
  }

  private isRecallable(id: LessonId): boolean {
    const lesson = findLesson(this.bank, id);
    // an alias leads to another lesson, which has a text of its own
    if (lesson === undefined || lesson.id !== id || !this.mayKnow(lesson)) return false;
    return lesson.state === "active" || lesson.state === "probation";
  }
}

/** An episode that says no more than what the step sees of its candidates. */
function isShown({ level, for: supporting, against }: Lesson, shown: ReadonlySet<CandidateId>): boolean {
  return level === "episode" && [...supporting, ...against].every(({ candidate }) => shown.has(candidate));
}

/** An episode, where a model's own words on the same step are told. */
function isSaidBetter({ id, episode, provenance }: Lesson, other: Lesson): boolean {
  const { island, at, file } = other.provenance;
  if (episode === null || other.episode !== null || other.id === id || file !== null) return false;
  return provenance.file === null && provenance.island === island && provenance.at === at && island !== null;
}
