import { formatUsd } from "./ledger/money.ts";
import type { Amount, LedgerState } from "./ledger/ledger.ts";
import { type CallKey, callKeyText } from "./call-key.ts";
import type { CallRecord } from "./journal/journal.ts";
import { type CallFailure, isCausedByRequest, type Reply, type TransportFailure } from "./reply.ts";

/**
 * How a call ended according to the journal: its reply, or a failure that the request itself caused (the
 * operator saw it and went on); `null` when it has to be asked again. A replay also repeats the failures that
 * a resumed run would try anew.
 */
export function recordedEnd(
  records: readonly CallRecord[],
  hash: string,
  key: CallKey,
  replay: boolean,
): Reply | CallFailure | null {
  const ends = (record: CallRecord): boolean =>
    record.outcome?.status === "failed" && (replay || isCausedByRequest(record.outcome.failure.kind));
  const end = records.find(({ outcome }) => outcome?.status === "done") ?? records.findLast(ends);
  if (end === undefined || end.outcome === null) return null;
  if (end.requestHash !== hash) return mismatch(key, end.requestHash, hash);
  return end.outcome.status === "done"
    ? end.outcome.reply
    : asCallFailure(end.outcome.failure, records.length);
}

function mismatch(key: CallKey, recorded: string, now: string): CallFailure {
  return {
    status: "failed",
    kind: "mismatch",
    message: `Call ${callKeyText(key)} is recorded with another request (${recorded.slice(0, 12)}, now ${now.slice(0, 12)}).`,
    hint: "The run took another path than its record: same version, prompts and settings? Go on with galapagos fork.",
    tries: 0,
  };
}

/** A replay met a call that was never made. */
export function notRecorded(key: CallKey): CallFailure {
  const message = `The journal has no reply for call ${callKeyText(key)}.`;
  return { status: "failed", kind: "not-recorded", message, tries: 0 };
}

/**
 * The ceiling is reached.
 *
 * @param short - the limit that has no room, and the least that the call could have cost
 */
export function overBudget(
  { ceiling, settled, unsettled }: LedgerState,
  { unit, least }: { readonly unit: keyof Amount; readonly least: Amount },
  tries: number,
): CallFailure {
  const left = Math.max(0, (ceiling[unit] ?? 0) - settled[unit] - unsettled[unit]);
  const [rest, needed, broken] = [left, least[unit], unsettled[unit]].map((amount) => inUnits(amount, unit));
  const held = unsettled[unit] > 0 ? `; ${broken} stay reserved for requests that broke off` : "";
  return {
    status: "failed",
    kind: "budget",
    message: `The rest of the budget, ${rest}, does not cover another call: with a short reply it may take ${needed}${held}.`,
    hint: "Raise it: galapagos resume <run> --budget …",
    tries,
  };
}

function inUnits(amount: number, unit: keyof Amount): string {
  if (unit === "nanoUsd") return formatUsd(amount);
  return `${amount.toLocaleString("en-US")} ${amount === 1 ? unit.slice(0, -1) : unit}`;
}

/** The step's own purse is used up: the run goes on. */
export function overPurse(tries: number): CallFailure {
  const message = "What is left of this step's money does not cover the worst case of another call.";
  return { status: "failed", kind: "purse", message, tries };
}

/** The failure of a call by that of its last try. */
export function asCallFailure(failure: TransportFailure, tries: number): CallFailure {
  const { kind, message } = failure;
  return { status: "failed", kind, message, ...(HINTS[kind] && { hint: HINTS[kind] }), tries };
}

/** A model that does not come back: nobody waits for it any longer. */
export function givenUp(model: string, failure: TransportFailure, tries: number): CallFailure {
  const end = asCallFailure(failure, tries);
  return { ...end, message: `Model "${model}" does not answer: ${end.message}` };
}

const HINTS: { readonly [kind in TransportFailure["kind"]]?: string } = {
  credentials:
    "Check the key's environment variable (a model's keyVariable; no key goes to an address whose settings name none), and that the account may use this model: galapagos doctor --model …",
  "not-found": "Check the model's name and the base URL (it usually ends in /v1).",
  quota: "The provider says the account has no money left.",
  connection: "Is the server up, and is its address right? See what works: galapagos doctor --model …",
  refused: "See how the model wants to be asked, and what it cannot do: galapagos doctor --model …",
};
