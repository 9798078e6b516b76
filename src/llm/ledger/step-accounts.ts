import type { CallKey } from "../call-key.ts";
import { withSignal } from "../flow/with-signal.ts";
import type { CallJournal } from "../journal/journal.ts";
import { type Account, openAccount, rebuildLedger } from "./account.ts";
import type { Amount, Ceiling } from "./ledger.ts";
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
}

/** A reservation that was made, or the ceiling that never has room for it. */
type Reserved =
  | { readonly status: "reserved"; readonly amount: Amount; readonly size: number }
  | { readonly status: "refused"; readonly unit: keyof Amount; readonly amount: Amount };

/**
 * Waits until an amount fits an account. What a ceiling never has room for in full is made smaller, as far as it fits: a call may cost less
 * than its worst case, and one that is held to what is left cannot pass it.
 *
 * @param amountOf - the amount of a size, more for a larger one
 * @param sizes - the full size, and the least that is worth it
 */
export async function reserveWhenFree(
  account: Account,
  amountOf: (size: number) => Amount,
  { full, least }: { readonly full: number; readonly least: number },
  signal: AbortSignal,
): Promise<Reserved> {
  for (;;) {
    const size = largest(least, full, (size) => account.shortOf(amountOf(size)) === null);
    const amount = amountOf(size);
    const refusal = account.reserve(amount);
    if (refusal === null) return { status: "reserved", amount, size };
    if (refusal.when === "never") return { status: "refused", unit: refusal.unit, amount };
    await withSignal(account.changed(), signal);
  }
}

/** The largest size for which something holds that holds for all below it; the least one where it holds for none. */
function largest(least: number, full: number, holds: (size: number) => boolean): number {
  if (holds(full)) return full;
  let [low, high] = [least, full];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
