import { oneLine } from "../../llm/index.ts";
import type { FailureGroup } from "../run/failure-groups.ts";
import { renderTable } from "./table.ts";

/** Failures and their counts, with one example each, for people. */
export function renderFailures(failures: readonly FailureGroup[]): string {
  if (failures.length === 0) return "nothing failed";
  return renderTable([
    ["count", "share", "kind", "example", "message"],
    ...failures.map(({ count, share, kind, example }) => [
      String(count),
      `${(100 * share).toFixed(1)} %`,
      kind,
      example.id,
      oneLine(example.message, 120),
    ]),
  ]);
}
