import type { RecallPolicy } from "./policy.ts";

/** The newest of what was found, however little it has to do with the step. A baseline for studies. */
export const newest: RecallPolicy = {
  name: "newest",
  rank: ({ candidates }) =>
    candidates.toSorted(
      ({ lesson: a }, { lesson: b }) => b.provenance.at - a.provenance.at || (a.id < b.id ? -1 : 1),
    ),
};
