import { createHash } from "node:crypto";
import { GalapagosError } from "../../../core/index.ts";
import type { Failure } from "../../failures.ts";

/** Knowledge of the original from before others run beside it. */
interface Original {
  /** Processor time of loading it, milliseconds; `null` where it fails. */
  readonly loadMs: number | null;
  /** The text of its answer to each lap; none where it fails. */
  readonly answers: readonly string[];
  /** Texts like those of each lap and its answer, of which a program learns nothing. */
  readonly rehearsed: readonly (readonly [lap: string, answer: string])[];
}

/** The reply of a fork server, or why there is none. */
type Asked = { readonly status: "ok"; readonly reply: string } | Failure;

/**
 * Runs of the original, made once for each list of laps and before a program's time runs. Throws `evaluate/warm` when
 * calls that do nothing do not come to their end: no program is to blame.
 *
 * @param measure - asks a fork server, which measures it
 * @param mostText - characters that are kept of what it tells; the latest is kept, however long
 */
export function knownOriginal(
  measure: (laps: readonly string[]) => Promise<Asked>,
  mostText = MOST_TEXT,
): (laps: readonly string[]) => Promise<Original> {
  const known = new Map<string, Original>();
  let kept = 0;
  return async (laps) => {
    const key = createHash("sha256").update(laps.join("\n")).digest("base64");
    const found = known.get(key);
    if (found) return found;
    const asked = await measure(laps);
    const told = asked.status === "ok" ? (JSON.parse(asked.reply) as { original: Original | null }) : null;
    const original = told?.original ?? null;
    if (original === null) {
      const why = asked.status === "ok" ? "some that ended early" : `${asked.kind}: ${asked.message}`;
      throw new GalapagosError(`expected calls that do nothing and come to their end, got: ${why}`, {
        code: "evaluate/warm",
        hint: "Try again when this machine has less to do.",
      });
    }
    known.set(key, original);
    kept += sizeOf(original);
    for (const [oldest, one] of known) {
      if (known.size === 1 || (known.size <= MOST_KNOWN && kept <= mostText)) break;
      known.delete(oldest);
      kept -= sizeOf(one);
    }
    return original;
  };
}

/** Characters of the texts that are kept of it. */
function sizeOf({ answers, rehearsed }: Original): number {
  return [...answers, ...rehearsed.flat()].reduce((sum, { length }) => sum + length, 0);
}

/** Lists of laps of which this is kept; a problem has one for each of its inputs. */
const MOST_KNOWN = 1024;
/** Characters of their texts, together: answers may have megabytes. */
const MOST_TEXT = 1 << 27;
