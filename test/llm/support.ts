import {
  type CallJournal,
  type Clock,
  createGateway,
  createModelClient,
  defineModel,
  type Gateway,
  type GatewayOptions,
  type ModelRequest,
  type ModelSettings,
  NO_CEILING,
  type Price,
  systemClock,
} from "../../src/llm/index.ts";
import { type StandInOptions, type StandInServer, startStandIn } from "../../src/stand-in/index.ts";
import { createMemoryJournal } from "../../src/llm/journal/memory-journal.ts";

/** A program for the stand-in to change. */
export const PROGRAM = "export function f(x) {\n  const a = 1;\n  const b = 2;\n  return a * x + b;\n}\n";

/** Replaces the n-th number by another one, n from the seed. */
export function mutate(source: string, seed: string): string {
  let hash = 0;
  for (const sign of seed) hash = (hash * 31 + sign.charCodeAt(0)) % 9973;
  return source.replace(/\b\d+\b/, String(hash + 3));
}

/** A prompt that asks for a change of a program. */
export function editRequest(
  model: string,
  program = PROGRAM,
  format = "search-replace",
  note = "",
): ModelRequest {
  return {
    model,
    messages: [
      { role: "system", text: "You improve programs." },
      { role: "user", text: `${note}\n\`\`\`js program\n${program}\`\`\`\nAnswer format: ${format}\n` },
    ],
  };
}

/** Prices of a dollar per million prompt tokens, four per million reply tokens. */
export const PRICE: Price = {
  tiers: [
    { fromTokens: 0, input: 1_000_000, cachedInput: 100_000, cacheWrite: 1_000_000, output: 4_000_000 },
  ],
  request: 0,
  source: "test",
};

/** A stand-in server that ends with the test's scope. */
export async function standIn(
  options: Partial<StandInOptions> = {},
): Promise<StandInServer & AsyncDisposable> {
  const server = await startStandIn({ mutate, retryAfterSeconds: 0, ...options });
  return { ...server, [Symbol.asyncDispose]: () => server.close() };
}

/** A gateway with one model, called `m`, at a server. */
export function gatewayTo(
  url: string,
  settings: Partial<ModelSettings> = {},
  options: Partial<GatewayOptions> & { key?: string | null } = {},
): { gateway: Gateway; journal: CallJournal } {
  const clock: Clock = options.clock ?? systemClock;
  const journal = options.journal ?? createMemoryJournal();
  const model = defineModel({ id: "m", model: "stand-in", baseUrl: url, keyVariable: null, ...settings });
  const gateway = createGateway({
    clients: [createModelClient(model, options.key ?? null, clock)],
    prices: new Map([["m", PRICE]]),
    ceiling: NO_CEILING,
    backoff: { baseMs: 1, capMs: 20 },
    ...options,
    clock,
    journal,
  });
  return { gateway, journal };
}

/** A signal that never aborts. */
export const never: AbortSignal = new AbortController().signal;
