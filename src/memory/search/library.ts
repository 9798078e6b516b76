import type { CandidateId } from "../../core/index.ts";
import type { Book } from "../fold/book.ts";
import { lessonsIn, restsOn } from "../fold/book.ts";
import type { LessonEvent } from "../fold/event.ts";
import type { Lesson, LessonId } from "../lesson.ts";
import type { Candidate, Relevance } from "../recall/policy.ts";
import type { MemoryRecord } from "../record.ts";
import { lessonTokens } from "../render.ts";
import type { MemoryPlace } from "../settings.ts";
import { ProgramIndex } from "./program-index.ts";
import { sketchOf } from "./sketch.ts";
import { type Frozen, TextIndex } from "./text-index.ts";
import { Top } from "./top.ts";
import { type WordSet, wordSet } from "./word-set.ts";
import { wordsOf } from "./words.ts";

/** Lessons found by each way of looking. */
const FOUND = 48;
/** Programs like the one in question whose lessons are taken up. */
const NEIGHBOURS = 16;

/** What the asking view holds. */
interface Asker {
  /** The lesson, if the view may recall it. */
  readonly find: (id: LessonId) => Lesson | null;
  readonly lessons: () => Book;
  /** How far the view sees, so that programs up to there are read in. */
  readonly until: { readonly epoch: number; readonly step: number };
}

/** How far programs were read in, and how many there were after each border and each own step. */
interface Reading {
  epoch: number;
  step: number;
  readonly afterEpoch: number[];
  readonly afterStep: number[];
}

/**
 * Where an island looks things up: lessons by their words, programs by their syntax, lessons by their programs. All of it
 * follows from the record, is only ever appended to, and is built when it is first asked for.
 */
export class Library {
  readonly texts = new TextIndex();
  private programs = new ProgramIndex();
  private readonly resting = new Map<CandidateId, LessonId[]>();
  private readonly words = new Map<LessonId, WordSet>();
  private readonly place: MemoryPlace;
  private readonly record: MemoryRecord;
  /** Border and own step up to which programs were read in. */
  private read: Reading = { epoch: 0, step: -1, afterEpoch: [0], afterStep: [] };

  constructor(place: MemoryPlace, record: MemoryRecord) {
    this.place = place;
    this.record = record;
  }

  /** A library of just these lessons, and of the same programs. */
  renewed(lessons: Iterable<Lesson>): Library {
    const library = new Library(this.place, this.record);
    for (const lesson of lessons) library.learnLesson(lesson);
    // programs are never forgotten, and both are read in up to the same place
    library.programs = this.programs;
    library.read = this.read;
    return library;
  }

  /** Takes up what events brought. */
  learn(events: Iterable<LessonEvent>): void {
    for (const event of events) {
      if (event.type === "learned" || event.type === "restored") this.learnLesson(event.lesson);
      else if (event.type === "evidence") this.rest(event.lesson, event.evidence.candidate);
    }
  }

  private learnLesson(lesson: Lesson): void {
    if (this.texts.has(lesson.id)) return;
    const words = wordsOf(lesson.text);
    this.texts.add(lesson.id, [...words, ...wordsOf(lesson.tags.join(" "))]);
    this.words.set(lesson.id, wordSet(words));
    for (const { candidate } of [...lesson.for, ...lesson.against]) this.rest(lesson.id, candidate);
    if (lesson.episode?.parent) this.rest(lesson.id, lesson.episode.parent);
  }

  private rest(lesson: LessonId, candidate: CandidateId): void {
    const list = this.resting.get(candidate);
    if (list === undefined) this.resting.set(candidate, [lesson]);
    else list.push(lesson);
  }

  /** Lessons that rest, or once rested, on a candidate or started from it. */
  lessonsOn(candidate: CandidateId): readonly LessonId[] {
    return this.resting.get(candidate) ?? [];
  }

  /** The lessons that may bear on a query, most relevant first, ties by id. */
  candidates(
    query: { readonly text: string; readonly program: string | null; readonly embedding?: readonly number[] },
    frozen: Frozen,
    asker: Asker,
  ): readonly Candidate[] {
    const found = new Map<LessonId, { text: number; code: number; embedding: number }>();
    const note = (id: LessonId, way: keyof Relevance, value: number): void => {
      const relevance = found.get(id) ?? { text: 0, code: 0, embedding: 0 };
      relevance[way] = Math.max(relevance[way], value);
      found.set(id, relevance);
    };
    const recallable = (id: LessonId): boolean => asker.find(id) !== null;
    for (const hit of this.texts.search(query.text, frozen, FOUND, recallable))
      note(hit.lesson, "text", hit.relevance);
    if (query.program !== null) {
      for (const [id, similarity] of this.byProgram(query.program, asker)) note(id, "code", similarity);
    }
    if (query.embedding !== undefined) {
      for (const { key, score } of nearest(query.embedding, asker)) note(key, "embedding", score);
    }
    return [...found]
      .flatMap(([id, relevance]): Candidate[] => {
        const lesson = asker.find(id);
        const words = this.words.get(id);
        return lesson === null || words === undefined
          ? []
          : [{ lesson, relevance, words, tokens: lessonTokens(lesson) }];
      })
      .sort((a, b) => strength(b) - strength(a) || (a.lesson.id < b.lesson.id ? -1 : 1));
  }

  /** Lessons of the nearest programs, nearest first, then newest. */
  private byProgram(program: string, asker: Asker): ReadonlyMap<LessonId, number> {
    const known = this.readPrograms(asker.until);
    const found = new Map<LessonId, { readonly similarity: number; readonly at: number }>();
    for (const { candidate, similarity } of this.programs.similar(sketchOf(program), NEIGHBOURS, known)) {
      for (const id of this.lessonsOn(candidate)) {
        if (found.has(id)) continue;
        const lesson = asker.find(id);
        // the list also names lessons that rest on it in another view
        if (lesson === null || !(restsOn(lesson, candidate) || lesson.episode?.parent === candidate))
          continue;
        found.set(id, { similarity, at: lesson.provenance.at });
      }
    }
    const order = [...found].sort(
      ([a, x], [b, y]) => y.similarity - x.similarity || y.at - x.at || (a < b ? -1 : 1),
    );
    return new Map(order.slice(0, FOUND).map(([id, { similarity }]) => [id, similarity]));
  }

  /**
   * Reads in programs up to a view, in the order in which an island comes to know them, whenever that was asked for.
   *
   * @returns how many of them the view knows
   */
  private readPrograms(until: Asker["until"]): number {
    const { island, islands, interval } = this.place;
    const { read } = this;
    const mark = (step: number): void => {
      while (read.step < step) read.afterStep[++read.step] = this.programs.size;
    };
    const own = (to: number): void => {
      for (const { step, source } of this.record.programs(island, read.step + 1, to)) {
        mark(step - 1);
        this.programs.add({ island, step }, sketchOf(source));
      }
      mark(to);
    };
    while (read.epoch < until.epoch) {
      const epoch = read.epoch + 1;
      own(epoch * interval);
      const from = epoch === 1 ? 0 : (epoch - 1) * interval + 1;
      for (let other = 0; other < islands; other++) {
        if (other === island) continue;
        for (const { step, source } of this.record.programs(other, from, epoch * interval)) {
          this.programs.add({ island: other, step }, sketchOf(source));
        }
      }
      read.afterEpoch[epoch] = this.programs.size;
      read.epoch = epoch;
    }
    own(until.step);
    const isAtBorder = until.epoch > 0 && until.step <= until.epoch * interval;
    return (isAtBorder ? read.afterEpoch[until.epoch] : read.afterStep[until.step]) ?? 0;
  }
}

function strength({ relevance: { text, code, embedding } }: Candidate): number {
  return Math.max(text, code, embedding);
}

function nearest(query: readonly number[], asker: Asker): readonly { key: LessonId; score: number }[] {
  const top = new Top<LessonId>(FOUND);
  for (const { id, embedding } of lessonsIn(asker.lessons())) {
    if (embedding !== null && asker.find(id) !== null) top.offer(id, Math.max(0, cosine(query, embedding)));
  }
  return top.best;
}

function cosine(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return 0;
  let [dot, left, right] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number];
    dot += x * y;
    left += x * x;
    right += y * y;
  }
  return left === 0 || right === 0 ? 0 : dot / Math.sqrt(left * right);
}
