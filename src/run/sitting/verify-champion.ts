import { given } from "../../core/index.ts";
import { openRecord } from "../../store/index.ts";
import { discreditWrites } from "./discredit.ts";
import type { Sitting } from "./sitting.ts";
import type { BestSummary } from "../summary.ts";

/** Scores the champion again, in a fresh process, before it is called best. */
export async function verifyChampion(sitting: Sitting, best: BestSummary | null): Promise<void> {
  if (best === null) return;
  const { location, store, evaluator, evaluationSeed, record, options } = sitting;
  using run = openRecord(location);
  const source = run.candidates.sources([best.id]).get(best.id);
  if (source === undefined) return;
  const verdict = await evaluator.evaluate({ source, seed: evaluationSeed, purpose: "verify" });
  const isOther = verdict.status === "ok" && verdict.score !== best.score;
  const doubt = isOther ? await unrepeated(sitting, source, best.score) : null;
  await store.write([
    {
      type: "meta",
      key: "verified",
      value: {
        id: best.id,
        status: doubt === null ? verdict.status : "invalid",
        score: verdict.status === "ok" ? verdict.score : null,
        ...given({
          holdout: verdict.status === "ok" ? verdict.holdout : undefined,
          proof: verdict.status === "ok" ? verdict.proof : undefined,
        }),
        message: doubt ?? verdict.message,
      },
    },
  ]);
  const warn = (message: string): void => options.onEvents?.([{ type: "warning", message }]);
  const reason = doubt ?? (verdict.status === "ok" ? null : verdict.message);
  if (reason !== null) {
    await store.write(discreditWrites(run, record, best.id, reason));
    warn(`the champion ${best.id} did not pass its verification: ${reason}`);
  } else if (isOther) {
    warn(
      `the champion ${best.id} scored ${verdict.score} in its verification, with a fresh seed, and ${best.score} in the run: chance has a part in this score`,
    );
  }
}

/**
 * The doubt about a score on record that program and seed do not lead to again; `null` where it is theirs, or
 * where something else has a part: a measured time, or a command of the user's, which may do as it likes.
 */
async function unrepeated(
  { evaluator, evaluationSeed, record }: Sitting,
  source: string,
  score: number,
): Promise<string | null> {
  if (record.problem.definition.timing !== null) return null;
  const again = await evaluator.evaluate({ source, seed: evaluationSeed });
  if (again.level === 3 || (again.status === "ok" && again.score === score)) return null;
  const came = again.status === "ok" ? `is ${again.score}` : `cannot be had (${again.kind})`;
  return `its score on record is ${score}, and with the same seed it ${came}: the record was changed, or the evaluator does not repeat itself`;
}
