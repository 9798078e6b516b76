import { type Json, jsonOf } from "../../core/index.ts";
import type { CallPlace, CallReader, StoredCall, StoreWrite, StoreWriter } from "../../store/index.ts";
import type { CallKey } from "../call-key.ts";
import type { Amount, Used } from "../ledger/ledger.ts";
import type { ModelRequest } from "../request.ts";
import type { CallJournal, CallOutcome, CallRecord, PendingCall } from "./journal.ts";

/**
 * The journal of a run, in the run's own database: a write resolves after COMMIT, so that a kill at any
 * instant loses no request that was sent and no reply that was used.
 */
export function createStoreJournal(writer: StoreWriter, reader: CallReader): CallJournal {
  return {
    read: (key) => reader.tries(key).map(asRecord),
    begin: (call) => writer.write([sentWrite(call)]),
    end: (call, outcome) => writer.write([endedWrite(call, outcome)]),
    *spending(of) {
      for (const { island, step, reserved, used } of reader.spending()) {
        if (of !== undefined && (of.island !== island || of.step !== step)) continue;
        yield { reserved: fromJson<Amount>(reserved), used: fromJson<Used | null>(used) };
      }
    },
    *all() {
      for (const call of reader.all()) yield asRecord(call);
    },
  };
}

/** The writes that put calls on record that were made before there was one. */
export function callWrites(calls: Iterable<CallRecord>): readonly StoreWrite[] {
  return [...calls].flatMap((call) =>
    call.outcome === null ? [sentWrite(call)] : [sentWrite(call), endedWrite(call, call.outcome)],
  );
}

function sentWrite(call: PendingCall): StoreWrite {
  const { model, requestHash, request, reserved } = call;
  const sent = { model, requestHash, request: jsonOf(request), reserved: jsonOf(reserved) };
  return { type: "call-sent", call: { ...placeOf(call), ...sent } };
}

function endedWrite(call: PendingCall, outcome: CallOutcome): StoreWrite {
  const used = outcome.used && jsonOf(outcome.used);
  return { type: "call-ended", call: { ...placeOf(call), outcome: jsonOf(outcome), used } };
}

function placeOf({ key, tryNumber }: PendingCall): CallPlace {
  const { island, step, purpose, attempt } = key;
  return { island, step, purpose, attempt, tryNumber };
}

function asRecord(call: StoredCall): CallRecord {
  const { island, step, purpose, attempt, tryNumber, model, requestHash } = call;
  const key: CallKey = { island, step, purpose, attempt };
  return {
    key,
    tryNumber,
    model,
    requestHash,
    request: fromJson<ModelRequest>(call.request),
    reserved: fromJson<Amount>(call.reserved),
    outcome: fromJson<CallOutcome | null>(call.outcome),
  };
}

/** A value that this module wrote itself; the store gives it back unchanged. */
function fromJson<T>(value: Json): T {
  return value as T;
}
