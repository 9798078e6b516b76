/**
 * The words of a text, in order, lower case: names are taken apart (`moveNumbers` is `move`, `numbers`);
 * numbers, ids, stop words and single letters are left out, plurals in -s lose it.
 */
export function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  for (const [match] of text.slice(0, READ).matchAll(WORD)) {
    if (match.length < 2 || match.length > 40) continue;
    const word = match.toLowerCase();
    if (STOP.has(word)) continue;
    words.push(word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word);
  }
  return words;
}

/** True where {@link wordSimilarity} reaches a threshold above 0; gives up as soon as it cannot. */
export function areAlike(a: ReadonlySet<string>, b: ReadonlySet<string>, threshold: number): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  const needed = Math.ceil((threshold * (a.size + b.size)) / (1 + threshold) - 1e-9);
  let missing = small.size - needed;
  if (missing < 0) return false;
  for (const word of small) if (!large.has(word) && --missing < 0) return false;
  return true;
}

/** Share of the words of both that both have (Jaccard): 0 for nothing in common, 1 for the same words. */
export function wordSimilarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 && b.size === 0) return 1;
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let common = 0;
  for (const word of small) if (large.has(word)) common++;
  return common / (a.size + b.size - common);
}

/** Words that say nothing about what a lesson is about. */
const STOP = new Set(
  (
    "a an and are as at be but by did for from had has have if in into is it its more no not of on or so than that the " +
    "their then there these they this to was were when while with which will would you your"
  ).split(" "),
);
/** Longer texts are read up to here, so that a hostile one costs a bounded effort. */
const READ = 20_000;
const WORD = /\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{Lo}+/gu;
