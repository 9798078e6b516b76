import type { Spending } from "../journal/journal.ts";
import { type Account, openAccount, rebuildLedger } from "./account.ts";
import type { Amount } from "./ledger.ts";

/** Money that one step may spend of the run's, whatever the run's own ceiling leaves. */
export interface Purse {
  readonly nanoUsd: number;
}

/** Two accounts as one: what is reserved in it is reserved in both, or in none. */
export function withinBoth(purse: Account, run: Account): Account {
  return {
    get state() {
      return run.state;
    },
    reserve(amount) {
      const refusal = purse.reserve(amount);
      if (refusal !== null) return refusal;
      const refused = run.reserve(amount);
      if (refused !== null) purse.end(amount, NOTHING);
      return refused;
    },
    shortOf: (amount) => purse.shortOf(amount) ?? run.shortOf(amount),
    end(reserved, used) {
      purse.end(reserved, used);
      run.end(reserved, used);
    },
    // the run's changes with every call, the purse's among them
    changed: () => run.changed(),
  };
}

/** An account of a purse, with what its step has spent already. */
export function openPurse({ nanoUsd }: Purse, spent: Iterable<Spending>): Account {
  return openAccount(rebuildLedger({ nanoUsd, tokens: null, requests: null }, spent));
}

const NOTHING: Amount = { nanoUsd: 0, tokens: 0, requests: 0 };
