import type { CallKey } from "./call-key.ts";
import type { Reply, TransportFailure } from "./reply.ts";

/** An event of a gateway, for progress and logs; never contains a key. */
export type GatewayEvent =
  | {
      readonly type: "sent";
      readonly key: CallKey;
      readonly model: string;
      readonly tryNumber: number;
      /** True where the answer was asked for as a stream, so that each part of it is told. */
      readonly streams: boolean;
    }
  /** Some of a call's answer came. */
  | { readonly type: "coming"; readonly key: CallKey; readonly model: string }
  /** One request to a model has ended, and its end is on record. */
  | {
      readonly type: "tried";
      readonly key: CallKey;
      readonly model: string;
      readonly tryNumber: number;
      readonly end: Reply | TransportFailure;
    }
  | { readonly type: "replied"; readonly key: CallKey; readonly model: string; readonly recorded: boolean }
  | {
      readonly type: "retrying";
      readonly key: CallKey;
      readonly model: string;
      readonly failure: TransportFailure;
      readonly waitMs: number;
    }
  /** A model is not asked for so long: its breaker opened, or its server asks to wait. */
  | {
      readonly type: "resting";
      readonly model: string;
      readonly failure: TransportFailure;
      readonly waitMs: number;
    }
  /** A model that has answered nothing so far cannot be reached; told once. */
  | { readonly type: "unreachable"; readonly model: string; readonly failure: TransportFailure }
  /**
   * Something that a person should know of a model, told once: how it is asked from now on, or what it does
   * not do.
   */
  | { readonly type: "learnt"; readonly model: string; readonly message: string }
  /** A request has been under way for so long, and nothing has come yet. */
  | { readonly type: "waiting"; readonly model: string; readonly waitedMs: number };
