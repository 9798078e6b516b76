import type { ModelRequest } from "../request.ts";
import type { ModelClient, Sent } from "./model-client.ts";

/**
 * Sends a request until the server has nothing more against how it is asked; for single calls outside a run,
 * whose gateway does the same on record.
 *
 * @param onLearnt - told what is asked otherwise, in words
 */
export async function sendAdapting(
  client: ModelClient,
  request: ModelRequest,
  signal: AbortSignal,
  onLearnt: (learnt: string) => void = () => {},
): Promise<Sent> {
  for (let sent = 1; ; sent++) {
    const result = await client.send(request, signal);
    if (result.status === "ok") return result;
    if (result.learnt !== undefined) onLearnt(result.learnt);
    const isAdapted = result.kind === "adapted" || result.kind === "no-room";
    if (!isAdapted || sent === MOST) return result;
  }
}

/** Most requests for one answer. */
const MOST = 17;
