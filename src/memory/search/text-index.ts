import type { LessonId } from "../lesson.ts";
import { Top } from "./top.ts";
import { wordsOf } from "./words.ts";

interface Postings {
  readonly documents: number[];
  readonly counts: number[];
}

/** Statistics of the texts that counted at a border; every search until the next border uses them. */
export interface Frozen {
  /** 1 for each document that counts, by its number. */
  readonly live: Uint8Array;
  readonly count: number;
  readonly averageLength: number;
  /** Document frequencies that were asked for; they follow from the rest. */
  readonly frequencies: Map<string, number>;
}

/** A text that answers a query. */
export interface TextHit {
  readonly lesson: LessonId;
  /** BM25, as a share of what the best imaginable text would score: 0 to 1. */
  readonly relevance: number;
}

/**
 * BM25 over the texts of lessons, in memory. Texts are only ever appended, so an older view of the memory
 * still finds exactly what it found; which ones count, and with which statistics, is frozen at a border.
 */
export class TextIndex {
  private readonly ids: LessonId[] = [];
  private readonly numbers = new Map<LessonId, number>();
  private readonly lengths: number[] = [];
  private readonly postings = new Map<string, Postings>();
  private scores = new Float64Array(64);

  /** Number of texts, those that no longer count included. */
  get size(): number {
    return this.ids.length;
  }

  has(lesson: LessonId): boolean {
    return this.numbers.has(lesson);
  }

  /** Adds the words of a lesson; one that is here already stays as it is. */
  add(lesson: LessonId, words: readonly string[]): void {
    if (this.numbers.has(lesson)) return;
    const document = this.ids.length;
    this.ids.push(lesson);
    this.numbers.set(lesson, document);
    this.lengths.push(words.length);
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    for (const [word, count] of counts) {
      let list = this.postings.get(word);
      if (list === undefined) {
        list = { documents: [], counts: [] };
        this.postings.set(word, list);
      }
      list.documents.push(document);
      list.counts.push(count);
    }
  }

  /** The statistics of the given lessons, which were added before. */
  freeze(lessons: Iterable<LessonId>): Frozen {
    const live = new Uint8Array(this.ids.length);
    let count = 0;
    let length = 0;
    for (const lesson of lessons) {
      const document = this.numbers.get(lesson);
      if (document === undefined || live[document] === 1) continue;
      live[document] = 1;
      count++;
      length += this.lengths[document] ?? 0;
    }
    return {
      live,
      count,
      averageLength: count === 0 ? 1 : Math.max(1, length / count),
      frequencies: new Map(),
    };
  }

  /**
   * The lessons that answer a query best, ties by id. Texts that were added after the freeze are scored with
   * its statistics.
   *
   * @param accept - what the asking view holds; called for the few that score
   */
  search(
    query: string,
    frozen: Frozen,
    limit: number,
    accept: (lesson: LessonId) => boolean,
  ): readonly TextHit[] {
    const { terms, full } = this.terms(query, frozen);
    if (terms.length === 0) return [];
    if (this.scores.length < this.ids.length) this.scores = new Float64Array(2 * this.ids.length);
    const { scores } = this;
    const touched: number[] = [];
    for (const { list, idf } of terms) {
      for (let i = 0; i < list.documents.length; i++) {
        const document = list.documents[i] as number;
        if (document < frozen.live.length && frozen.live[document] !== 1) continue;
        const count = list.counts[i] as number;
        const norm = K1 * (1 - B + (B * (this.lengths[document] as number)) / frozen.averageLength);
        if (scores[document] === 0) touched.push(document);
        scores[document] = (scores[document] as number) + (idf * count * (K1 + 1)) / (count + norm);
      }
    }
    const top = new Top<LessonId>(limit);
    const worst = (): number => (top.best.length < limit ? 0 : (top.best.at(-1)?.score ?? 0));
    for (const document of touched) {
      const score = scores[document] as number;
      scores[document] = 0;
      if (score < worst()) continue;
      const lesson = this.ids[document] as LessonId;
      if (accept(lesson)) top.offer(lesson, score);
    }
    return top.best.map(({ key, score }) => ({ lesson: key, relevance: Math.min(1, score / full) }));
  }

  /**
   * The query's rarest known words with their weights, rarest first; words that no text has count for `full`
   * alone.
   */
  private terms(
    query: string,
    frozen: Frozen,
  ): { readonly terms: readonly { readonly list: Postings; readonly idf: number }[]; readonly full: number } {
    const known: { word: string; list: Postings; idf: number }[] = [];
    const fresh: { list: Postings; idf: number }[] = [];
    const unheard = Math.log(1 + (frozen.count + 0.5) / 0.5);
    let strange = 0;
    for (const word of firstDistinct(wordsOf(query), LOOKED_UP)) {
      const list = this.postings.get(word);
      const frequency = list === undefined ? 0 : this.frequency(word, list, frozen);
      if (frequency === 0) strange++;
      if (list === undefined) continue;
      // a word that came up since the border finds what came up with it, and must not crowd out others in an
      // older view
      if (frequency === 0) fresh.push({ list, idf: unheard });
      else
        known.push({ word, list, idf: Math.log(1 + (frozen.count - frequency + 0.5) / (frequency + 0.5)) });
    }
    known.sort((a, b) => b.idf - a.idf || (a.word < b.word ? -1 : 1));
    const strangers = Math.min(strange, FULL_MATCH);
    const full = known
      .slice(0, FULL_MATCH - strangers)
      .reduce((sum, { idf }) => sum + idf, strangers * unheard);
    return { terms: [...fresh, ...known.slice(0, SCORED)], full };
  }

  private frequency(word: string, { documents }: Postings, frozen: Frozen): number {
    const known = frozen.frequencies.get(word);
    if (known !== undefined) return known;
    let frequency = 0;
    for (const document of documents) if (frozen.live[document] === 1) frequency++;
    frozen.frequencies.set(word, frequency);
    return frequency;
  }
}

function firstDistinct(words: readonly string[], count: number): ReadonlySet<string> {
  const distinct = new Set<string>();
  for (const word of words) {
    distinct.add(word);
    if (distinct.size === count) break;
  }
  return distinct;
}

/** Term saturation and length normalisation (Robertson & Zaragoza 2009, §3). */
const K1 = 1.2;
const B = 0.75;
/**
 * Words of a query that are looked up, in order of appearance, and how many of them, the rarest, are scored.
 */
const LOOKED_UP = 160;
const SCORED = 16;
/** A text is wholly relevant when it says as much as this many of the query's rarest words. */
const FULL_MATCH = 4;
