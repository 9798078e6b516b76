import {
  type CandidateId,
  type Evaluation,
  isObject,
  type Json,
  type JsonObject,
  parseCandidateId,
  type Proof,
} from "../core/index.ts";
import { damagedValue } from "../store/index.ts";

/** The verdict on a champion, or on a runner-up, in a fresh process on a fresh seed. */
export interface Verification {
  readonly id: CandidateId;
  /** The program from whose construction it started: the score holds for both together. Absent where it began anew, or from a construction of the run that was forked. */
  readonly start?: CandidateId;
  readonly status: Evaluation["status"];
  /** `null` for a failure. */
  readonly score: number | null;
  /** Score on the hold-out inputs alone; only where the problem has some. */
  readonly holdout?: number;
  /** The rigorous verdict; only where the problem has a verifier. */
  readonly proof?: Proof;
  readonly message: string;
  /** Those of the next best programs, in their order, where the champion did not pass: until one of them does. */
  readonly runnersUp?: readonly Verification[];
}

/** The verdict on the best program that passed: the champion's, or that of a runner-up; `null` where none did. */
export function passedVerdict(verified: Verification | null): Verification | null {
  if (verified === null) return null;
  return [verified, ...(verified.runnersUp ?? [])].find(({ status }) => status === "ok") ?? null;
}

/** The verdict on a program among the champion's and those of runners-up; `null` where it was not scored again. */
export function verdictOn(verified: Verification | null, program: CandidateId): Verification | null {
  if (verified === null) return null;
  const { runnersUp = [], ...champion } = verified;
  return [champion, ...runnersUp].find(({ id }) => id === program) ?? null;
}

/**
 * The champion's verdict as a record holds it, which anybody may have written.
 *
 * @throws GalapagosError `store/corrupt` for what no run writes
 */
export function recordedVerdict(value: Json | null): Verification | null {
  if (value === null) return null;
  if (isVerdict(value) && areRunnersUp(value.runnersUp)) return value as unknown as Verification;
  throw damagedValue("the verdict on its champion is none");
}

/** True for what stands beside a champion's verdict; runners-up have none of their own. */
function areRunnersUp(value: Json | undefined): boolean {
  if (value === undefined) return true;
  return Array.isArray(value) && value.every((one) => isVerdict(one) && one.runnersUp === undefined);
}

function isVerdict(value: Json): value is JsonObject {
  if (!isObject(value)) return false;
  const { id, start = id, status, score, holdout, message, proof } = value;
  const isNumber = (one: Json | undefined): boolean => Number.isFinite(one);
  return (
    [id, start].every((one) => typeof one === "string" && parseCandidateId(one) !== null) &&
    typeof status === "string" &&
    STATUSES.has(status) &&
    (score === null || isNumber(score)) &&
    (holdout === undefined || isNumber(holdout)) &&
    isText(message) &&
    isProof(proof)
  );
}

function isProof(proof: Json | undefined): boolean {
  if (proof === undefined) return true;
  if (!isObject(proof) || !PROOFS.has(proof.status as Proof["status"])) return false;
  const { repaired = {}, ...words } = proof;
  return isObject(repaired) && [...Object.values(words), ...Object.values(repaired)].every(isText);
}

function isText(value: Json | undefined): boolean {
  return typeof value === "string" && value.length <= MOST_CHARACTERS;
}

const STATUSES = new Set(["ok", "invalid", "error", "timeout", "memory", "output"]);
const PROOFS = new Set<Proof["status"]>(["proved", "float only", "refused"]);
/** Longer than any verifier's words, and than the digits of a value. */
const MOST_CHARACTERS = 100_000;
