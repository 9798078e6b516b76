import type { Evaluation } from "../../../core/index.ts";
import type { Hub } from "../hub.ts";
import type { Refusal } from "../wire/envelope.ts";
import { type Delivery, keysOf, type Lot, MOST } from "../wire/protocol.ts";
import { READ } from "../wire/scripts.ts";
import type { Post } from "./post.ts";
import { readDelivery } from "./read-delivery.ts";

/** Where results of a lot arrive, on the channel or where they lie; only what can be trusted is passed on. */
export interface Inbox {
  /** Begins to listen; answers with the end of it. */
  listen(): Promise<() => void>;
  /** Takes the results that lie there; answers with the keys of those that do not. */
  read(keys: readonly string[]): Promise<readonly string[]>;
  /** Takes what came after first verdicts. */
  readDoubles(): Promise<void>;
}

/** The users of an inbox. */
export interface InboxOwner {
  /** Takes a delivery; answers with what is wrong with it, or nothing. */
  readonly take: (delivery: Delivery) => Refusal | null;
  /** Takes a verdict that was not the first. */
  readonly takeDouble: (key: string, worker: string, evaluation: Evaluation) => void;
}

/** Opens the inbox of a lot. */
export function createInbox(
  hub: Hub,
  { id, queue }: Lot,
  post: Post,
  { take, takeDouble }: InboxOwner,
): Inbox {
  const { keys: places, texts } = hub.names.results(id);
  /** Refusal of results: it is counted, they are taken away where they lie, and asked for again by a comparison. */
  const refuse = (keys: readonly string[], refusal: Refusal): void => {
    hub.note(`a result was refused: ${refusal} (see: galapagos queue status)`);
    post.refuse(keys, refusal);
  };
  /** Takes what lies under these keys; those of which it holds nothing are refused, and the others have it all the same. */
  const accept = (text: string | number, keys: readonly string[]): void => {
    const read = readDelivery(hub.secret, id, text);
    if (read.status === "refused") return void refuse(keys, read.refusal);
    const there = new Set(keysOf(read.delivery));
    const strange = keys.filter((key) => !there.has(key));
    if (strange.length > 0) {
      refuse([], "misplaced");
      post.unlink(strange);
      if (strange.length === keys.length) return;
    }
    const refusal = take(read.delivery);
    if (refusal !== null) refuse(keys, refusal);
  };
  return {
    // where one that is told is refused, true ones may lie there all the same
    listen: () => hub.listen(hub.names.done(queue), (text) => accept(text, [])),
    async read(keys) {
      if (keys.length === 0) return [];
      const answer = await hub.redis.eval(READ, 2, places, texts, MOST.result, ...keys);
      const [at, found] = answer as [places: readonly number[], texts: readonly (string | number)[]];
      for (const [index, text] of found.entries()) {
        const here = keys.filter((_, place) => at[place] === index + 1);
        accept(text, here);
      }
      return keys.filter((_, place) => at[place] === 0);
    },
    async readDoubles() {
      for (const [text, keys] of await post.takeDoubles()) {
        const read = readDelivery(hub.secret, id, text);
        if (read.status === "refused" || !("verdicts" in read.delivery)) continue;
        const late = new Set(keys);
        const { worker, verdicts } = read.delivery;
        for (const [key, evaluation] of verdicts) if (late.has(key)) takeDouble(key, worker, evaluation);
      }
    },
  };
}
