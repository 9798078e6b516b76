/** The hashes by which programs are compared, ascending. */
export type Sketch = Uint32Array;

/**
 * A sketch of a program in any language: its tokens' k-grams are winnowed (Schleimer, Wilkerson & Aiken 2003:
 * of every w neighbours the smallest hash), and of those the 64 smallest are kept (bottom-k). Programs of
 * fewer than 50 tokens take k = 3, w = 2, others k = 5, w = 4.
 */
export function sketchOf(source: string): Sketch {
  const hashes = tokenHashes(source.slice(0, READ));
  const [k, w] = hashes.length < 50 ? [3, 2] : [5, 4];
  const grams: number[] = [];
  for (let i = 0; i + k <= hashes.length; i++) {
    let gram = 0;
    for (let j = 0; j < k; j++) gram = (Math.imul(gram, 0x9e3779b1) + (hashes[i + j] as number)) >>> 0;
    grams.push(mix(gram));
  }
  const chosen = new Set<number>();
  for (let i = 0; i < Math.max(1, grams.length - w + 1); i++) {
    let least = Number.POSITIVE_INFINITY;
    for (let j = i; j < Math.min(grams.length, i + w); j++) least = Math.min(least, grams[j] as number);
    if (least !== Number.POSITIVE_INFINITY) chosen.add(least);
  }
  return Uint32Array.from(chosen).sort().slice(0, KEPT);
}

/**
 * Estimated share of the winnowed hashes of both that both have (Jaccard); exact for programs of up to 64.
 */
export function sketchSimilarity(a: Sketch, b: Sketch): number {
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : 0;
  const limit = a.length < KEPT && b.length < KEPT ? Number.POSITIVE_INFINITY : KEPT;
  let [i, j, union, common] = [0, 0, 0, 0];
  while (union < limit && i < a.length && j < b.length) {
    const x = a[i] as number;
    const y = b[j] as number;
    union++;
    if (x === y) common++;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return common / Math.min(limit, union + (a.length - i) + (b.length - j));
}

/** True where two programs share half of their hashes: a child that was edited does with its parent, one that was written anew does not. */
export function isSameMethod(a: Sketch, b: Sketch): boolean {
  return sketchSimilarity(a, b) >= SAME_METHOD;
}

/**
 * True where one of two programs is nearly contained in the other, as an ancestor in a descendant that grew, and where they are nearly
 * equal: the one has nothing to teach that the other lacks.
 */
export function isKin(a: Sketch, b: Sketch): boolean {
  // beyond the largest hash of a full sketch nothing is known of its program
  const known = Math.min(reachOf(a), reachOf(b));
  const [near, other] = [a, b].map((sketch) => sketch.filter((hash) => hash <= known)) as [Sketch, Sketch];
  const least = Math.min(near.length, other.length);
  if (least === 0) return near.length === other.length;
  const has = new Set(other);
  return near.filter((hash) => has.has(hash)).length / least >= KIN;
}

function reachOf(sketch: Sketch): number {
  return sketch.length < KEPT ? Number.POSITIVE_INFINITY : (sketch.at(-1) ?? 0);
}

function tokenHashes(source: string): readonly number[] {
  const hashes: number[] = [];
  for (const [token] of withoutComments(source).matchAll(TOKEN)) {
    let hash = 0x811c9dc5;
    for (let i = 0; i < token.length; i++) hash = Math.imul(hash ^ token.charCodeAt(i), 0x01000193);
    hashes.push(hash >>> 0);
  }
  return hashes;
}

/** Cut by position, not by a pattern: text full of comment openings must not cost its square. */
function withoutComments(source: string): string {
  let kept = "";
  let [line, block] = [-1, -1];
  for (let at = 0; ; ) {
    // looked for again only when it was passed: text without one of them must not be searched for it each
    // time
    if (line < at) line = positionOf(source, "//", at);
    if (block < at) block = positionOf(source, "/*", at);
    const start = Math.min(line, block);
    kept += source.slice(at, start);
    if (start === source.length) return kept;
    at = line < block ? positionOf(source, "\n", start) : positionOf(source, "*/", start + 2) + 2;
    kept += " ";
  }
}

function positionOf(text: string, part: string, from: number): number {
  const at = text.indexOf(part, from);
  return at < 0 ? text.length : at;
}

/** Finalizer of MurmurHash3, so that small and large hashes are equally likely to come from any text. */
function mix(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * Likeness from which two programs are of one method. In a run on circle packing edited children had 0.86 and more of their
 * parent's, two optimisers that share their building blocks 0.22.
 */
const SAME_METHOD = 0.5;

/** Share of the smaller program that the larger one has, from which they are kin. */
const KIN = 0.8;
/** Hashes that a sketch keeps. */
const KEPT = 64;
/** Longer programs are read up to here, so that a hostile one costs a bounded effort. */
const READ = 200_000;

const TOKEN = /[A-Za-z_$][\w$]*|\d+(?:\.\d+)?(?:e[+-]?\d+)?|"[^"\n]*"|'[^'\n]*'|=>|[=!<>]=+|&&|\|\||\S/g;
