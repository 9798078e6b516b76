import type { RunOverview } from "../../run/index.ts";
import { renderRedQueen } from "./rounds.ts";
import { renderSummary } from "./summary.ts";
import { type Paint, plain } from "../../core/index.ts";

/** How a run stands, for people. @param folder - as a person would type it */
export function renderOverview(overview: RunOverview, folder: string, paint: Paint = plain): string {
  return overview.kind === "plain" ? renderSummary(overview, folder, paint) : renderRedQueen(overview, paint);
}
