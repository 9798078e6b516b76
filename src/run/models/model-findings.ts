import { GalapagosError, given } from "../../core/index.ts";
import {
  createModelClient,
  type Environment,
  defineModel,
  findPrice,
  type ModelClient,
  type ModelDefinition,
  type ModelSettings,
  oneLine,
  type ProbeResult,
  probeModel,
  readKey,
  systemClock,
} from "../../llm/index.ts";
import { createOfflineMutator, startStandIn } from "../../stand-in/index.ts";
import { STAND_IN } from "./frozen-models.ts";
import type { Finding } from "../finding.ts";

/**
 * What one cheap call shows of a model: whether it has its key, answers, calls tools, writes JSON, streams and reports usage.
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
      return [{ name: `model ${model.id}`, ok: false, fact: message, ...given({ hint }) }];
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

function findingsOf(id: string, result: ProbeResult, price: string | null): readonly Finding[] {
  const name = `model ${id}`;
  if (result.status === "failed") {
    const { kind, message, httpStatus } = result.failure;
    return [{ name, ok: false, fact: `${kind}: ${message}`, hint: hintFor(kind, httpStatus) }];
  }
  const { servedBy, latencyMs, api, streaming, tools, json, usage } = result;
  return [
    {
      name,
      ok: true,
      fact: `answers as ${oneLine(servedBy, 80)} in ${(latencyMs / 1000).toFixed(1)} s (${api})`,
    },
    { name: "  streaming", ok: true, fact: streaming ? "works" : "off, by its settings" },
    tools === "works"
      ? { name: "  tools", ok: true, fact: "works" }
      : {
          name: "  tools",
          ok: false,
          fact: tools,
          hint: "run with: --executor chat --set directed.planTools=0",
        },
    json
      ? { name: "  JSON arguments", ok: true, fact: "works" }
      : {
          name: "  JSON arguments",
          ok: false,
          fact: "not what was asked for",
          hint: "run with: --executor chat",
        },
    usage
      ? { name: "  usage", ok: true, fact: "reported" }
      : {
          name: "  usage",
          ok: false,
          fact: "not reported",
          hint: "every call stays reserved at its worst case: mind the budget",
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

function hintFor(kind: string, httpStatus: number | null): string {
  switch (kind) {
    case "credentials":
      return "check the key's environment variable, and that the account may use this model";
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
