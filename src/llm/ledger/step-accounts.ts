import type { CallKey } from "../call-key.ts";
import { withSignal } from "../flow/with-signal.ts";
import type { CallJournal } from "../journal/journal.ts";
import { type Account, openAccount, rebuildLedger } from "./account.ts";
import { type Amount, type Ceiling, reserve } from "./ledger.ts";
import { openPurse, type Purse, withinBoth } from "./purse.ts";

/** The account of a run, and those of its steps that have a purse of their own. */
export class StepAccounts {
  readonly run: Account;
  private readonly journal: CallJournal;
  private readonly purses = new Map<string, Account>();

  /** Begins with what the journal says was used. */
  constructor(ceiling: Ceiling, journal: CallJournal) {
    this.journal = journal;
    this.run = openAccount(rebuildLedger(ceiling, journal.spending()));
  }

  /** The account that a step's calls are reserved in. */
  of({ island, step }: CallKey, purse: Purse | null): Account {
    if (purse === null) return this.run;
    const name = `${island}/${step}`;
    const own = this.purses.get(name) ?? openPurse(purse, this.journal.spending({ island, step }));
    this.purses.set(name, own);
    return withinBoth(own, this.run);
  }

  /** True where the run has room for an amount, once what is under way has ended for nothing. */
  hasRoom(amount: Amount): boolean {
    const reservation = reserve(this.run.state, amount);
    return reservation.status === "reserved" || reservation.when === "later";
  }
}

/** Waits until an amount fits an account; says why it never will. */
export async function reserveWhenFree(
  account: Account,
  amount: Amount,
  signal: AbortSignal,
): Promise<string | null> {
  for (;;) {
    const refusal = account.reserve(amount);
    if (refusal === null) return null;
    if (refusal.when === "never") return refusal.unit;
    await withSignal(account.changed(), signal);
  }
}
