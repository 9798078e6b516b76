import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/core/index.ts";
import { applyEdit } from "../../src/edits/index.ts";
import type { CallFailure, GatewayEvent, ModelRequest, Reply } from "../../src/llm/index.ts";
import { assistantTurn, assistantWords } from "../../src/llm/index.ts";
import * as llm from "../../src/llm/index.ts";
import { sharedFolder } from "../support/shared.ts";
import { editRequest, gatewayTo, PROGRAM, standIn } from "./support.ts";

/** One request as the shared tool's modes see it. */
interface QuirkCall {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly body: JsonObject;
  readonly n: number;
  readonly ask: (patch?: JsonObject) => Promise<unknown>;
  readonly state: { t0: number; [name: string]: unknown };
  readonly seen: readonly unknown[];
}

/** How a mode must end: an edit that applies, or a failure of a kind with the server's words. */
type End =
  | "edit"
  | {
      readonly kind: CallFailure["kind"] | "empty" | "prose";
      readonly words?: RegExp;
      readonly told?: RegExp;
    };

const words = (kind: CallFailure["kind"], pattern: RegExp): End => ({ kind, words: pattern });
/** Modes that end otherwise than in an edit. */
const ENDS: { readonly [mode: string]: End } = {
  "reasoning-length": { kind: "empty", told: /used up before the answer: by hidden reasoning/ },
  "null-stop": { kind: "empty" },
  "keepalive-forever": words("timeout", /did not answer in time/),
  "silent-stream": words("timeout", /did not answer in time/),
  "ok-error": words("not-found", /No endpoints found that support tool use/),
  "ok-ctx-error": words("refused", /exceeds the available context size/),
  "ctx-500": words("refused", /Context size has been exceeded/),
  "ctx-400-toplevel": words("refused", /maximum context length is 4096 tokens/),
  "string-error": words("refused", /pull it first/),
  "text-error": words("refused", /please load quirk first/),
  "html-200": words("not-found", /Sign in to the Wi-Fi/),
  "html-502": words("server", /502 Bad Gateway/),
  "html-404": words("not-found", /Cannot POST/),
  "retry-after-day": { kind: "aborted", told: /Rate limit reached for requests per day/ },
  "truncates-prompt": { kind: "prose", told: /seems to cut prompts off/ },
};

const folder = sharedFolder === null ? null : join(sharedFolder, "tools/quirks/modes.mjs");
const modes: { readonly [mode: string]: (call: QuirkCall) => unknown } =
  folder === null
    ? {}
    : ((await import(pathToFileURL(folder).href).catch(() => ({ modes: {} }))) as { modes: typeof modes })
        .modes;
const TOOL = {
  name: "finish",
  description: "Ends.",
  parameters: { type: "object", properties: { summary: { type: "string" } }, required: ["summary"] },
};

/** The stand-in behind one of the shared tool's modes. */
async function quirky(mode: string) {
  const behind = await standIn();
  const seen: unknown[] = [];
  // a server that loads for a minute has nearly done so
  const state = { t0: Date.now() - 59_500 };
  const server = createServer(async (req, res) => {
    try {
      let text = "";
      for await (const chunk of req) text += chunk;
      const body = JSON.parse(text) as JsonObject;
      const n = seen.push(body) - 1;
      const ask = async (patch: JsonObject = {}): Promise<unknown> => {
        const { stream_options: _, ...plain } = body;
        const sent = JSON.stringify({ ...plain, ...patch, stream: false });
        const answer = await fetch(`${behind.url}/chat/completions`, {
          method: "POST",
          body: sent,
          headers: { "content-type": "application/json" },
        });
        return answer.json();
      };
      await modes[mode]?.({ req, res, body, n, ask, state, seen });
    } catch {
      res.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await behind.close();
    },
  };
}

/** A program that is long enough for a prompt to be cut off. */
const LONG_PROGRAM =
  PROGRAM + "// This line only makes the program longer than it need be, as programs are.\n".repeat(100);

describe.runIf(Object.keys(modes).length > 0)(
  "every mode of the shared tool ends in an answer used, or in a true message",
  () => {
    // most of them wait
    test.concurrent.each(Object.keys(modes))(
      "%s",
      async (mode) => {
        const end = ENDS[mode] ?? "edit";
        await using server = await quirky(mode);
        const told: string[] = [];
        const abort = new AbortController();
        const onEvent = (event: GatewayEvent): void => {
          if (event.type === "learnt") told.push(event.message);
          if (event.type === "resting") told.push(event.failure.message);
          if (event.type === "resting" && event.waitMs > 3_600_000) abort.abort();
        };
        const { gateway, journal } = gatewayTo(
          server.url,
          { timeoutMs: end !== "edit" && end.kind === "timeout" ? 1000 : 20_000 },
          { onEvent, breaker: { threshold: 3, cooldownMs: 100, maxCooldownMs: 100 } },
        );
        const request = editRequest("m", LONG_PROGRAM);
        const ask = (asked: ModelRequest, step: number): Promise<Reply | CallFailure> =>
          gateway.call(asked, { island: 0, step, purpose: "execute", attempt: 0 }, abort.signal);

        // as a step does: a tool and its result, an edit, a second turn; more of the same where nothing comes
        const used = await ask({ ...request, tools: [TOOL], toolChoice: "auto" }, 0);
        if (used.status === "ok" && used.toolCalls.length > 0) {
          const results = used.toolCalls.map(
            ({ id }) => ({ role: "tool", toolCallId: id, text: "Done." }) as const,
          );
          const messages = [...request.messages, assistantTurn(used), ...results];
          const after = await ask({ ...request, messages, tools: [TOOL], toolChoice: "none" }, 1);
          if (end === "edit") expect(after.status, JSON.stringify(after)).toBe("ok");
          if (end === "edit")
            expect(used.toolCalls[0]).toMatchObject({
              name: "finish",
              arguments: '{"summary":"local change"}',
            });
        }
        let last = await ask(request, 2);
        if (last.status === "ok") {
          const again = { role: "user", text: "Answer again, in full." } as const;
          last = await ask({ ...request, messages: [...request.messages, assistantWords(last), again] }, 3);
        }
        for (let step = 4; step < 8 && last.status === "failed" && last.kind !== "aborted"; step++)
          last = await ask(request, step);

        const shown = `${mode}: ${JSON.stringify(last)}`;
        if (end === "edit") {
          expect(
            last.status === "ok" && applyEdit(LONG_PROGRAM, last.text, { format: "search-replace" }).status,
            shown,
          ).toBe("applied");
        } else if (last.status === "failed") {
          expect(last.kind, shown).toBe(end.kind);
          if (end.words) expect(last.message).toMatch(end.words);
        } else expect(last.text.includes("REPLACE"), shown).toBe(false);
        if (end !== "edit" && end.told) expect(told.join("\n")).toMatch(end.told);

        // the ledger: every request is on record, nothing is held, what was answered is settled
        const { settled, unsettled, held, overruns } = gateway.ledger();
        const redirected = mode === "redirect" ? server.seen.length / 2 : 0;
        expect(settled.requests + unsettled.requests).toBe(server.seen.length - redirected);
        expect([held.requests, overruns]).toEqual([0, 0]);
        const replies = [...journal.all()].filter(({ outcome }) => outcome?.status === "done");
        for (const { outcome } of replies) expect(outcome?.used?.tokens).toBeGreaterThan(0);
      },
      60_000,
    );
  },
);

test("a tool in front of the stand-in finds it and its mutator at this room's door", async () => {
  const server = await llm.startStandIn({ mutate: llm.createOfflineMutator("javascript") });
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+/);
  await server.close();
});
