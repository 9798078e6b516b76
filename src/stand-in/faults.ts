import { sha256 } from "../core/index.ts";

/** Shares of requests (0–1) that go wrong on the way. */
export interface TransportFaults {
  /** 200, but broken JSON (or a broken event in a stream). */
  readonly malformed: number;
  /** 429 with `Retry-After`. */
  readonly rateLimited: number;
  /** 500. */
  readonly serverError: number;
  /** The connection breaks off in the middle of the answer. */
  readonly cut: number;
  /** 200 without any choice or output. */
  readonly emptyChoices: number;
  /** The answer takes `slowMs` longer. */
  readonly slow: number;
}

/** Shares of answers (0–1) in which the model itself does badly. */
export interface ModelFaults {
  /** Declines the task. */
  readonly refusal: number;
  /** Stops at the token limit in the middle. */
  readonly truncated: number;
  /** Talks instead of editing. */
  readonly prose: number;
  /** Says nothing. */
  readonly empty: number;
  /** Quotes lines that the program does not have. */
  readonly wrongEdit: number;
  /** Uses CR LF, lost indentation or a fence where none belongs: untidy, but meant well. */
  readonly untidy: number;
}

/** The faults of a stand-in server, and how often each comes. */
export type StandInFaults = TransportFaults & ModelFaults;

/** Nothing goes wrong. */
export const NO_FAULTS: StandInFaults = {
  malformed: 0,
  rateLimited: 0,
  serverError: 0,
  cut: 0,
  emptyChoices: 0,
  slow: 0,
  refusal: 0,
  truncated: 0,
  prose: 0,
  empty: 0,
  wrongEdit: 0,
  untidy: 0,
};

/** How the stand-in behaves as a product feature: a flawless line, a model that errs now and then. */
export const MODEL_FAULTS: StandInFaults = {
  ...NO_FAULTS,
  refusal: 0.01,
  truncated: 0.02,
  prose: 0.02,
  empty: 0.01,
  wrongEdit: 0.06,
  untidy: 0.1,
};

const TRANSPORT = ["malformed", "rateLimited", "serverError", "cut", "emptyChoices", "slow"] as const;
const MODEL = ["refusal", "truncated", "prose", "empty", "wrongEdit", "untidy"] as const;

/** A fault on the way, or none. */
export type TransportFault = (typeof TRANSPORT)[number] | "none";
/** A fault of the model, or none. */
export type ModelFault = (typeof MODEL)[number] | "none";

/** True when anything can go wrong on the way. */
export function hasTransportFaults(faults: TransportFaults): boolean {
  return TRANSPORT.some((name) => faults[name] > 0);
}

/**
 * The fault that the n-th arrival of a request meets on its way. It depends on how often the request came, so
 * that a try after a fault may go well.
 */
export function transportFault(
  faults: TransportFaults,
  seed: string,
  request: string,
  arrival: number,
): TransportFault {
  return draw(TRANSPORT, faults, chance("way", seed, request, arrival));
}

/**
 * The fault of the model's answer. It depends on the request alone: asked the same, the model says the same.
 */
export function modelFault(faults: ModelFaults, seed: string, request: string): ModelFault {
  return draw(MODEL, faults, chance("model", seed, request));
}

/** Uniform in [0, 1), independent even for names that differ in their last digit alone, as arrivals do. */
function chance(...name: readonly (string | number)[]): number {
  return Number.parseInt(sha256(name.join("/")).slice(0, 8), 16) / 2 ** 32;
}

function draw<Name extends string>(
  names: readonly Name[],
  shares: { readonly [name in Name]: number },
  at: number,
): Name | "none" {
  let sum = 0;
  for (const name of names) {
    sum += shares[name];
    if (at < sum) return name;
  }
  return "none";
}
