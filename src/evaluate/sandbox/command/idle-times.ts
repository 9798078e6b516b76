import { createHash } from "node:crypto";
import { GalapagosError } from "../../../core/index.ts";
import type { Failure } from "../../failures.ts";

/** The time of some laps that is no program's own. */
interface IdleTimes {
  /** Processor time of each lap of a function that does nothing, milliseconds. */
  readonly laps: readonly number[];
  /** Processor time of loading the original, of its other turns, and of its calls, milliseconds; `null` where it fails. */
  readonly loadMs: number | null;
  readonly asideMs: number | null;
  readonly workMs: number | null;
}

/** The reply of a fork server, or why there is none. */
type Asked = { readonly status: "ok"; readonly reply: string } | Failure;

/**
 * Idle runs, made once for each list of laps and before a program's time runs: what they take is no program's own. Throws `evaluate/warm` when
 * calls that do nothing do not come to their end: no program is to blame.
 *
 * @param measure - asks a fork server, which measures it
 */
export function idleTimes(
  measure: (laps: readonly string[]) => Promise<Asked>,
): (laps: readonly string[]) => Promise<IdleTimes> {
  const known = new Map<string, IdleTimes>();
  return async (laps) => {
    const key = createHash("sha256").update(laps.join("\n")).digest("base64");
    const found = known.get(key);
    if (found) return found;
    const asked = await measure(laps);
    const idle = asked.status === "ok" ? (JSON.parse(asked.reply) as { idle: IdleTimes | null }).idle : null;
    if (idle === null) {
      const why = asked.status === "ok" ? "some that ended early" : `${asked.kind}: ${asked.message}`;
      throw new GalapagosError(`expected calls that do nothing and come to their end, got: ${why}`, {
        code: "evaluate/warm",
        hint: "Try again when this machine has less to do.",
      });
    }
    const [oldest] = known.keys();
    if (oldest !== undefined && known.size >= MOST_KNOWN) known.delete(oldest);
    known.set(key, idle);
    return idle;
  };
}

/** Lists of laps whose times are kept; a problem has one for each of its inputs. */
const MOST_KNOWN = 1024;
