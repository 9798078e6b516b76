/** Makes calls through a gateway over a run's store, a few at a time, and prints their replies; killed and started again by the test. */
import { openRecord, openStore } from "../../src/store/index.ts";
import { sha256 as sha } from "../../src/core/index.ts";
import { createStoreJournal } from "../../src/llm/index.ts";
import { editRequest, gatewayTo, never, PROGRAM } from "./support.ts";

const [folder = "", url = "", count = "0"] = process.argv.slice(2);
const store = await openStore({ folder });
using opened = openRecord({ folder });
const reader = opened.calls;
const { gateway } = gatewayTo(
  url,
  { limits: { concurrency: 4 } },
  { journal: createStoreJournal(store, reader) },
);
const replies = await Promise.all(
  Array.from({ length: Number(count) }, (_each, step) =>
    gateway.call(
      editRequest("m", PROGRAM, "search-replace", `step ${step}`),
      { island: 0, step, purpose: "execute", attempt: 0 },
      never,
    ),
  ),
);
const texts = replies.map((reply) => (reply.status === "ok" ? reply.text : reply.kind));
process.stdout.write(JSON.stringify({ digest: sha(texts.join("\n")), ledger: gateway.ledger() }));
await store.close();
