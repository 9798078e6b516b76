import { given } from "../../core/index.ts";
import { openRecord } from "../../store/index.ts";
import { discreditWrites } from "./discredit.ts";
import type { Sitting } from "./sitting.ts";
import type { BestSummary } from "../summary.ts";

/** Scores the champion again, in a fresh process, before it is called best. */
export async function verifyChampion(
  { location, store, evaluator, evaluationSeed, record, options }: Sitting,
  best: BestSummary | null,
): Promise<void> {
  if (best === null) return;
  using run = openRecord(location);
  const source = run.candidates.sources([best.id]).get(best.id);
  if (source === undefined) return;
  const verdict = await evaluator.evaluate({ source, seed: evaluationSeed, purpose: "verify" });
  await store.write([
    {
      type: "meta",
      key: "verified",
      value: {
        id: best.id,
        status: verdict.status,
        score: verdict.status === "ok" ? verdict.score : null,
        ...given({ holdout: verdict.status === "ok" ? verdict.holdout : undefined }),
        message: verdict.message,
      },
    },
  ]);
  if (verdict.status === "ok" && verdict.score !== best.score) {
    const message = `the champion ${best.id} scored ${verdict.score} in its verification, with a fresh seed, and ${best.score} in the run: chance has a part in this score`;
    options.onEvents?.([{ type: "warning", message }]);
  }
  if (verdict.status !== "ok") {
    await store.write(discreditWrites(run, record, best.id, verdict.message));
    options.onEvents?.([
      {
        type: "warning",
        message: `the champion ${best.id} did not pass its verification: ${verdict.message}`,
      },
    ]);
  }
}
