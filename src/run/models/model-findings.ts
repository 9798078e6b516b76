import { EXIT, GalapagosError, given } from "../../core/index.ts";
import {
  type CallFailure,
  createModelClient,
  type Environment,
  defineModel,
  findPrice,
  type ModelClient,
  type ModelDefinition,
  type ModelRequest,
  type ModelSettings,
  oneLine,
  type ProbeResult,
  probeModel,
  readKey,
  type Reply,
  sendAdapting,
  systemClock,
} from "../../llm/index.ts";
import { createOfflineMutator, startStandIn } from "../../stand-in/index.ts";
import { STAND_IN } from "./frozen-models.ts";
import type { Finding } from "../finding.ts";

/**
 * The findings of two cheap calls to a model: whether it has its key, answers, calls tools, writes JSON,
 * streams and reports usage, and how it wants to be asked.
 *
 * @throws GalapagosError `llm/model`
 */
export async function modelFindings(
  settings: ModelSettings,
  env: Environment,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const isStandIn = settings.model === STAND_IN && settings.baseUrl === undefined;
  const server = isStandIn ? await startStandIn({ mutate: createOfflineMutator() }) : null;
  try {
    const model = defineModel({ ...settings, ...(server && { baseUrl: server.url }) });
    const client = clientOf(model, env);
    if (client instanceof GalapagosError) {
      const { message, hint } = client;
      return [{ name: `model ${model.id}`, ...FAILED, fact: message, ...given({ hint }) }];
    }
    const result = await probeModel(client, () => performance.now(), signal);
    const price = await findPrice(model, new Date());
    return findingsOf(model.id, result, price === null ? null : price.source);
  } finally {
    await server?.close();
  }
}

/** The client of a model, or what keeps it from having one. */
function clientOf(model: ModelDefinition, env: Environment): ModelClient | GalapagosError {
  try {
    return createModelClient(model, readKey(model, env), systemClock);
  } catch (error) {
    if (error instanceof GalapagosError) return error;
    throw error;
  }
}

/**
 * A way to ask a model one thing outside of a run; `null` for the stand-in, and for a model without its key, of which
 * {@link modelFindings} tells.
 */
export function askerOf(
  settings: ModelSettings,
  env: Environment,
  signal: AbortSignal | undefined,
): ((request: ModelRequest) => Promise<Reply | CallFailure>) | null {
  if (settings.model === STAND_IN && settings.baseUrl === undefined) return null;
  const client = clientOf(defineModel(settings), env);
  if (client instanceof GalapagosError) return null;
  return async (request) => {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    const sent = await sendAdapting(client, request, signal ? AbortSignal.any([signal, patience]) : patience);
    if (sent.status === "failed")
      return { status: "failed", kind: sent.kind, message: sent.message, tries: 1 };
    return { status: "ok", ...sent.answer, model: client.model.id, costNanoUsd: null };
  };
}

/** How long an agent's model may take to answer, milliseconds. */
const PATIENCE_MS = 90_000;

/** A model that does not answer; what it cannot do besides is no failure. */
const FAILED = { ok: false, exitCode: EXIT.provider } as const;

function findingsOf(id: string, result: ProbeResult, price: string | null): readonly Finding[] {
  const name = `model ${id}`;
  if (result.status === "failed") {
    const { kind, message, httpStatus } = result.failure;
    return [{ name, ...FAILED, fact: `${kind}: ${message}`, hint: hintFor(kind, httpStatus) }];
  }
  const { servedBy, latencyMs, api, streaming, learnt, replyTokens } = result;
  const answers = `answers as ${oneLine(servedBy, 80)} in ${(latencyMs / 1000).toFixed(1)} s (${api})`;
  return [
    { name, ok: true, fact: answers },
    { name: "  streaming", ok: true, fact: streaming ? "works" : "off" },
    ...learnt.map((fact) => ({ name: "  asked otherwise", ok: true, fact })),
    { name: "  reply limit", ok: true, fact: `${replyTokens} tokens, hidden reasoning included` },
    ...toolFindings(result),
    reasoningFinding(result),
    result.usage
      ? { name: "  usage", ok: true, fact: "reported" }
      : {
          name: "  usage",
          ok: false,
          fact: "not reported",
          hint: "every byte is counted as a token, some four times as many as there are: mind the budget",
        },
    price === null
      ? {
          name: "  price",
          ok: false,
          fact: "unknown",
          hint: 'state it in the model\'s settings ("price"), or budget tokens: --budget 2Mtokens',
        }
      : { name: "  price", ok: true, fact: price },
  ];
}

type Answered = Extract<ProbeResult, { readonly status: "ok" }>;

const TOOLS = {
  works: { ok: true, fact: "works" },
  words: { ok: true, fact: "the server takes none; described and called in words instead, which works" },
  ignored: {
    ok: false,
    fact: "ignored",
    hint: "run with: --executor chat --set directed.planTools=0",
  },
} as const;

/** The findings on a tool call and the turn after it. */
function toolFindings({ tools, json, secondTurn }: Answered): readonly Finding[] {
  const findings: Finding[] = [{ name: "  tools", ...TOOLS[tools] }];
  if (tools === "ignored") return findings;
  const advice = "run with: --executor chat";
  findings.push(
    json
      ? { name: "  JSON arguments", ok: true, fact: "works" }
      : { name: "  JSON arguments", ok: false, fact: "not what was asked for", hint: advice },
  );
  if (typeof secondTurn === "string") {
    findings.push({
      name: "  after a tool's result",
      ok: true,
      fact: secondTurn === "works" ? "works" : "not tried",
    });
  } else {
    const fact = `${secondTurn.kind}: ${secondTurn.message}`;
    findings.push({ name: "  after a tool's result", ok: false, fact, hint: advice });
  }
  return findings;
}

function reasoningFinding({ reasoningTokens }: Answered): Finding {
  const fact =
    reasoningTokens === 0
      ? "none in this answer"
      : `${reasoningTokens} tokens in this answer: they cost as the reply's own do, and count towards its limit`;
  return { name: "  thinking", ok: true, fact };
}

function hintFor(kind: string, httpStatus: number | null): string {
  switch (kind) {
    case "credentials":
      return "check the key's environment variable (keyVariable in the model's settings; no key goes to an address whose settings name none), and that the account may use this model";
    case "not-found":
      return "check the model's name and the address, which usually ends in /v1";
    case "connection":
      return "is the server up, and is its address right?";
    case "quota":
      return "the account has no money left";
    default:
      return httpStatus === null ? "try again later" : `the server answered with ${httpStatus}`;
  }
}
