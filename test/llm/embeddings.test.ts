import { expect, test } from "vitest";
import { cosine, type ModelRequest, packVector } from "../../src/llm/index.ts";
import { gatewayTo, never, PROGRAM, standIn } from "./support.ts";
import { createMemoryJournal } from "../../src/llm/journal/memory-journal.ts";

const of = (text: string): ModelRequest => ({ model: "m", messages: [{ role: "user", text }] });
const keyOf = (attempt: number) => ({ island: 0, step: 1, purpose: "embed", attempt });

test("a vector comes through the gateway: recorded, counted, and settled without a reply's tokens", async () => {
  await using server = await standIn();
  const { gateway, journal } = gatewayTo(server.url, { api: "embeddings" });
  const [own, near, far] = await Promise.all(
    [PROGRAM, PROGRAM.replace("1", "7"), "const other = [true, false].map((x) => !x);"].map((text, at) =>
      gateway.call(of(text), keyOf(at), never),
    ),
  );
  if (own?.status !== "ok" || near?.status !== "ok" || far?.status !== "ok") throw new Error("no vector");
  expect(cosine(own.text, own.text)).toBeCloseTo(1, 6);
  const [toNear, toFar] = [cosine(own.text, near.text) ?? 0, cosine(own.text, far.text) ?? 0];
  expect(toNear).toBeGreaterThan(toFar);
  expect(toNear).toBeLessThan(1);
  const { chargedPromptTokens, chargedCompletionTokens, requests } = server.totals();
  expect(chargedCompletionTokens).toBe(0);
  expect(gateway.ledger().settled).toMatchObject({ tokens: chargedPromptTokens, requests: 3 });

  // a second life answers from the record
  const again = gatewayTo(server.url, { api: "embeddings" }, { journal });
  expect(await again.gateway.call(of(PROGRAM), keyOf(0), never)).toEqual(own);
  expect(server.totals().requests).toBe(requests);
});

test("what goes wrong on the way is tried again like any call", async () => {
  await using server = await standIn({
    faults: { rateLimited: 0.2, malformed: 0.2, cut: 0.1, emptyChoices: 0.1, serverError: 0.1 },
  });
  const { gateway } = gatewayTo(
    server.url,
    { api: "embeddings" },
    { journal: createMemoryJournal(), maxTries: 40 },
  );
  for (let n = 0; n < 20; n++) {
    expect(await gateway.call(of(`text ${n}`), keyOf(n), never)).toMatchObject({ status: "ok" });
  }
  expect(server.totals().requests).toBeGreaterThan(20);
});

test("only a vector is taken for one, and only vectors of one length are compared", () => {
  for (const wrong of [undefined, [], [1, Number.NaN], ["1"], [0, 0], Array(9000).fill(1)])
    expect(packVector(wrong)).toBeNull();
  const [one, other] = [packVector([3, 4]), packVector([4, 3])] as [string, string];
  expect(cosine(one, other)).toBeCloseTo(0.96, 6);
  expect(cosine(one, packVector([1]) as string)).toBeNull();
});
