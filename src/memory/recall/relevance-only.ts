import type { RecallPolicy } from "./policy.ts";

/** By relevance alone, without a threshold: what a plain search would say. A baseline for studies. */
export const relevanceOnly: RecallPolicy = {
  name: "relevance-only",
  rank: ({ candidates }) => candidates,
};
