import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CallJournal,
  type CallKey,
  createStoreJournal,
  type ModelRequest,
  type PendingCall,
  type Reply,
  requestHash,
} from "../../src/llm/index.ts";
import { openRecord, openStore } from "../../src/store/index.ts";
import { editRequest, gatewayTo, never, PROGRAM, standIn } from "./support.ts";
import { createMemoryJournal } from "../../src/llm/journal/memory-journal.ts";

interface OpenJournal extends AsyncDisposable {
  journal: CallJournal;
  /** The same record, as a new process would open it. */
  reopen(): Promise<OpenJournal>;
  folder: string | null;
}

async function inStore(folder = mkdtempSync(join(tmpdir(), "journal-"))): Promise<OpenJournal> {
  const store = await openStore({ folder });
  const opened = openRecord({ folder });
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    opened[Symbol.dispose]();
    await store.close();
  };
  return {
    journal: createStoreJournal(store, opened.calls),
    folder,
    reopen: async () => {
      await close();
      return inStore(folder);
    },
    async [Symbol.asyncDispose]() {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function inMemory(): Promise<OpenJournal> {
  const open: OpenJournal = {
    journal: createMemoryJournal(),
    folder: null,
    reopen: async () => open,
    async [Symbol.asyncDispose]() {},
  };
  return open;
}

const reserved = { nanoUsd: 12_345, tokens: 900, requests: 1 };
const used = { nanoUsd: 345, tokens: 90, requests: 1 };
const reply: Reply = {
  status: "ok",
  text: "ünï ✓ \ud800 lone",
  toolCalls: [{ id: "c1", name: "evaluate", arguments: '{"program":"x"}' }],
  finishReason: "stop",
  refusal: null,
  usage: { promptTokens: 50, completionTokens: 40, cachedTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 },
  model: "m",
  servedBy: "stand-in",
  costNanoUsd: 345,
};
const pending = (key: CallKey, tryNumber: number, note = ""): PendingCall => {
  const request: ModelRequest = editRequest("m", PROGRAM.repeat(20), "search-replace", note);
  return { key, tryNumber, model: "m", requestHash: requestHash(request), request, reserved };
};
const key = (island: number, step: number, purpose = "plan", attempt = 0): CallKey => ({
  island,
  step,
  purpose,
  attempt,
});

describe.each([
  ["in memory", inMemory],
  ["in the run's store", inStore],
] as const)("a journal %s", (_name, open) => {
  test("gives back what it was given, tries in order", async () => {
    await using opened = await open();
    const { journal } = opened;
    const [first, second] = [pending(key(1, 2), 0), pending(key(1, 2), 1)];
    const failure = {
      status: "failed",
      kind: "cut",
      httpStatus: null,
      message: "broke off",
      retryAfterMs: null,
      mayBeCharged: true,
    } as const;
    await journal.begin(first);
    expect(journal.read(key(1, 2))).toEqual([{ ...first, outcome: null }]);
    await journal.end(first, { status: "failed", failure, used: null });
    await journal.begin(second);
    await journal.end(second, { status: "done", reply, used });
    const expected = [
      { ...first, outcome: { status: "failed", failure, used: null } },
      { ...second, outcome: { status: "done", reply, used } },
    ];
    expect(journal.read(key(1, 2))).toEqual(expected);
    expect(journal.read(key(2, 1))).toEqual([]);
    const again = await opened.reopen();
    expect(again.journal.read(key(1, 2))).toEqual(expected);
    expect([...again.journal.spending()]).toEqual([
      { reserved, used: null },
      { reserved, used },
    ]);
    await again[Symbol.asyncDispose]();
  });

  test("lists everything by place in logical time, whatever the order of writing", async () => {
    await using opened = await open();
    const places = [key(1, 1), key(0, 2), key(0, 1, "plan", 1), key(0, 1, "execute"), key(0, 1)];
    for (const place of places) await opened.journal.begin(pending(place, 0, JSON.stringify(place)));
    const listed = [...opened.journal.all()].map((record) => record.key);
    expect(listed).toEqual([key(0, 1, "execute"), key(0, 1), key(0, 1, "plan", 1), key(0, 2), key(1, 1)]);
    expect(
      [...opened.journal.all()].every(({ request, requestHash: hash }) => requestHash(request) === hash),
    ).toBe(true);
  });

  test("repeating a write changes nothing", async () => {
    await using opened = await open();
    const call = pending(key(0, 1), 0);
    for (let round = 0; round < 2; round++) {
      await opened.journal.begin(call);
      await opened.journal.end(call, { status: "done", reply, used });
    }
    expect(opened.journal.read(key(0, 1))).toEqual([{ ...call, outcome: { status: "done", reply, used } }]);
  });
});

test("a long listing comes page by page and whole", async () => {
  await using opened = await inStore();
  const count = 600;
  await Promise.all(
    Array.from({ length: count }, (_each, step) => opened.journal.begin(pending(key(0, step), 0, `${step}`))),
  );
  expect([...opened.journal.all()].map((record) => record.key.step)).toEqual(
    Array.from({ length: count }, (_e, at) => at),
  );
  expect([...opened.journal.spending()]).toHaveLength(count);
});

test("a run that goes on in another process pays for nothing twice, and its ledger says the same", async () => {
  await using server = await standIn({ faults: { malformed: 0.1, cut: 0.05 } });
  await using opened = await inStore();
  const request = (step: number) => editRequest("m", PROGRAM, "search-replace", `${step}`);
  const first = gatewayTo(server.url, {}, { journal: opened.journal }).gateway;
  const replies = [];
  for (let step = 0; step < 20; step++) replies.push(await first.call(request(step), key(0, step), never));
  const asked = server.totals().requests;
  await using again = await opened.reopen();
  const second = gatewayTo(server.url, {}, { journal: again.journal }).gateway;
  expect(second.ledger()).toEqual(first.ledger());
  for (let step = 0; step < 20; step++)
    expect(await second.call(request(step), key(0, step), never)).toEqual(replies[step]);
  expect(server.totals().requests).toBe(asked);
});

test("no failure, event or byte of the run's folder contains the key, whatever the server says back", async () => {
  const visible = fc.stringMatching(/^[!-~]{8,40}$/);
  await using opened = await inStore();
  let step = 0;
  await fc.assert(
    fc.asyncProperty(visible, fc.constantFrom("401", "echo", "wrong"), async (secret, way) => {
      // A server that repeats the key in its error message, in the reply, or asks for another one.
      const mutate = (source: string): string => source.replace("1", JSON.stringify(`${secret} 1`));
      await using server = await standIn(way === "echo" ? { mutate } : { key: `${secret}-other` });
      const events: string[] = [];
      const { gateway } = gatewayTo(
        server.url,
        {},
        { journal: opened.journal, key: secret, onEvent: (event) => events.push(JSON.stringify(event)) },
      );
      const result = await gateway.call(editRequest("m", "const a = 1;\n"), key(0, step++), never);
      expect(result.status).toBe(way === "echo" ? "ok" : "failed");
      const records = JSON.stringify([...opened.journal.all()]);
      const files = readdirSync(opened.folder ?? "").map((name) =>
        readFileSync(join(opened.folder ?? "", name), "latin1"),
      );
      for (const text of [JSON.stringify(result), records, ...events, ...files]) {
        expect(text.includes(secret) || text.includes(JSON.stringify(secret).slice(1, -1))).toBe(false);
      }
    }),
    { seed: 20_262, numRuns: 25 },
  );
});

test("a key that no header can carry is not told either", async () => {
  await using server = await standIn();
  const { gateway, journal } = gatewayTo(server.url, {}, { key: "sécret-key\n-with-a-line", maxTries: 1 });
  const result = await gateway.call(editRequest("m"), key(0, 1), never);
  expect(result.status).toBe("failed");
  expect(JSON.stringify([result, [...journal.all()]])).not.toMatch(/cret-key/);
});
