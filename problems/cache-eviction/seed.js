/** Makes a policy for a cache that holds `capacity` keys; each trace gets one of its own. */
export function create({ capacity }) {
  const cached = new Set();
  // EVOLVE-BLOCK-START
  /** What is known of every key that was ever requested. */
  const known = new Map();
  let now = 0;

  function remember(key, hit) {
    now += 1;
    const facts = known.get(key) ?? { count: 0, last: 0, before: 0 };
    facts.count = 0.5 * facts.count + 1;
    facts.before = facts.last;
    facts.last = now;
    known.set(key, facts);
  }

  /** The lower, the sooner a key goes: here the one that was used least recently. */
  function worth(key, coming) {
    const { count, last, before } = known.get(key);
    return 1 * (last - now) + 0.01 * capacity * count;
  }
  // EVOLVE-BLOCK-END

  return {
    /** A key is requested; `hit` says whether it is in the cache. */
    request(key, hit) {
      remember(key, hit);
      cached.add(key);
    },
    /** The cache is full and `coming` must go in: the key that goes out. */
    evict(coming) {
      cached.delete(coming);
      let victim = null;
      let least = Infinity;
      for (const key of cached) {
        const value = worth(key, coming);
        if (victim === null || value < least) {
          victim = key;
          least = value;
        }
      }
      cached.delete(victim);
      cached.add(coming);
      return victim;
    },
  };
}
