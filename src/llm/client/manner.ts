import { given } from "../../core/index.ts";
import type { ModelDefinition } from "../model-definition.ts";
import type { CallParameters, ModelRequest } from "../request.ts";
import { promptBytes } from "../tokens.ts";

/**
 * How a server is asked: where servers of the same protocol differ, as far as its refusals have told. Plain
 * data; never recorded.
 */
export interface Manner {
  readonly maxTokensField: "max_tokens" | "max_completion_tokens";
  /** The other name of the limit was tried already. */
  readonly isRenamed: boolean;
  /** Where instructions go: a message of their own, or the beginning of the user's first. */
  readonly instructions: "system" | "user";
  /** Fields of the body that are left out. */
  readonly leftOut: readonly string[];
  /** Largest values of fields. */
  readonly most: { readonly [field: string]: number };
  /** Tools go in a field of their own, or are described in words and called in words. */
  readonly tools: "field" | "words";
  readonly stream: boolean;
  /** False once the server has said that an answer is packed which was not. */
  readonly packed: boolean;
  /** True where the parts that a server put beside its answers go back to it. */
  readonly carries: boolean;
  /** Fields that the server wants to see in every earlier answer, empty where it sent none. */
  readonly wanted: readonly string[];
  /** `short`: nine letters and digits (Mistral). */
  readonly callIds: "own" | "short";
  /** Factor of the reply's limit: 2 once hidden reasoning has used one up. */
  readonly room: 1 | 2;
  /** Most tokens of a reply that the server takes; `null` while nobody knows. */
  readonly replyTokens: number | null;
  /** Most tokens of a reply that there is money for, where that is less than it may have; of one call, nothing that is learnt. */
  readonly means: number | null;
  /** Most tokens of prompt and reply together; `null` while nobody knows. */
  readonly windowTokens: number | null;
  /** The server's tokens per byte of a prompt; counts only beside a window. */
  readonly tokensPerByte: number;
}

/** The manner to begin with. */
export function firstManner(model: ModelDefinition): Manner {
  return {
    maxTokensField: model.maxTokensField,
    isRenamed: false,
    instructions: "system",
    leftOut: [],
    most: {},
    tools: "field",
    stream: model.stream,
    packed: true,
    carries: true,
    wanted: [],
    callIds: "own",
    room: 1,
    replyTokens: null,
    means: null,
    windowTokens: null,
    tokensPerByte: 1 / 3,
  };
}

/** Tokens that stay free in a window, for what a template adds. */
export const WINDOW_MARGIN = 16;
/** Fewest tokens that a reply is asked for, however full the window is. */
const LEAST_REPLY = 64;

/** The most tokens that the reply of a request may have: what is sent, and what the ledger reserves. */
export function replyLimit(model: ModelDefinition, request: ModelRequest, manner: Manner): number {
  if (model.api === "embeddings") return 0;
  const wanted = (request.parameters?.maxTokens ?? model.parameters.maxTokens) * manner.room;
  const limit = Math.min(wanted, manner.replyTokens ?? wanted, manner.means ?? wanted);
  if (manner.windowTokens === null) return limit;
  const prompt = Math.ceil(promptBytes(request) * manner.tokensPerByte);
  return Math.min(limit, Math.max(LEAST_REPLY, manner.windowTokens - prompt - WINDOW_MARGIN));
}

/** The parameters of a request in a manner. */
export function parametersOf(model: ModelDefinition, request: ModelRequest, manner: Manner): CallParameters {
  return {
    ...model.parameters,
    ...given(request.parameters ?? {}),
    maxTokens: replyLimit(model, request, manner),
  };
}

/** A body without what the server refused, and with nothing beyond what it takes. */
export function fitted<Body extends object>(body: Body, { leftOut, most }: Manner): Body {
  const entries = Object.entries(body).filter(([name]) => !leftOut.includes(name));
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const limit = most[name];
      return [name, limit !== undefined && typeof value === "number" ? Math.min(value, limit) : value];
    }),
  ) as Body;
}
