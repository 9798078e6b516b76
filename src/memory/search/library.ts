import type { CandidateId, Position } from "../../core/index.ts";
import type { LessonBank } from "../fold/lesson-bank.ts";
import { lessonsIn, restsOn } from "../fold/lesson-bank.ts";
import type { LessonEvent } from "../fold/event.ts";
import type { Lesson, LessonId } from "../lesson.ts";
import type { RecallCandidate, Relevance } from "../recall/policy.ts";
import type { MemoryRecord } from "../record.ts";
import { lessonTokens } from "../render.ts";
import type { RunFacts } from "../settings.ts";
import { type FrozenPrograms, ProgramIndex } from "./program-index.ts";
import { sketchOf } from "./sketch.ts";
import { type Frozen, TextIndex } from "./text-index.ts";
import { Top } from "./top.ts";
import { product, unpackVector } from "./vector.ts";
import { type WordSet, wordSet } from "./word-set.ts";
import { wordsOf } from "./words.ts";

/** The asking view's own lessons. */
interface Asker {
  /** The lesson, if the view may recall it. */
  readonly find: (id: LessonId) => Lesson | null;
  readonly lessons: () => LessonBank;
  /** The last border and the last own step that the view knows. */
  readonly until: { readonly epoch: number; readonly step: number };
}

/** The lessons that count at a border, and their statistics. */
export interface FrozenLibrary {
  readonly texts: Frozen;
  readonly programs: FrozenPrograms;
}

/**
 * Where an island looks things up: lessons by their words, programs by their syntax, lessons by their
 * programs. All of it follows from the record, is only ever appended to, and is built when it is first asked
 * for.
 */
export class Library {
  readonly texts = new TextIndex();
  private readonly programs = new ProgramIndex();
  private readonly resting = new Map<CandidateId, LessonId[]>();
  private readonly words = new Map<LessonId, WordSet>();
  /** Of lessons that were compared. */
  private readonly vectors = new Map<LessonId, Float32Array>();
  private readonly place: RunFacts;
  private readonly record: MemoryRecord;
  private readonly read: ProgramIndex | null;

  /** @param read - an index that has sketches of programs already */
  constructor(place: RunFacts, record: MemoryRecord, read: ProgramIndex | null = null) {
    this.place = place;
    this.record = record;
    this.read = read;
  }

  /** A library of just these lessons, and of the programs they concern. */
  renewed(lessons: Iterable<Lesson>): Library {
    const library = new Library(this.place, this.record, this.programs);
    for (const lesson of lessons) library.learnLesson(lesson);
    return library;
  }

  /**
   * The part that counts until the next freezing: the lessons that may be recalled, and the programs any
   * lesson concerns.
   */
  freeze(bank: LessonBank): FrozenLibrary {
    const recallable: LessonId[] = [];
    const programs = new Set<CandidateId>();
    for (const lesson of lessonsIn(bank)) {
      if (lesson.state !== "active" && lesson.state !== "probation") continue;
      recallable.push(lesson.id);
      for (const candidate of programsOf(lesson)) programs.add(candidate);
    }
    return { texts: this.texts.freeze(recallable), programs: this.programs.freeze(programs) };
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
    for (const candidate of programsOf(lesson)) this.rest(lesson.id, candidate);
  }

  private rest(lesson: LessonId, candidate: CandidateId): void {
    const list = this.resting.get(candidate);
    if (list === undefined) this.programs.name(candidate, this.read?.sketch(candidate));
    if (list === undefined) this.resting.set(candidate, [lesson]);
    else list.push(lesson);
  }

  /** Lessons that rest, or once rested, on a candidate or started from it. */
  lessonsOn(candidate: CandidateId): readonly LessonId[] {
    return this.resting.get(candidate) ?? [];
  }

  /** The lessons that may concern a query, most relevant first, ties by id. */
  candidates(
    query: { readonly text: string; readonly program: string | null; readonly embedding?: string },
    frozen: FrozenLibrary,
    asker: Asker,
  ): readonly RecallCandidate[] {
    const found = new Map<LessonId, { text: number; code: number; embedding: number }>();
    const note = (id: LessonId, way: keyof Relevance, value: number): void => {
      const relevance = found.get(id) ?? { text: 0, code: 0, embedding: 0 };
      relevance[way] = Math.max(relevance[way], value);
      found.set(id, relevance);
    };
    const recallable = (id: LessonId): boolean => asker.find(id) !== null;
    for (const hit of this.texts.search(query.text, frozen.texts, FOUND, recallable))
      note(hit.lesson, "text", hit.relevance);
    if (query.program !== null) {
      for (const [id, similarity] of this.byProgram(query.program, frozen.programs, asker))
        note(id, "code", similarity);
    }
    if (query.embedding !== undefined) {
      for (const { key, score } of this.byVector(query.embedding, asker)) note(key, "embedding", score);
    }
    return [...found]
      .flatMap(([id, relevance]): RecallCandidate[] => {
        const lesson = asker.find(id);
        const words = this.words.get(id);
        return lesson === null || words === undefined
          ? []
          : [{ lesson, relevance, words, tokens: lessonTokens(lesson) }];
      })
      .sort((a, b) => strength(b) - strength(a) || (a.lesson.id < b.lesson.id ? -1 : 1));
  }

  /** Lessons of the nearest programs, nearest first, then newest. */
  private byProgram(
    program: string,
    frozen: FrozenPrograms,
    { find, until }: Asker,
  ): ReadonlyMap<LessonId, number> {
    this.readPrograms();
    const { island, interval } = this.place;
    // of what came up since the border a view knows its own island's programs up to its step
    const isKnown = (position: Position): boolean =>
      position.island === island && position.step > until.epoch * interval && position.step <= until.step;
    const near = this.programs.similar(sketchOf(program), NEIGHBOURS, frozen, isKnown);
    const found = new Map<LessonId, { readonly similarity: number; readonly at: number }>();
    for (const { candidate, similarity } of near) {
      for (const id of this.lessonsOn(candidate)) {
        if (found.has(id)) continue;
        const lesson = find(id);
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

  private byVector(
    query: string,
    asker: Asker,
  ): readonly { readonly key: LessonId; readonly score: number }[] {
    const wanted = unpackVector(query);
    const top = new Top<LessonId>(FOUND);
    for (const { id, embedding } of lessonsIn(asker.lessons())) {
      if (embedding === null || asker.find(id) === null) continue;
      let vector = this.vectors.get(id);
      if (vector === undefined) {
        vector = unpackVector(embedding);
        this.vectors.set(id, vector);
      }
      top.offer(id, Math.max(0, product(wanted, vector)));
    }
    return top.best;
  }

  /** Reads the programs that lessons concern since the last search. */
  private readPrograms(): void {
    const waiting = this.programs.takeWaiting();
    if (waiting.length === 0) return;
    for (const [candidate, source] of this.record.sources(waiting)) {
      this.programs.put(candidate, sketchOf(source));
    }
  }
}

/** Programs that a lesson concerns: its evidence, and its step's parents. */
function programsOf({ for: supporting, against, episode }: Lesson): readonly CandidateId[] {
  const evidence = [...supporting, ...against].map(({ candidate }) => candidate);
  return episode?.parent ? [...evidence, episode.parent] : evidence;
}

function strength({ relevance: { text, code, embedding } }: RecallCandidate): number {
  return Math.max(text, code, embedding);
}

/** Lessons found by each way of looking. */
const FOUND = 48;
/** Programs like the one in question whose lessons are taken up. */
const NEIGHBOURS = 16;
