/** The distinct words of a text as ascending hashes: small, and quick to compare. */
export type WordSet = Uint32Array;

/** The words' hashes (FNV-1a, 32 bits); the same on every machine and in every order of learning. */
export function wordSet(words: readonly string[]): WordSet {
  const hashes = new Set<number>();
  for (const word of words) {
    let hash = 0x811c9dc5;
    for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
    hashes.add(hash >>> 0);
  }
  return Uint32Array.from(hashes).sort();
}

/** Share of the words of both that both have (Jaccard), 0 to 1; two empty sets are the same. */
export function setSimilarity(a: WordSet, b: WordSet): number {
  if (a.length === 0 && b.length === 0) return 1;
  let [i, j, common] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const [x, y] = [a[i] as number, b[j] as number];
    if (x === y) common++;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return common / (a.length + b.length - common);
}
