import { expect, it } from "vitest";
import type { Hub } from "../../../src/evaluate/queue/hub.ts";
import { createInbox } from "../../../src/evaluate/queue/lot/inbox.ts";
import type { Post } from "../../../src/evaluate/queue/lot/post.ts";
import { seal } from "../../../src/evaluate/queue/wire/envelope.ts";
import { queueNames } from "../../../src/evaluate/queue/wire/names.ts";
import type { Delivery, Lot } from "../../../src/evaluate/queue/wire/protocol.ts";
import { SECRET } from "./support.ts";

const VERDICT = {
  ...{ status: "ok", kind: "ok", score: 1, metrics: {}, features: {}, message: "" },
  ...{ durationMs: 1, level: 1, engine: "quickjs" },
};

/** What an inbox does with one true text of `mine` that lies under these keys. */
async function readUnder(...keys: readonly string[]) {
  const text = seal(SECRET, "result", "lot", JSON.stringify({ worker: "w", verdicts: [["mine", VERDICT]] }));
  const taken: Delivery[] = [];
  const refused: unknown[] = [];
  const unlinked: string[] = [];
  const hub = {
    ...{ secret: SECRET, names: queueNames("inbox"), note: () => {} },
    redis: { eval: async () => [keys.map(() => 1), [text]] },
  } as unknown as Hub;
  const post: Partial<Post> = {
    refuse: (of, refusal) => refused.push([of, refusal]),
    unlink: (of) => unlinked.push(...of),
  };
  const inbox = createInbox(hub, { id: "lot", queue: "lot-1" } as Lot, post as Post, {
    take(delivery) {
      taken.push(delivery);
      return null;
    },
    takeDouble: () => {},
  });
  return { missing: await inbox.read(keys), taken, refused, unlinked };
}

it("a true text is taken for its own key although a strange key names it, too, and only that one is refused", async () => {
  const { taken, refused, unlinked } = await readUnder("strange", "mine");
  expect(taken).toEqual([{ worker: "w", verdicts: [["mine", VERDICT]] }]);
  expect([refused, unlinked]).toEqual([[[[], "misplaced"]], ["strange"]]);
});

it("a true text that only strange keys name is not taken, and they are taken off it", async () => {
  const { taken, refused, unlinked } = await readUnder("strange", "stranger");
  expect(taken).toEqual([]);
  expect([refused, unlinked]).toEqual([[[[], "misplaced"]], ["strange", "stranger"]]);
});
