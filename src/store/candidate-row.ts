import type {
  Candidate,
  CandidateId,
  Evaluation,
  FailureStatus,
  SandboxLevel,
  Scored,
} from "../core/index.ts";
import { candidateId, GalapagosError, type JsonObject, type NumberRecord, readStory } from "../core/index.ts";
import type { StepRow } from "./records.ts";
import { unpackJson } from "./stored-json.ts";
import { unpackText } from "./stored-text.ts";

/** A row as `node:sqlite` gives it; its prototype is null, so it never leaves this room. */
export type Row = { readonly [column: string]: unknown };

/** What the engine's column holds for a verdict that nothing ran for. */
export const NOTHING_RAN = "none";

/** Columns of a whole candidate, as {@link readCandidate} reads them. */
export const CANDIDATE_COLUMNS = `
  island, step, score, features, parents, operator, fingerprint_text, fingerprint_tree, status, kind, source,
  metrics, artifacts, message, level, engine, fuel, duration_ms, cached, note, strategy, story`;

/** Columns of a {@link StepRow}, in the order that {@link readStep} reads them. */
export const STEP_COLUMNS =
  "island, step, parents, operator, fingerprint_text, fingerprint_tree, score, features";

/** Ids as one column: `i0-s3 i1-s7`. */
export function packIds(ids: readonly CandidateId[]): string {
  return ids.join(" ");
}

/** The ids of such a column. */
export function unpackIds(text: string): CandidateId[] {
  return text === "" ? [] : (text.split(" ") as CandidateId[]);
}

/** Key of the private metrics in the column of metrics; their value is an object, that of every other key a number. */
const PRIVATE = "(private)";

/** All metrics of a verdict as one column. */
export function packMetrics({ metrics, privateMetrics }: Scored): string {
  return JSON.stringify(privateMetrics === undefined ? metrics : { ...metrics, [PRIVATE]: privateMetrics });
}

/** The metrics of such a column. */
function unpackMetrics(column: unknown): Pick<Scored, "metrics" | "privateMetrics"> {
  const { [PRIVATE]: hidden, ...metrics } = readJson(column) as { readonly [name: string]: unknown };
  if (typeof hidden === "object") {
    return { metrics: metrics as NumberRecord, privateMetrics: hidden as NumberRecord };
  }
  return { metrics: readJson(column) as NumberRecord };
}

/** Refuses what could not be read back as it was written. */
export function checkCandidate(candidate: Candidate): void {
  const { island, step, evaluation } = candidate;
  checkPosition("candidate", island, step);
  if (evaluation.status !== "ok") return;
  const { score, metrics, privateMetrics, features } = evaluation;
  for (const [name, value] of Object.entries({ score, ...metrics, ...privateMetrics, ...features })) {
    if (Number.isFinite(value)) continue;
    throw new GalapagosError(
      `Candidate ${candidateId(island, step)} has ${name} = ${value}; expected a finite number.`,
      { code: "store/invalid", exitCode: 1 },
    );
  }
}

/** Refuses a place in logical time that is not made of two integers ≥ 0. */
export function checkPosition(what: string, island: number, step: number): void {
  if (Number.isSafeInteger(island) && Number.isSafeInteger(step) && island >= 0 && step >= 0) return;
  throw new GalapagosError(`A ${what} needs integers ≥ 0 for its place; got ${island} and ${step}.`, {
    code: "store/invalid",
    exitCode: 1,
  });
}

/** The candidate of a row with {@link CANDIDATE_COLUMNS}. */
export function readCandidate(row: Row): Candidate {
  return {
    island: Number(row.island),
    step: Number(row.step),
    source: unpackText(row.source),
    fingerprint: { text: String(row.fingerprint_text), tree: String(row.fingerprint_tree) },
    parents: unpackIds(String(row.parents)),
    operator: String(row.operator),
    note: unpackText(row.note),
    strategy: readJson(row.strategy) as JsonObject,
    evaluation: readEvaluation(row),
    cached: row.cached === 1,
    ...(row.story !== null && { story: readStory(unpackJson(row.story)) }),
  };
}

function readEvaluation(row: Row): Evaluation {
  const facts = {
    durationMs: Number(row.duration_ms),
    level: Number(row.level) as SandboxLevel,
    engine: String(row.engine),
    ...(row.fuel !== null && { fuel: Number(row.fuel) }),
    ...(row.artifacts !== null && { artifacts: readJson(row.artifacts) as JsonObject }),
  };
  if (row.status !== "ok") {
    const status = String(row.status) as FailureStatus;
    const failed = { ...facts, status, kind: String(row.kind), message: unpackText(row.message) };
    return row.engine === NOTHING_RAN ? { ...failed, ran: false } : failed;
  }
  return {
    ...facts,
    status: "ok",
    kind: "ok",
    score: Number(row.score),
    ...unpackMetrics(row.metrics),
    features: readJson(row.features) as NumberRecord,
    message: "",
  };
}

/** The step of a row that was read as an array of {@link STEP_COLUMNS}. */
export function readStep(row: readonly unknown[]): StepRow {
  return {
    island: row[0] as number,
    step: row[1] as number,
    parents: unpackIds(row[2] as string),
    operator: row[3] as string,
    fingerprintText: row[4] as string,
    fingerprintTree: row[5] as string,
    score: row[6] as number | null,
    features: JSON.parse(row[7] as string) as NumberRecord,
  };
}

/** JSON of a text column. */
export function readJson(value: unknown): unknown {
  return JSON.parse(String(value));
}
