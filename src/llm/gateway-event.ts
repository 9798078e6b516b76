import type { CallKey } from "./call-key.ts";
import type { TransportFailure } from "./reply.ts";

/** What happens in a gateway, for progress and logs; never contains a key. */
export type GatewayEvent =
  | { readonly type: "sent"; readonly key: CallKey; readonly model: string; readonly tryNumber: number }
  | { readonly type: "replied"; readonly key: CallKey; readonly model: string; readonly recorded: boolean }
  | {
      readonly type: "retrying";
      readonly key: CallKey;
      readonly model: string;
      readonly failure: TransportFailure;
      readonly waitMs: number;
    }
  /** A model's breaker opened: it is not asked for so long. */
  | {
      readonly type: "resting";
      readonly model: string;
      readonly failure: TransportFailure;
      readonly waitMs: number;
    };
