/** Hits of the two policies between which programs are measured: the least recently used key goes, or the one needed last. */
export interface References {
  readonly lru: number;
  /** Belady's policy, which knows the future: no policy that takes every key in has more (Belady 1966, Mattson et al. 1970). */
  readonly belady: number;
}

/** Plays both policies on a trace. */
export function referencesOf(trace: readonly number[], capacity: number): References {
  return { lru: lruHits(trace, capacity), belady: beladyHits(trace, capacity) };
}

function lruHits(trace: readonly number[], capacity: number): number {
  const cached = new Set<number>();
  let hits = 0;
  for (const key of trace) {
    if (cached.delete(key)) hits++;
    else if (cached.size >= capacity) cached.delete(cached.values().next().value ?? 0);
    cached.add(key);
  }
  return hits;
}

function beladyHits(trace: readonly number[], capacity: number): number {
  const nextUse = nextUses(trace);
  /** Cached keys, and the time of their next use. */
  const cached = new Map<number, number>();
  let hits = 0;
  for (const [time, key] of trace.entries()) {
    if (cached.has(key)) hits++;
    else if (cached.size >= capacity) {
      let [victim, latest] = [0, -1];
      for (const [candidate, use] of cached) if (use > latest) [victim, latest] = [candidate, use];
      cached.delete(victim);
    }
    cached.set(key, nextUse[time] ?? Infinity);
  }
  return hits;
}

/** For each time, when the same key is requested again; infinity where it is not. */
function nextUses(trace: readonly number[]): readonly number[] {
  const next = new Array<number>(trace.length).fill(Infinity);
  const seen = new Map<number, number>();
  for (let time = trace.length - 1; time >= 0; time--) {
    const key = trace[time] ?? 0;
    next[time] = seen.get(key) ?? Infinity;
    seen.set(key, time);
  }
  return next;
}
