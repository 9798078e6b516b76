/** Makes a policy for a shop; each shop gets one of its own. */
export function create({ machines }) {
  // EVOLVE-BLOCK-START
  /** The smaller, the sooner a job is taken. */
  function rank(now, { due, time, left, steps, since }) {
    const slack = due - now - left;
    return 1 * due + 0.1 * Math.max(0, slack) + 0.1 * time - 0.1 * (now - since);
  }

  return {
    /** A job comes, with its due date and its [machine, time] steps. */
    arrived(now, job) {},
    /** The index of the waiting job that this machine takes. */
    pick(now, machine, waiting) {
      let best = 0;
      let least = Infinity;
      for (let index = 0; index < waiting.length; index++) {
        const value = rank(now, waiting[index]);
        if (value < least) {
          best = index;
          least = value;
        }
      }
      return best;
    },
  };
  // EVOLVE-BLOCK-END
}
