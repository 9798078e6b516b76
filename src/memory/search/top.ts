/** Collects the `limit` best of many: higher score first, ties by the smaller key. */
export class Top<K extends string | number> {
  readonly best: { readonly key: K; readonly score: number }[] = [];
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  offer(key: K, score: number): void {
    const { best, limit } = this;
    const last = best[best.length - 1];
    if (best.length >= limit && (last === undefined || !isBefore(key, score, last))) return;
    let at = best.length;
    for (let above = best[at - 1]; above !== undefined && isBefore(key, score, above); above = best[at - 1])
      at--;
    best.splice(at, 0, { key, score });
    if (best.length > limit) best.pop();
  }
}

function isBefore<K extends string | number>(
  key: K,
  score: number,
  other: { key: K; score: number },
): boolean {
  return score > other.score || (score === other.score && key < other.key);
}
