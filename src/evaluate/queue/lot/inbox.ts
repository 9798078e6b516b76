import type { Hub } from "../hub.ts";
import type { Refusal } from "../wire/envelope.ts";
import { type Delivery, type Lot, MOST } from "../wire/protocol.ts";
import { BETWEEN, READ } from "../wire/scripts.ts";
import type { Post } from "./post.ts";
import { readDelivery } from "./read-delivery.ts";

/** Where results of a lot arrive, on the channel or where they lie; only what can be trusted is passed on. */
export interface Inbox {
  /** Begins to listen; answers with the end of it. */
  listen(): Promise<() => void>;
  /** Takes the results that lie there; answers with the keys of those that do not. */
  read(keys: readonly string[]): Promise<readonly string[]>;
  /** Takes what came after a first verdict. */
  readDoubles(): Promise<void>;
}

/** How a delivery is taken: what is wrong with it, or nothing. */
type Take = (key: string, delivery: Delivery) => Refusal | null;

/** The users of an inbox. */
export interface InboxOwner {
  readonly take: Take;
  readonly takeDouble: (key: string, delivery: Delivery) => void;
}

/** Opens the inbox of a lot. */
export function createInbox(
  hub: Hub,
  { id, queue }: Lot,
  post: Post,
  { take, takeDouble }: InboxOwner,
): Inbox {
  const results = hub.names.results(id);
  /** Refusal of a result: it is counted, taken away where it lies, and asked for again by a comparison. */
  const refuse = (key: string | null, refusal: Refusal): void => {
    hub.note(`a result was refused: ${refusal} (see: galapagos queue status)`);
    post.refuse(key, refusal);
  };
  const accept = (key: string, text: string | number): Refusal | null => {
    const read = readDelivery(hub.secret, id, key, text);
    return read.status === "refused" ? read.refusal : take(key, read.delivery);
  };
  const hear = (message: string): void => {
    const isTooLong = message.length > MOST.told;
    const told = isTooLong ? [] : message.split(BETWEEN);
    if (isTooLong || told.length % 2 !== 0) refuse(null, isTooLong ? "oversized" : "malformed");
    for (let i = 0; i + 1 < told.length; i += 2) {
      const refusal = accept(told[i] ?? "", told[i + 1] ?? "");
      // a true one may lie there all the same
      if (refusal !== null) refuse(null, refusal);
    }
  };
  return {
    listen: () => hub.listen(hub.names.done(queue), hear),
    async read(keys) {
      if (keys.length === 0) return [];
      const found = (await hub.redis.eval(READ, 1, results, MOST.result, ...keys)) as (string | number)[];
      for (const [index, text] of found.entries()) {
        const key = keys[index] ?? "";
        const refusal = text === "" ? null : accept(key, text);
        if (refusal !== null) refuse(key, refusal);
      }
      return keys.filter((_, index) => found[index] === "");
    },
    async readDoubles() {
      for (const [key, text] of await post.takeDoubles()) {
        const read = readDelivery(hub.secret, id, key, text);
        if (read.status === "ok") takeDouble(key, read.delivery);
      }
    },
  };
}
