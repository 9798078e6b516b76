import { extname, join } from "node:path";
import { makeFolders, objectiveOf } from "../../core/index.ts";
import { writeFileAtomic } from "../../store/index.ts";
import type { ReportProgram } from "../run/programs.ts";
import type { PartReport, RunReport } from "../run/run-report.ts";

/**
 * Writes one evolution as a checkpoint of OpenEvolve 0.2 (`metadata.json`, `programs/<id>.json`, `best_program.*`), for its
 * visualiser and its loader. There a score is always maximised: that of a minimised objective is negated in `combined_score`,
 * and stands beside it under its own name. Its islands are ours; its grids are ours by our cells.
 *
 * @param report - one evolution, read with its sources
 * @returns files written
 */
export function writeOpenEvolve({ overview, parts }: RunReport, folder: string): number {
  const [part] = parts as readonly [PartReport];
  const { definition } = overview;
  const programs = part.programs.filter(({ score }) => score !== null);
  makeFolders(join(folder, "programs"));
  const generations = generationsOf(part.programs);
  for (const program of programs)
    writeJson(join(folder, "programs", `${program.id}.json`), {
      ...checkpointProgram(program, overview),
      generation: generations.get(program.id) ?? 0,
    });
  writeJson(join(folder, "metadata.json"), metadataOf(part));
  const best = part.programs.find(({ id }) => id === part.summary.best?.id);
  if (best === undefined) return programs.length + 1;
  writeFileAtomic(join(folder, `best_program${extname(definition.seed) || ".py"}`), best.source ?? "");
  const { id, metrics, parent_id } = checkpointProgram(best, overview);
  writeJson(join(folder, "best_program_info.json"), {
    ...{
      id,
      parent_id,
      metrics,
      language: overview.definition.language,
      current_iteration: part.summary.evaluations,
    },
    ...{ iteration: best.at, generation: generations.get(best.id) ?? 0 },
  });
  return programs.length + 3;
}

function checkpointProgram(program: ReportProgram, { definition }: RunReport["overview"]) {
  const { id, parents, at, score, metrics, features, operator, model, note, island, source = "" } = program;
  const { direction, name } = definition.objective;
  const combined = score === null ? 0 : objectiveOf(direction).gain(score, 0);
  return {
    ...{ id, code: source, language: definition.language },
    ...{ parent_id: parents[0] ?? null, iteration_found: at },
    // nothing of a run's record tells the clock
    timestamp: 0,
    metrics: { combined_score: combined, [name]: score, ...metrics, ...features },
    ...{ complexity: source.length, diversity: 0 },
    metadata: { island, operator, model, changes: note },
    ...{ prompts: null, artifacts_json: null, artifact_dir: null, embedding: null },
  };
}

function metadataOf({ programs, islands, summary }: PartReport) {
  const scored = programs.filter(({ score }) => score !== null);
  return {
    island_feature_maps: islands.map(({ elites }) =>
      Object.fromEntries(elites.map(({ bins, id }) => [bins.join("-"), id])),
    ),
    islands: islands.map(({ island }) =>
      scored.filter((program) => program.island === island).map(({ id }) => id),
    ),
    archive: [...new Set(islands.flatMap(({ elites }) => elites.map(({ id }) => id)))],
    best_program_id: summary.best?.id ?? null,
    island_best_programs: summary.islands.map(({ best }) => best?.id ?? null),
    last_iteration: summary.evaluations,
    current_island: 0,
    island_generations: summary.islands.map(({ evaluations }) => evaluations),
    last_migration_generation: 0,
    feature_stats: {},
  };
}

/** Steps from the seed, along first parents. */
function generationsOf(programs: readonly ReportProgram[]): ReadonlyMap<string, number> {
  const generations = new Map<string, number>();
  for (const { id, parents } of programs)
    generations.set(id, parents[0] === undefined ? 0 : (generations.get(parents[0]) ?? -1) + 1);
  return generations;
}

function writeJson(path: string, value: unknown): void {
  writeFileAtomic(path, `${JSON.stringify(value)}\n`);
}
