import type { ClientOptions, OpenAI } from "openai";
import type { Clock } from "../clock.ts";
import type { ModelDefinition } from "../model-definition.ts";
import { createRedactor, type Redact, redactDeep } from "../redact.ts";
import type { TransportFailure } from "../reply.ts";
import type { ModelRequest } from "../request.ts";
import { accommodate } from "./accommodations.ts";
import type { Answer } from "./answer.ts";
import { chatBody } from "./chat-body.ts";
import { embeddingBody } from "./embeddings.ts";
import { errorWords } from "./error-words.ts";
import { exchange } from "./exchange.ts";
import { firstManner, type Manner, replyLimit } from "./manner.ts";
import { readAnswer } from "./read-answer.ts";
import { RefusedError } from "./refused-error.ts";
import { responsesBody } from "./responses-body.ts";
import { timed } from "./timed.ts";
import { failureLine, isWronglyPacked, transportFailure } from "./transport-failure.ts";
import type { Untyped } from "./untyped.ts";
import { isUsedUpThinking, noRoom } from "./used-up-thinking.ts";

/** How a request ended: an answer, or why there is none. */
export type Sent = { readonly status: "ok"; readonly answer: Answer } | TransportFailure;

/** Asks one model, one request at a time per call. Holds the key; nothing it returns contains it. */
export interface ModelClient {
  readonly model: ModelDefinition;
  /** How the model is asked at present, by what it refused so far. */
  readonly manner: Manner;
  /**
   * Sends one request. Whatever happens is a value; `adapted` and `no-room` mean that the same request is
   * asked otherwise next time.
   *
   * @param manner - how to ask; what the ledger has reserved for.
   * @defaultValue the present one
   * @param onPart - told of each part of an answer that comes as a stream
   */
  send(request: ModelRequest, signal: AbortSignal, manner?: Manner, onPart?: () => void): Promise<Sent>;
  /** From now on replies may have twice the tokens; for a model that is known to use them up thinking. */
  makeRoom(): void;
  readonly redact: Redact;
}

/**
 * Makes the client of a model.
 *
 * @param key - the key's text, or `null` for a server that asks for none
 */
export function createModelClient(model: ModelDefinition, key: string | null, clock: Clock): ModelClient {
  return new LearningClient(model, key, clock);
}

/** A request as it was asked. */
interface Asked {
  readonly request: ModelRequest;
  readonly manner: Manner;
  readonly body: object;
  /** Tokens that the reply may have. */
  readonly limit: number;
}

class LearningClient implements ModelClient {
  readonly model: ModelDefinition;
  readonly redact: Redact;
  manner: Manner;
  /** Hidden from whoever prints the client. */
  readonly #key: string | null;
  private readonly clock: Clock;
  private readonly load: () => Promise<OpenAI>;
  /** Changes of manner that were said already. */
  private readonly told = new Set<string>();
  /** True once the model has answered. */
  private wasTaken = false;

  constructor(model: ModelDefinition, key: string | null, clock: Clock) {
    this.model = model;
    this.#key = key;
    this.clock = clock;
    this.redact = createRedactor(key === null ? [] : [key]);
    this.load = lazySdk(model, key);
    this.manner = firstManner(model);
  }

  makeRoom(): void {
    this.manner = { ...this.manner, room: 2 };
  }

  async send(
    request: ModelRequest,
    signal: AbortSignal,
    manner = this.manner,
    onPart: (() => void) | undefined = undefined,
  ): Promise<Sent> {
    const { model, clock } = this;
    const way = { sdk: await this.load(), path: PATHS[model.api], key: this.#key, packed: manner.packed };
    const body = bodyOf(model, request, manner);
    const asked = { request, manner, body, limit: replyLimit(model, request, manner) };
    const outcome = await timed(model.timeoutMs, signal, clock, async (inner, onAnswer) =>
      readAnswer(exchange(way, body, inner, onAnswer), model, request, onPart),
    );
    if ("answer" in outcome) return this.taken(redactDeep(outcome.answer, this.redact), asked);
    const { error, ending } = outcome;
    return this.refused(error, transportFailure(error, ending, clock.date(), this.redact), asked);
  }

  /** An answer, unless the model used up its tokens thinking and may have more. */
  private taken(answer: Answer, { request, manner: { means }, limit }: Asked): Sent {
    this.wasTaken = true;
    const widened: Manner = { ...this.manner, room: 2 };
    const wider = replyLimit(this.model, request, { ...widened, means });
    if (!isUsedUpThinking(answer, limit) || wider <= limit) return { status: "ok", answer };
    const isNew = this.manner.room === 1;
    this.manner = widened;
    return noRoom(answer, limit, wider, isNew);
  }

  /** A failure; `adapted` where the model can be asked otherwise. */
  private refused(error: unknown, failure: TransportFailure, { request, manner, body, limit }: Asked): Sent {
    if (isWronglyPacked(error) && manner.packed) {
      this.manner = { ...this.manner, packed: false };
      return { ...failure, kind: "adapted", learnt: `answers are asked for unpacked (${failure.message})` };
    }
    if (!(error instanceof RefusedError) || !ADAPTABLE.has(failure.kind)) return failure;
    // another call has learnt something meanwhile: perhaps this very thing
    const adapted = { ...failure, kind: "adapted", retryAfterMs: null } as const;
    const now = bodyOf(this.model, request, { ...this.manner, means: manner.means });
    if (JSON.stringify(now) !== JSON.stringify(body)) return adapted;
    const found = accommodate(this.manner, {
      ...{ request, body: body as Untyped, limit, words: refusalWords(error) },
      ...{ isTrouble: failure.kind === "server", wasTaken: this.wasTaken },
    });
    if (found === null) return failure;
    this.manner = found.manner;
    if (this.told.has(found.change)) return adapted;
    this.told.add(found.change);
    return { ...adapted, learnt: failureLine(`${found.change} (${failure.message})`, this.redact) };
  }
}

const PATHS = { chat: "/chat/completions", responses: "/responses", embeddings: "/embeddings" } as const;

/**
 * The SDK, loaded when it is first asked for: a run without models and most commands do without its hundreds
 * of modules.
 */
function lazySdk(model: ModelDefinition, key: string | null): () => Promise<OpenAI> {
  const options: ClientOptions = {
    baseURL: model.baseUrl,
    // The SDK wants a key; where there is none, the header that would carry it is left out.
    apiKey: key ?? "none",
    adminAPIKey: null,
    ...(new URL(model.baseUrl).hostname === "api.openai.com" ? {} : { organization: null, project: null }),
    logLevel: "off",
  };
  let loading: Promise<OpenAI> | undefined;
  return () => {
    loading ??= import("openai").then(({ OpenAI: Client }) => new Client(options));
    return loading;
  };
}

function refusalWords(error: RefusedError): string {
  const { words, codes } = errorWords(error.body);
  return `${words} ${withoutNumbers(codes)}`.slice(0, LOOKED_AT);
}

/** Codes beside the words name fields and kinds; their numbers are statuses, and no limits. */
function withoutNumbers(codes: string): string {
  return codes.replace(/\b\d+\b/g, "");
}

/** Kinds of refusal that may be due to how was asked. */
const ADAPTABLE: ReadonlySet<TransportFailure["kind"]> = new Set([
  "rejected",
  "too-long",
  "not-found",
  "server",
]);
/** Longest part of a refusal that is looked through, characters. */
const LOOKED_AT = 4000;

function bodyOf(model: ModelDefinition, request: ModelRequest, manner: Manner): object {
  if (model.api === "embeddings") return embeddingBody(model, request, manner);
  return model.api === "responses" ? responsesBody(model, request, manner) : chatBody(model, request, manner);
}
