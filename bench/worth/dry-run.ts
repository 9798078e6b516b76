import { Population, sourcesOf } from "../../islands/index.ts";
import { type RunConfig, resolveConfig, type RunSettingsFile } from "../../src/config/index.ts";
import { type Candidate, type Draft, type Elite, idOf, objectiveOf } from "../../src/core/index.ts";
import { rebase } from "../../src/edits/index.ts";
import { languageOf } from "../../src/language/index.ts";
import { TUNE } from "../../src/operators/index.ts";
import type { Landscape } from "./landscapes.ts";
import type { Maker } from "./makers.ts";

/** The course of a run: its best score after so many results. */
export type Course = (evaluations: number) => number;

/** A dry run's ingredients. */
export interface DryRunOptions {
  readonly landscape: Landscape;
  readonly make: Maker;
  readonly settings: RunSettingsFile;
  /** Results in all, the seed once for each island included; second scorings of carried children do not count. */
  readonly evaluations: number;
  readonly seed: string;
  /** `calls`: children whose numbers are tuned for nothing are not counted. @defaultValue `results` */
  readonly counts?: "results" | "calls";
}

/**
 * A run without processes, sandboxes and a record: the islands' own populations, walked in logical time. Cheap, and for programs of
 * our own making only.
 */
export async function dryRun({
  landscape,
  make,
  settings,
  evaluations,
  seed,
  counts = "results",
}: DryRunOptions): Promise<Course> {
  const written = { evaluations, ...settings, seed } as RunSettingsFile;
  const config = resolveConfig([{ origin: "study", settings: written as never }]);
  const scores = new Scores(landscape, evaluations);
  const islands = Array.from(
    { length: config.islands },
    (_, i) => new DryIsland(i, config, landscape, make, scores, counts),
  );
  for (const island of islands) await island.begin();
  for (let step = 1; !scores.isFull; step++) {
    for (const island of islands) await island.step(step);
    if (step % config.migration.interval !== 0) continue;
    const sent = islands.map(({ population }) => population.emigrants());
    for (const [i, { population }] of islands.entries()) {
      const sources = sourcesOf(i, islands.length, config.migration.topology);
      population.admit(sources.flatMap((source) => sent[source] ?? []));
    }
  }
  return (at) => scores.best[Math.min(at, scores.best.length) - 1] ?? Number.NaN;
}

/** The verdicts of a run, and its best score after each. */
class Scores {
  readonly best: number[] = [];
  scorings = 0;
  private readonly landscape: Landscape;
  private readonly most: number;
  private top: number | null = null;

  constructor(landscape: Landscape, most: number) {
    this.landscape = landscape;
    this.most = most;
  }

  get isFull(): boolean {
    return this.best.length >= this.most;
  }

  /** @param times - `again` for a second scoring within a step, which counts among the scorings only */
  async of(source: string, times: "first" | "again" = "first"): Promise<Candidate["evaluation"]> {
    const found = await this.landscape.score(source);
    this.scorings++;
    const { better } = objectiveOf(this.landscape.problem.definition.objective.direction);
    if (found !== null && better(found.score, this.top)) this.top = found.score;
    if (times === "again") this.best.splice(-1, 1, this.top ?? Number.NaN);
    else if (!this.isFull) this.best.push(this.top ?? Number.NaN);
    const facts = { durationMs: 0, level: 0, engine: "dry", message: "" } as const;
    return found === null
      ? { status: "invalid", kind: "invalid", ...facts }
      : { status: "ok", kind: "ok", ...found, metrics: {}, ...facts };
  }
}

class DryIsland {
  readonly population: Population;
  private readonly island: number;
  private readonly config: RunConfig;
  private readonly landscape: Landscape;
  private readonly make: Maker;
  private readonly scores: Scores;
  private readonly counts: NonNullable<DryRunOptions["counts"]>;
  private readonly underWay = new Map<number, { readonly parent: Elite; readonly draft: Draft }>();

  constructor(
    island: number,
    config: RunConfig,
    landscape: Landscape,
    make: Maker,
    scores: Scores,
    counts: NonNullable<DryRunOptions["counts"]>,
  ) {
    this.population = new Population(island, config, landscape.problem);
    this.island = island;
    this.config = config;
    this.landscape = landscape;
    this.make = make;
    this.scores = scores;
    this.counts = counts;
  }

  /** Takes the seed, and proposes the first steps from it. */
  async begin(): Promise<void> {
    const { seed, definition } = this.landscape.problem;
    const fingerprint = languageOf(definition).fingerprint(seed);
    const draft = { source: seed, fingerprint, parents: [], operator: "seed", note: "", strategy: {} };
    this.consume(0, draft, await this.scores.of(seed));
    for (let step = 1; step <= this.config.inFlight; step++) await this.propose(step);
  }

  /** Takes a result, and proposes from the state that it left. */
  async step(step: number): Promise<void> {
    const { parent, draft } = this.underWay.get(step) as { parent: Elite; draft: Draft };
    this.underWay.delete(step);
    const isTuned = draft.operator === TUNE;
    const evaluation = await this.scores.of(
      draft.source,
      isTuned && this.counts === "calls" ? "again" : "first",
    );
    const carried = isTuned ? null : await this.carried(step, parent, draft, evaluation);
    this.consume(step, carried?.draft ?? draft, carried?.evaluation ?? evaluation);
    await this.propose(step + this.config.inFlight);
  }

  private async propose(step: number): Promise<void> {
    const view = this.population.context(step);
    this.underWay.set(step, { parent: view.parent, draft: await this.make.propose(view) });
  }

  /** The rule of `islands/carry-over.ts`, which scores the child once more. */
  private async carried(
    step: number,
    parent: Elite,
    draft: Draft,
    { status, ...verdict }: Candidate["evaluation"],
  ) {
    const { better } = objectiveOf(this.landscape.problem.definition.objective.direction);
    const { rebase: wanted, inFlight } = this.config;
    if (wanted === "off" || inFlight === 1 || !this.make.isSlow) return null;
    if (status !== "ok" || !("score" in verdict)) return null;
    if (wanted === "good" && better(parent.score, verdict.score)) return null;
    const newest = this.population.parentOf(step);
    const source = idOf(newest) === idOf(parent) ? null : rebase(parent.source, draft.source, newest.source);
    if (source === null) return null;
    const evaluation = await this.scores.of(source, "again");
    if (evaluation.status !== "ok" || better(verdict.score, evaluation.score)) return null;
    const fingerprint = { text: source, tree: source };
    return { draft: { ...draft, source, fingerprint, parents: [idOf(newest)] }, evaluation };
  }

  private consume(step: number, draft: Draft, evaluation: Candidate["evaluation"]): void {
    this.population.consume({ island: this.island, step, ...draft, evaluation, cached: false });
  }
}
