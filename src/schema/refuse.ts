import { GalapagosError } from "../core/index.ts";
import type { Fault } from "./fault.ts";
import type { JsonText } from "./json-text.ts";
import { nameOf, type Place } from "./place.ts";

/** Where faulty values come from, and how to speak of them. */
export interface FaultOrigin {
  /** The file, or who else says it: `--set`, `GALAPAGOS_ISLANDS`. */
  readonly origin: string;
  /** The text of the file; `null` where there is none. */
  readonly text: JsonText | null;
  readonly code: string;
}

/**
 * The error that tells all faults in the order of the file, each on a line of its own with line and column;
 * the first one's hint is the error's, the others bear their own.
 */
export function refuse(
  faults: readonly Fault[],
  { origin, text, code }: FaultOrigin,
  sentence: (fault: Fault) => string = plainSentence,
): GalapagosError {
  const placed = faults
    .map((fault) => ({ fault, place: text?.placeOf(fault.pointer, fault.unknown) ?? null }))
    .sort((a, b) => order(a.place, b.place));
  const lines = placed.slice(0, MOST).map(({ fault, place }, index) => {
    const line = `${nameOf(origin, place)}: ${sentence(fault)}`;
    return index === 0 ? line : `${line} (${fault.hint.replace(/\.$/, "")})`;
  });
  if (placed.length > MOST) lines.push(`${origin}: and ${placed.length - MOST} more`);
  const [first] = placed;
  if (first === undefined) throw new Error("refused without a reason");
  return new GalapagosError(lines.join("\n"), { code, hint: first.fault.hint });
}

/** Most faults that are told. */
const MOST = 20;

function plainSentence({ pointer, expected, came }: Fault): string {
  return `expected ${expected} at ${pointer === "" ? "the top level" : pointer}, got ${came}`;
}

function order(a: Place | null, b: Place | null): number {
  return a === null || b === null ? 0 : a.line - b.line || a.column - b.column;
}
