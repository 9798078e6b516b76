import type { Job as BullJob } from "bullmq";
import { type Evaluation, GalapagosError, given, packError, unlessAborted } from "../../../core/index.ts";
import { seal, unseal } from "../wire/envelope.ts";
import {
  type Errand,
  type Findings,
  keysOf,
  MOST,
  type Parcel,
  TIMES,
  TOGETHER,
  type Unable,
  type Verdicts,
} from "../wire/protocol.ts";
import { DELIVER, KNOWN } from "../wire/scripts.ts";
import { type LotTools, type ServedLot, Unfit } from "./served-lot.ts";
import type { Together, UnderWay } from "./under-way.ts";

/** How a parcel ended on this worker. */
export type ParcelEnd =
  | { readonly status: "done"; readonly evaluations: number; readonly failed: number }
  | { readonly status: "refused"; readonly refusal: string }
  /** For others, who should have it. */
  | { readonly status: "passed on" }
  /** For others: this machine cannot, now or at all. */
  | ({ readonly status: "unable" } & Inability);

/** Words on why another machine may do better, and whether this one may, too, another time. */
export interface Inability extends Unable {
  readonly mayPass: boolean;
}

/** A parcel that a worker took, with the token of its lock. */
export interface Taken {
  readonly job: BullJob;
  readonly token: string;
}

/** A worker's part that carries parcels out. */
export interface Carrier extends LotTools {
  readonly id: string;
  /** True where another worker could take a parcel that should not be ours. */
  readonly hasOthers: (avoid: readonly string[]) => Promise<boolean>;
  /** Looks whether this machine may judge a lot now; answers with the end of a parcel that it may not. */
  readonly misfit: (lot: ServedLot) => Promise<ParcelEnd | null>;
  readonly nextId: () => number;
  /** Aborted when it leaves a queue that is away: its parcels are let go of by their locks alone. */
  readonly forsaken: AbortSignal;
  readonly underWay: UnderWay;
}

/**
 * Carries a parcel out: opens it, judges what has no verdict yet, delivers, and lets go of it. What is called off is heard of from the
 * moment that it is open: all that comes before the judging takes its time, and so would the judging, for nobody.
 *
 * @param onJudged - told when what is left needs no lane
 */
export async function carryOut(
  carrier: Carrier,
  lot: ServedLot,
  { job, token }: Taken,
  onJudged: () => void,
): Promise<ParcelEnd> {
  const { forsaken } = carrier;
  const parcel = openParcel(carrier, lot, job);
  if ("refusal" in parcel) {
    await unlessAborted(job.moveToCompleted(null, token, false), forsaken);
    return { status: "refused", refusal: parcel.refusal };
  }
  using together = carrier.underWay.begin(parcel.errands.map((errand) => nameOf(lot, errand)));
  try {
    const misfit = await misfitOf(carrier, lot, parcel);
    if (misfit !== null) {
      await unlessAborted(job.moveToWait(token), forsaken);
      return misfit;
    }
    const findings = await findingsOf(carrier, lot, parcel, together);
    onJudged();
    await deliver(carrier, lot, findings);
    // where another worker has it by now, or it was cleared away, that changes nothing
    await unlessAborted(job.moveToCompleted(null, token, false), forsaken).catch(() => {});
    const verdicts = "verdicts" in findings ? findings.verdicts : [];
    const failed = verdicts.filter(([, { status }]) => status !== "ok").length;
    return { status: "done", evaluations: verdicts.length, failed };
  } catch (error) {
    const inability = inabilityOf(error);
    if (inability === null) throw error;
    await unlessAborted(job.moveToWait(token), forsaken);
    return { status: "unable", ...inability };
  }
}

function openParcel(
  { secret }: Carrier,
  { lot }: ServedLot,
  job: BullJob,
): Parcel | { readonly refusal: string } {
  const { text } = (job.data ?? {}) as { readonly text?: unknown };
  if (typeof text !== "string") return { refusal: "unsigned" };
  const scope = `${lot.queue}/${job.id}`;
  const opened = unseal(secret, text, { kind: "parcel", scope, mostBytes: MOST.parcel });
  if (opened.status === "refused") return opened;
  return JSON.parse(opened.body) as Parcel;
}

/** The inability that an error is a sign of; `null` where no other machine would do better. */
export function inabilityOf(error: unknown): Inability | null {
  if (error instanceof Unfit)
    return { reason: error.message, ...given({ hint: error.error.hint }), mayPass: error.mayPass };
  if (!(error instanceof GalapagosError) || !error.code.startsWith("evaluate/")) return null;
  return { reason: error.message, ...given({ hint: error.hint }), mayPass: true };
}

async function findingsOf(
  carrier: Carrier,
  lot: ServedLot,
  parcel: Parcel,
  together: Together,
): Promise<Findings> {
  if (parcel.errands.length === 0) return factsOf(lot);
  const open = await withoutVerdict(carrier, lot, parcel.errands);
  const isWanted = (errand: Errand): boolean => together.isWanted(nameOf(lot, errand));
  const judge = async (errand: Errand): Promise<Verdicts> => {
    const evaluation = await evaluate(carrier, lot, errand, together.signal);
    return evaluation === null || !isWanted(errand) ? [] : [[errand.key, evaluation]];
  };
  return { verdicts: (await Promise.all(open.filter(isWanted).map(judge))).flat() };
}

/** Name of an evaluation among those of all lots. */
function nameOf({ lot }: ServedLot, { key }: Errand): string {
  return `${lot.queue}/${key}`;
}

/** The end of a parcel that this worker should leave to others. */
async function misfitOf(carrier: Carrier, lot: ServedLot, { avoid }: Parcel): Promise<ParcelEnd | null> {
  const misfit = await carrier.misfit(lot);
  if (misfit !== null) return misfit;
  return avoid.includes(carrier.id) && (await carrier.hasOthers(avoid)) ? { status: "passed on" } : null;
}

/** The engine's facts, or what is wrong with the problem on whatever machine. */
async function factsOf(lot: ServedLot): Promise<Findings> {
  try {
    return { facts: (await lot.open()).facts };
  } catch (error) {
    if (!(error instanceof Unfit) || error.isOfMachine) throw error;
    return { error: packError(error.error, { code: "evaluate/engine" }) };
  }
}

/** Jobs of a parcel that still lack a verdict; what an earlier worker delivered is not judged again. */
async function withoutVerdict(
  { redis, names }: Carrier,
  { lot }: ServedLot,
  errands: readonly Errand[],
): Promise<readonly Errand[]> {
  const { keys: places, texts } = names.results(lot.id);
  const keys = errands.map(({ key }) => key);
  const answer = await redis.eval(KNOWN, 2, places, texts, names.done(lot.queue), ...keys);
  const known = answer as readonly number[];
  return errands.filter((_, index) => known[index] !== 1);
}

/** A verdict; `null` where nobody wants it any more. */
async function evaluate(
  carrier: Carrier,
  lot: ServedLot,
  errand: Errand,
  signal: AbortSignal,
): Promise<Evaluation | null> {
  try {
    return await lot.evaluate(errand, carrier.nextId(), signal);
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

/** Delivers findings in one text, which is signed once; verdicts that are too much for one in several. */
async function deliver(carrier: Carrier, lot: ServedLot, findings: Findings): Promise<void> {
  const { redis, names, secret, id: worker } = carrier;
  const { id, queue } = lot.lot;
  const keys = keysOf(findings);
  if (keys.length === 0) return;
  const body = JSON.stringify({ worker, ...findings });
  if (body.length > TOGETHER && "verdicts" in findings && keys.length > 1) {
    const half = keys.length >> 1;
    await deliver(carrier, lot, { verdicts: findings.verdicts.slice(0, half) });
    await deliver(carrier, lot, { verdicts: findings.verdicts.slice(half) });
    return;
  }
  const { keys: places, texts, counts } = names.results(id);
  const where = [places, texts, counts, names.doubles(id)];
  const name = `${worker}/${carrier.nextId()}`;
  const what = [names.done(queue), TIMES.kept / 1000, name, seal(secret, "result", id, body), ...keys];
  await redis.eval(DELIVER, where.length, ...where, ...what);
}
