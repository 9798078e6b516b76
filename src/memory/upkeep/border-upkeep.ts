import { applyEvents, type LessonBank, lessonsIn } from "../fold/lesson-bank.ts";
import type { LessonEvent } from "../fold/event.ts";
import type { Lesson, LessonDraft } from "../lesson.ts";
import { learnedLesson } from "../make/learned.ts";
import type { RunFacts } from "../settings.ts";

/** A border's upkeep in the making: the bank as the events so far leave it. */
export class BorderUpkeep {
  bank: LessonBank;
  readonly events: LessonEvent[] = [];
  readonly epoch: number;
  readonly place: RunFacts;
  private made = 0;

  constructor(bank: LessonBank, epoch: number, place: RunFacts) {
    this.bank = bank;
    this.epoch = epoch;
    this.place = place;
  }

  /** The lessons as they stand. */
  get lessons(): readonly Lesson[] {
    return [...lessonsIn(this.bank)];
  }

  /** True for a lesson that came up since the border before this one. */
  isNew({ provenance }: Lesson): boolean {
    const { interval } = this.place;
    // what the upkeep of the border before made appears in this epoch
    return provenance.island === null
      ? provenance.at === this.epoch - 1
      : provenance.at > (this.epoch - 1) * interval && provenance.at <= this.epoch * interval;
  }

  /** Epochs since the lesson came up. */
  ageOf({ provenance }: Lesson): number {
    const born = provenance.island === null ? provenance.at : Math.ceil(provenance.at / this.place.interval);
    return Math.max(0, this.epoch - born);
  }

  add(events: readonly LessonEvent[]): void {
    if (events.length === 0) return;
    this.events.push(...events);
    this.bank = applyEvents(this.bank, events);
  }

  /** A new lesson of this upkeep, on probation. */
  learn(draft: LessonDraft): void {
    const provenance = { island: null, at: this.epoch, operator: "upkeep", model: null, file: null };
    const id = `b${this.epoch}-l${this.made++}`;
    this.add([{ type: "learned", lesson: learnedLesson(id, draft, provenance, "probation") }]);
  }

  retire(lesson: Lesson, reason: string): void {
    this.add([{ type: "state", lesson: lesson.id, from: lesson.state, to: "retired", reason }]);
  }
}
