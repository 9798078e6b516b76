import { GalapagosError, idOf, jsonOf } from "../src/core/index.ts";
import { type CallKey, callKeyText, type ModelRequest, type Reply, requestHash } from "../src/llm/index.ts";
import type { Island } from "./island.ts";
import { replayMismatch } from "./replay-mismatch.ts";

/**
 * The outcome of something that is done outside once: from the journal where it is on record, else made, and recorded
 * before it is used. It stands there like a call of a model that cost nothing.
 */
export async function once<T extends Reply>(
  { calls, writer, task }: Island,
  key: CallKey,
  request: ModelRequest,
  make: () => Promise<T>,
): Promise<T> {
  const hash = requestHash(request);
  const known = calls.tries(key).find(({ outcome }) => outcome !== null);
  if (known !== undefined) {
    if (known.requestHash !== hash)
      throw replayMismatch(`${callKeyText(key)} is on record with another request`);
    return (known.outcome as unknown as Done<T>).reply;
  }
  if (task.isReplay) {
    throw new GalapagosError(
      `The journal has nothing of ${callKeyText(key)}. ${idOf(key)} cannot be made again.`,
      {
        code: "run/not-recorded",
        hint: "a replay needs the version, the prompts and the problem of the run that it repeats",
      },
    );
  }
  const reply = await make();
  const { model } = request;
  const call = {
    ...key,
    tryNumber: 0,
    model,
    requestHash: hash,
    request: jsonOf(request),
    reserved: NOTHING,
  };
  const done: Done<T> = { status: "done", reply };
  await writer.write([
    { type: "call-sent", call },
    { type: "call-ended", call: { ...key, tryNumber: 0, outcome: jsonOf(done), used: NOTHING } },
  ]);
  return reply;
}

/** An end as the journal has it. */
interface Done<T extends Reply> {
  readonly status: "done";
  readonly reply: T;
}

const NOTHING = { nanoUsd: 0, tokens: 0, requests: 0 };
