import { type CandidateId, type Evaluation, idOf, type IslandStart, objectiveOf } from "../../core/index.ts";
import { openRecord } from "../../store/index.ts";
import { summariseRun } from "../summary.ts";
import type { Sitting } from "./sitting.ts";

/** The standing of a run when a sitting begins, for whoever watches it. */
export interface StartingPoint {
  readonly islands: readonly IslandStart[];
  readonly failures: number;
}

/** The starting point of a sitting: of a new run, the programs that entered it from outside. */
export function startingPoint({
  location,
  record,
  resumed,
}: Pick<Sitting, "location" | "record" | "resumed">): StartingPoint {
  if (!resumed) return { islands: founderStarts({ location, record }), failures: 0 };
  const { islands, failures } = summariseRun(location);
  return {
    islands: islands.map(({ evaluations, best }) => ({ consumed: evaluations, best })),
    failures: Object.values(failures).reduce((sum, count) => sum + count, 0),
  };
}

/** The verdicts on the best programs of the islands at that point. */
export function startingVerdicts(
  sitting: Pick<Sitting, "location" | "record" | "resumed">,
): readonly Evaluation[] {
  const ids = startingPoint(sitting).islands.flatMap(({ best }) => best?.id ?? []);
  using run = openRecord(sitting.location);
  return ids.flatMap((id) => run.candidates.candidate(id)?.evaluation ?? []);
}

function founderStarts({ location, record }: Pick<Sitting, "location" | "record">): readonly IslandStart[] {
  const { config, problem } = record;
  const { better } = objectiveOf(problem.definition.objective.direction);
  using run = openRecord(location);
  const islandOf = new Map(
    run.candidates
      .decisions("inject")
      .map(({ data }) => [data.candidate as CandidateId, data.island as number | null]),
  );
  const starts: IslandStart[] = Array.from({ length: config.islands }, () => ({ consumed: 0, best: null }));
  for (const founder of run.candidates.candidates(config.islands, 0)) {
    const { evaluation } = founder;
    if (evaluation.status !== "ok") continue;
    const { score } = evaluation;
    const id = idOf(founder);
    for (const [island, { best }] of starts.entries()) {
      const isItsOwn = [null, island].includes(islandOf.get(id) ?? null);
      if (isItsOwn && better(score, best?.score ?? null))
        starts[island] = { consumed: 0, best: { id, score } };
    }
  }
  return starts;
}
