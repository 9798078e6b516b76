import type { Spending } from "../journal/journal.ts";
import {
  type Amount,
  type Ceiling,
  type LedgerState,
  leaveUnsettled,
  openLedger,
  type Reservation,
  reserve,
  settle,
} from "./ledger.ts";

/** A reservation that was not made. */
type Refusal = Extract<Reservation, { status: "refused" }>;

/** The ledger of a running gateway: the current state, and a way to wait until it changes. */
export interface Account {
  readonly state: LedgerState;
  /** Reserves at once (`null`), or says why not. */
  reserve(amount: Amount): Refusal | null;
  /** The limit that has no room for it, even once what is under way has ended for nothing; `null` where it may fit. */
  shortOf(amount: Amount): keyof Amount | null;
  /** @param used - `null` when nobody knows */
  end(reserved: Amount, used: Amount | null): void;
  /** Resolves after the next `end`. */
  changed(): Promise<void>;
}

/** Opens an account on a state, usually a rebuilt one. */
export function openAccount(initial: LedgerState): Account {
  let state = initial;
  let waiters: (() => void)[] = [];
  return {
    get state() {
      return state;
    },
    reserve(amount) {
      const result = reserve(state, amount);
      if (result.status === "refused") return result;
      state = result.ledger;
      return null;
    },
    shortOf(amount) {
      const result = reserve(state, amount);
      return result.status === "refused" && result.when === "never" ? result.unit : null;
    },
    end(reserved, used) {
      state = used === null ? leaveUnsettled(state, reserved) : settle(state, reserved, used);
      const woken = waiters;
      waiters = [];
      for (const wake of woken) wake();
    },
    changed: () => new Promise((resolve) => waiters.push(resolve)),
  };
}

/**
 * The ledger that a journal's records amount to. A record without an end belongs to a process that died: what
 * it reserved stays unsettled.
 */
export function rebuildLedger(ceiling: Ceiling, spending: Iterable<Spending>): LedgerState {
  let ledger = openLedger(ceiling);
  for (const { reserved, used } of spending) {
    ledger = { ...ledger, held: reserved };
    ledger = used === null ? leaveUnsettled(ledger, reserved) : settle(ledger, reserved, used);
  }
  return ledger;
}
