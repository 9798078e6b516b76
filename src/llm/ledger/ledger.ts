/** A sum of what calls use: money in nano-dollars, tokens (prompt and reply), requests. Whole numbers. */
export interface Amount {
  readonly nanoUsd: number;
  readonly tokens: number;
  readonly requests: number;
}

/** The use of one call, with the figures that a summary shows. */
export interface Used extends Amount {
  /** The tokens, or some of them, are bytes: the server did not count. */
  readonly estimated?: true;
  /** Of the tokens, hidden reasoning; absent where there was none. */
  readonly reasoningTokens?: number;
  /** Of the tokens, those of the prompt; absent in records of earlier versions, and where nothing was counted. */
  readonly promptTokens?: number;
  /** Of the prompt's tokens, those that the provider had in its cache; absent where it had none. */
  readonly cachedTokens?: number;
}

/** Ceilings on spending; `null` is no limit. */
export interface Ceiling {
  readonly nanoUsd: number | null;
  readonly tokens: number | null;
  readonly requests: number | null;
}

/**
 * A run's account. `settled` is known to be spent; `held` is reserved for calls under way; `unsettled` stays
 * reserved for calls whose end nobody knows (cut, timed out, without usage, killed with the process). As long
 * as every call stays within its reservation, settled + held + unsettled never exceeds the ceiling, and what
 * providers charged never exceeds settled + unsettled once no call is under way.
 */
export interface LedgerState {
  readonly ceiling: Ceiling;
  readonly settled: Amount;
  readonly held: Amount;
  readonly unsettled: Amount;
  /**
   * Calls that used more than was reserved for them: a provider counts otherwise than any tokenizer should.
   */
  readonly overruns: number;
}

/** Nothing. */
const ZERO: Amount = { nanoUsd: 0, tokens: 0, requests: 0 };

/** No limit at all. */
export const NO_CEILING: Ceiling = { nanoUsd: null, tokens: null, requests: null };

const UNITS = ["nanoUsd", "tokens", "requests"] as const;

/** An account that nothing was spent from. */
export function openLedger(ceiling: Ceiling): LedgerState {
  return { ceiling, settled: ZERO, held: ZERO, unsettled: ZERO, overruns: 0 };
}

/** The answer to a reservation. */
export type Reservation =
  | { readonly status: "reserved"; readonly ledger: LedgerState }
  /** `later`: it would fit if the calls under way used nothing; `never`: not even then. */
  | { readonly status: "refused"; readonly unit: (typeof UNITS)[number]; readonly when: "later" | "never" };

/** Reserves the worst case of a call, or says which ceiling it would break. */
export function reserve(ledger: LedgerState, amount: Amount): Reservation {
  const spent = add(ledger.settled, ledger.unsettled);
  const all = add(spent, ledger.held);
  const breaks = (base: Amount) =>
    UNITS.find((unit) => {
      const limit = ledger.ceiling[unit];
      return limit !== null && base[unit] + amount[unit] > limit;
    });
  const unit = breaks(all);
  if (unit === undefined)
    return { status: "reserved", ledger: { ...ledger, held: add(ledger.held, amount) } };
  const never = breaks(spent);
  return { status: "refused", unit: never ?? unit, when: never === undefined ? "later" : "never" };
}

/** Ends a reservation with what was really used. */
export function settle(ledger: LedgerState, reserved: Amount, used: Amount): LedgerState {
  const isOverrun = UNITS.some((unit) => used[unit] > reserved[unit]);
  return {
    ...ledger,
    held: subtract(ledger.held, reserved),
    settled: add(ledger.settled, used),
    overruns: ledger.overruns + (isOverrun ? 1 : 0),
  };
}

/** Ends a reservation whose true use nobody knows: it stays taken. */
export function leaveUnsettled(ledger: LedgerState, reserved: Amount): LedgerState {
  return { ...ledger, held: subtract(ledger.held, reserved), unsettled: add(ledger.unsettled, reserved) };
}

/** Sum. */
function add(a: Amount, b: Amount): Amount {
  return { nanoUsd: a.nanoUsd + b.nanoUsd, tokens: a.tokens + b.tokens, requests: a.requests + b.requests };
}

function subtract(a: Amount, b: Amount): Amount {
  return { nanoUsd: a.nanoUsd - b.nanoUsd, tokens: a.tokens - b.tokens, requests: a.requests - b.requests };
}
