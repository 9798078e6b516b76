import { type CallKey, callKeyText } from "../call-key.ts";
import type { CallJournal, CallRecord } from "./journal.ts";

/** A journal of model calls in memory, for calls that belong to no run, or to one that has no folder yet. */
export function createMemoryJournal(): CallJournal {
  const calls = new Map<string, { key: CallKey; tries: CallRecord[] }>();
  return {
    read: (key) => [...(calls.get(callKeyText(key))?.tries ?? [])],
    async begin(call) {
      const text = callKeyText(call.key);
      const entry = calls.get(text) ?? { key: call.key, tries: [] };
      calls.set(text, entry);
      entry.tries[call.tryNumber] ??= { ...call, outcome: null };
    },
    async end(call, outcome) {
      const entry = calls.get(callKeyText(call.key));
      if (entry !== undefined) entry.tries[call.tryNumber] = { ...call, outcome };
    },
    *spending() {
      for (const { tries } of calls.values()) {
        for (const { reserved, outcome } of tries) yield { reserved, used: outcome?.used ?? null };
      }
    },
    *all() {
      const ordered = [...calls.values()].sort((a, b) => compareKeys(a.key, b.key));
      for (const { tries } of ordered) yield* tries;
    },
  };
}

function compareKeys(a: CallKey, b: CallKey): number {
  const text = a.purpose < b.purpose ? -1 : a.purpose > b.purpose ? 1 : 0;
  return a.island - b.island || a.step - b.step || text || a.attempt - b.attempt;
}
