import type { CandidateId } from "../../core/index.ts";
import type { Arm, Lesson, LessonId, MemoryView, Recall, RecallQuery } from "../../memory/index.ts";

/** Account of a step's recall, for its record. */
export interface RecallAccount {
  readonly arm: Arm;
  readonly recalled: readonly LessonId[];
  /** Lessons that the step was not told unasked, as their control. */
  readonly withheld: readonly LessonId[];
  /** Lessons that it was told because it asked, beside those that it was told as it began. */
  readonly asked: readonly LessonId[];
}

/** Lessons that a step finds: those that it is told for the first time, and the names of the others. */
export interface FoundLessons {
  readonly lessons: readonly Lesson[];
  readonly before: readonly LessonId[];
}

/** Lessons that a planner is shown at a time. */
const SHOWN = 6;

/** One step's way to the memory: what it asks for, and the account of what it was told. */
export class StepRecall {
  /** `null` in a run that keeps no memory. */
  readonly view: MemoryView | null;
  private readonly step: number;
  private arm: Arm = "memory";
  private readonly told = new Set<LessonId>();
  private readonly withheld = new Set<LessonId>();
  private readonly asked = new Set<LessonId>();

  constructor(view: MemoryView | null, step: number) {
    this.view = view;
    this.step = step;
  }

  /** False for a step that is told nothing: as a control, or in a run without a memory. */
  get isTold(): boolean {
    return this.view !== null && this.view.arm(this.step) === "memory";
  }

  /** False, too, where there is no lesson that it could be told. */
  get canTell(): boolean {
    if (this.view === null || !this.isTold) return false;
    const { base, changes } = this.view.bank;
    return base.size + changes.size > 0;
  }

  /** Lessons for the step as it begins; {@link forget} those that its prompts have no room for. */
  first(query: Omit<RecallQuery, "step">): readonly Lesson[] {
    return this.note(this.view?.recall({ ...query, step: this.step }));
  }

  /** Lessons by text. */
  search(text: string): FoundLessons {
    return this.find(this.view?.search(this.step, text, SHOWN));
  }

  /** Lessons that rest on a program. */
  about(candidate: CandidateId): FoundLessons {
    return this.find(this.view?.about(this.step, candidate, SHOWN));
  }

  /** Takes lessons that were not told after all off the account. */
  forget(lessons: readonly Lesson[]): void {
    for (const { id } of lessons) this.told.delete(id);
  }

  /** `null` in a run without a memory. */
  get account(): RecallAccount | null {
    if (this.view === null) return null;
    return { arm: this.arm, recalled: [...this.told], withheld: [...this.withheld], asked: [...this.asked] };
  }

  private find(recall: Recall | undefined): FoundLessons {
    const known = new Set([...this.told, ...this.asked]);
    const lessons = this.note(recall);
    return {
      lessons: lessons.filter(({ id }) => !known.has(id)),
      before: lessons.map(({ id }) => id).filter((id) => known.has(id)),
    };
  }

  private note(recall: Recall | undefined): readonly Lesson[] {
    if (recall === undefined) return [];
    this.arm = recall.arm;
    for (const id of recall.recalled) this.told.add(id);
    for (const id of recall.withheld) this.withheld.add(id);
    for (const { id } of recall.lessons) if (!this.told.has(id)) this.asked.add(id);
    return recall.lessons;
  }
}
