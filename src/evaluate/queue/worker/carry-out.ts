import type { Job as BullJob } from "bullmq";
import { type Evaluation, GalapagosError, packError } from "../../../core/index.ts";
import { resultScope } from "../lot/read-delivery.ts";
import { seal, unseal } from "../wire/envelope.ts";
import { type Delivery, type Errand, FACTS_KEY, MOST, type Parcel, TIMES, TOLD } from "../wire/protocol.ts";
import { DELIVER, KNOWN } from "../wire/scripts.ts";
import { type LotTools, type ServedLot, Unfit } from "./served-lot.ts";
import type { UnderWay } from "./under-way.ts";

/** How a parcel ended on this worker. */
export type ParcelEnd =
  | { readonly status: "done"; readonly evaluations: number; readonly failed: number }
  | { readonly status: "refused"; readonly refusal: string }
  /** For others: this machine cannot, or should not. */
  | { readonly status: "passed on"; readonly reason: string | null };

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
  readonly nextId: () => number;
  readonly underWay: UnderWay;
}

/**
 * Carries a parcel out: opens it, judges what has no verdict yet, delivers, and lets go of it.
 *
 * @param onJudged - told when what is left needs no lane
 */
export async function carryOut(
  carrier: Carrier,
  lot: ServedLot,
  { job, token }: Taken,
  onJudged: () => void,
): Promise<ParcelEnd> {
  const parcel = openParcel(carrier, lot, job);
  if ("refusal" in parcel) {
    await job.moveToCompleted(null, token, false);
    return { status: "refused", refusal: parcel.refusal };
  }
  if (parcel.avoid.includes(carrier.id) && (await carrier.hasOthers(parcel.avoid))) {
    await job.moveToWait(token);
    return { status: "passed on", reason: null };
  }
  try {
    const deliveries = await deliveriesOf(carrier, lot, parcel);
    onJudged();
    await deliver(carrier, lot, deliveries);
    // where another worker has it by now, or it was cleared away, that changes nothing
    await job.moveToCompleted(null, token, false).catch(() => {});
    const failed = deliveries.filter(([, delivery]) => isFailure(delivery)).length;
    return { status: "done", evaluations: deliveries.length, failed };
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === null) throw error;
    await job.moveToWait(token);
    return { status: "passed on", reason };
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

/** Words on why another machine may do better; `null` where it would not. */
function reasonOf(error: unknown): string | null {
  if (error instanceof Unfit) return error.message;
  return error instanceof GalapagosError && error.code.startsWith("evaluate/") ? error.message : null;
}

type Deliveries = readonly (readonly [key: string, delivery: Delivery])[];

async function deliveriesOf(carrier: Carrier, lot: ServedLot, parcel: Parcel): Promise<Deliveries> {
  if (parcel.errands.length === 0) return [[FACTS_KEY, await factsOf(carrier, lot)]];
  const open = await withoutVerdict(carrier, lot, parcel.errands);
  const nameOf = ({ key }: Errand): string => `${lot.lot.queue}/${key}`;
  using together = carrier.underWay.begin(open.map(nameOf));
  const judge = async (errand: Errand): Promise<Deliveries> => {
    const evaluation = await evaluate(carrier, lot, errand, together.signal);
    if (evaluation === null || !together.isWanted(nameOf(errand))) return [];
    return [[errand.key, { worker: carrier.id, evaluation }]];
  };
  return (await Promise.all(open.map(judge))).flat();
}

/** The engine's facts, or what is wrong with the problem on whatever machine. */
async function factsOf({ id: worker }: Carrier, lot: ServedLot): Promise<Delivery> {
  try {
    return { worker, facts: (await lot.open()).facts };
  } catch (error) {
    if (!(error instanceof Unfit) || error.isOfMachine) throw error;
    return { worker, error: packError(error.error, { code: "evaluate/engine" }) };
  }
}

/** Jobs of a parcel that still lack a verdict; what an earlier worker delivered is not judged again. */
async function withoutVerdict(
  { redis, names }: Carrier,
  { lot }: ServedLot,
  errands: readonly Errand[],
): Promise<readonly Errand[]> {
  const keys = errands.map(({ key }) => key);
  const known = (await redis.eval(
    KNOWN,
    1,
    names.results(lot.id),
    names.done(lot.queue),
    ...keys,
  )) as readonly number[];
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

async function deliver(
  { redis, names, secret }: Carrier,
  { lot }: ServedLot,
  deliveries: Deliveries,
): Promise<void> {
  const keys = [names.results(lot.id), names.doubles(lot.id)];
  const send = (texts: readonly string[]): Promise<unknown> =>
    redis.eval(DELIVER, 2, ...keys, names.done(lot.queue), TIMES.kept / 1000, ...texts);
  let [texts, size]: [string[], number] = [[], 0];
  for (const [key, delivery] of deliveries) {
    const text = seal(secret, "result", resultScope(lot.id, key), JSON.stringify(delivery));
    if (texts.length > 0 && size + text.length > TOLD) {
      await send(texts);
      [texts, size] = [[], 0];
    }
    texts.push(key, text);
    size += text.length;
  }
  if (texts.length > 0) await send(texts);
}

function isFailure(delivery: Delivery): boolean {
  return "evaluation" in delivery && delivery.evaluation.status !== "ok";
}
