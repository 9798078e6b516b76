import {
  type Candidate,
  type CandidateId,
  candidateId,
  type Evaluation,
  type FailureStatus,
  GalapagosError,
  readStory,
  type SandboxLevel,
} from "../core/index.ts";
import { NOTHING_RAN } from "./names.ts";
import type { StepRow } from "./records.ts";
import { unpackHash } from "./stored-hash.ts";
import { parseStored, unpackJson } from "./stored-json.ts";
import { unpackNumbers } from "./stored-numbers.ts";
import type { ProgramContent } from "./stored-program.ts";
import { damagedValue } from "./store-error.ts";
import { factsIn, metricsIn, type Words } from "./words.ts";

/** A row as `node:sqlite` gives it; its prototype is null, so it never leaves this room. */
export type Row = { readonly [column: string]: unknown };

/** The tables that rows refer to. */
export interface RowContext {
  /** The text with a number in `names`. */
  textOf(number: number): string;
  /** The content of a program; `null` where it was dropped. */
  contentOf(program: number): ProgramContent | null;
}

/** Columns of a whole candidate, as {@link readCandidate} reads them. */
export const CANDIDATE_COLUMNS = `
  island, step, score, features, parents, operator, fingerprint_text, fingerprint_tree, status, kind, program,
  level, engine, fuel, duration_ms, cached, words, story`;

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

/** Refuses what could not be read back as it was written. */
export function checkCandidate(candidate: Candidate): void {
  const { island, step, evaluation } = candidate;
  checkPosition("candidate", island, step);
  if (evaluation.status !== "ok") return;
  const { score, metrics, privateMetrics, features, instances } = evaluation;
  const numbers = { score, ...metrics, ...privateMetrics, ...features, ...instances };
  for (const [name, value] of Object.entries(numbers)) {
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

/** The words of a candidate whose text was dropped: nothing but its place, its verdict and its lineage. */
const NO_WORDS: Words = [null, null, null, "", "", {}];

/** The candidate of a row with {@link CANDIDATE_COLUMNS}. */
export function readCandidate(row: Row, context: RowContext): Candidate {
  const content = context.contentOf(Number(row.program));
  const own = row.words === null ? content?.words : (unpackJson(row.words) as unknown as Words);
  const words = own ?? NO_WORDS;
  const [, , , , note, strategy] = words;
  return {
    island: Number(row.island),
    step: Number(row.step),
    source: content?.source ?? "",
    fingerprint: { text: unpackHash(row.fingerprint_text), tree: unpackHash(row.fingerprint_tree) },
    parents: unpackIds(String(row.parents)),
    operator: String(row.operator),
    note,
    strategy,
    evaluation: readEvaluation(row, words, context),
    cached: row.cached === 1,
    ...(row.story !== null && { story: readStory(unpackJson(row.story)) }),
  };
}

function readEvaluation(row: Row, words: Words, { textOf }: RowContext): Evaluation {
  const facts = {
    durationMs: Number(row.duration_ms),
    level: Number(row.level) as SandboxLevel,
    engine: typeof row.engine === "number" ? textOf(row.engine) : String(row.engine),
    ...(row.fuel !== null && { fuel: Number(row.fuel) }),
    ...factsIn(words),
  };
  if (row.status !== "ok") {
    const status = String(row.status) as FailureStatus;
    const [, , , message] = words;
    const failed = { ...facts, status, kind: String(row.kind), message };
    return facts.engine === NOTHING_RAN ? { ...failed, ran: false } : failed;
  }
  return {
    ...facts,
    status: "ok",
    kind: "ok",
    score: scoreIn(row.score) ?? 0,
    ...metricsIn(words),
    features: unpackNumbers(row.features, textOf),
    message: "",
  };
}

/** The step of a row that was read as an array of {@link STEP_COLUMNS}. */
export function readStep(row: readonly unknown[], { textOf }: RowContext): StepRow {
  return {
    island: row[0] as number,
    step: row[1] as number,
    parents: unpackIds(row[2] as string),
    operator: row[3] as string,
    fingerprintText: unpackHash(row[4]),
    fingerprintTree: unpackHash(row[5]),
    score: scoreIn(row[6]),
    features: unpackNumbers(row[7], textOf),
  };
}

/** A score as it must be: nothing orders a text, and an infinite one would stay the best for ever. */
function scoreIn(column: unknown): number | null {
  if (column === null || (typeof column === "number" && Number.isFinite(column))) return column;
  throw damagedValue("a score of it is not a finite number");
}

/** JSON of a text column. */
export function readJson(value: unknown): unknown {
  return parseStored(String(value));
}
