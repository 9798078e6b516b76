import type { StoreReader } from "../records.ts";
import { createCandidateReader } from "./candidate-reader.ts";
import { createLineageReader } from "./lineage-reader.ts";
import { createProgressReader } from "./progress-reader.ts";
import type { Queries } from "./queries.ts";
import { createRowContext } from "./row-context.ts";
import { createTrialReader } from "./trial-reader.ts";

/** The candidates of a run with their lineage, their trials and the marks of logical time. */
export function createStoreReader(queries: Queries): StoreReader {
  const context = createRowContext(queries);
  return {
    ...createCandidateReader(queries, context),
    ...createLineageReader(queries),
    ...createTrialReader(queries, context),
    ...createProgressReader(queries),
  };
}
