import type { Reply } from "../reply.ts";

/** A reply as the protocol tells it, before the run adds which model it was and what it cost. */
export type Answer = Omit<Reply, "status" | "model" | "costNanoUsd">;

/** A body that is not what the protocol promises. Never leaves the client. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
}
