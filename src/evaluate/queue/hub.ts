import type { Redis } from "ioredis";
import type { QueueDrivers } from "./wire/connect-redis.ts";
import type { Ear } from "./wire/ear.ts";
import type { Secret } from "./wire/envelope.ts";
import type { QueueNames } from "./wire/names.ts";
import type { WorkerStatus } from "./wire/protocol.ts";

/** How a run uses a queue; none of it decides what is found. */
export interface QueueOptions {
  /** `redis://host:6379`, or `rediss://user:password@host:6380` with TLS and a user. */
  readonly url: string;
  readonly secret: Secret;
  /** Machines and runs of another name on the same server are not seen. @defaultValue "galapagos" */
  readonly fleet?: string;
  /** The run's name for people, the same when it is resumed. */
  readonly label: string;
  /** Turns that the run gets where another gets one, 1 to 100. @defaultValue 1 */
  readonly weight?: number;
  /** Aborting it gives up evaluations that the queue does not answer soon. */
  readonly signal?: AbortSignal;
  /** Told what people should know: the queue is away or back, nobody serves the run, verdicts that differ. */
  readonly onNote?: (message: string) => void;
}

/** The parts of a queue that everything opened on it shares. */
export interface Hub {
  /** @internal Types of packages that need not be installed. */
  readonly drivers: QueueDrivers;
  /** @internal */
  readonly redis: Redis;
  readonly names: QueueNames;
  readonly secret: Secret;
  readonly sitting: string;
  readonly options: QueueOptions;
  readonly isUp: () => boolean;
  /** Workers as they last showed themselves. */
  readonly workers: () => readonly WorkerStatus[];
  /** Sees which workers there are now. */
  readonly look: () => Promise<void>;
  readonly note: (message: string) => void;
  /** Has a channel listened to; answers with the end of it. */
  readonly listen: Ear["listen"];
}
