import type { ClientOptions, OpenAI } from "openai";
import type { Clock } from "../clock.ts";
import type { ModelDefinition } from "../model-definition.ts";
import { createRedactor, type Redact, redactDeep } from "../redact.ts";
import type { TransportFailure } from "../reply.ts";
import type { ModelRequest } from "../request.ts";
import type { Answer } from "./answer.ts";
import { boundedFetch } from "./bounded-fetch.ts";
import { chatBody, readChat, readChatStream } from "./chat.ts";
import { adaptDialect, type Dialect, firstDialect } from "./dialect.ts";
import { embeddingBody, readEmbedding } from "./embeddings.ts";
import { readResponse, readResponseStream, responsesBody } from "./responses.ts";
import { type SdkErrors, transportFailure } from "./transport-failure.ts";

/** A rejected dialect is corrected at once, at most this often per call. */
const MAX_CORRECTIONS = 2;

/** Calls off the alarm of a request that is over; a ready-made reason spares an exception with its stack per call. */
const DONE = "done";

/** Asks one model, one request at a time per call. Holds the key; nothing it returns contains it. */
export interface ModelClient {
  readonly model: ModelDefinition;
  /** Sends one request. Whatever happens is a value. */
  send(
    request: ModelRequest,
    signal: AbortSignal,
  ): Promise<{ status: "ok"; answer: Answer } | TransportFailure>;
  readonly redact: Redact;
}

/**
 * Makes the client of a model, over the `openai` package with its own retries and logs switched off.
 *
 * @param key - the key's text, or `null` for a server that asks for none
 */
export function createModelClient(model: ModelDefinition, key: string | null, clock: Clock): ModelClient {
  const redact = createRedactor(key === null ? [] : [key]);
  const options: ClientOptions = {
    baseURL: model.baseUrl,
    // The SDK wants a key; where there is none, the header that would carry it is left out.
    apiKey: key ?? "none",
    adminAPIKey: null,
    defaultHeaders: key === null ? { Authorization: null } : {},
    ...(new URL(model.baseUrl).hostname !== "api.openai.com" && { organization: null, project: null }),
    maxRetries: 0,
    timeout: model.timeoutMs,
    logLevel: "off",
    fetch: boundedFetch,
    fetchOptions: { redirect: "error" },
  };
  // hundreds of modules, which a run without models and every other command can do without
  let loading: Promise<{ errors: SdkErrors; sdk: OpenAI }> | undefined;
  const load = () => {
    loading ??= import("openai").then((errors) => ({ errors, sdk: new errors.OpenAI(options) }));
    return loading;
  };
  let dialect = firstDialect(model);
  return {
    model,
    redact,
    async send(request, signal) {
      const { sdk, errors } = await load();
      for (let corrections = 0; ; corrections++) {
        const spoken = dialect;
        const result = await sendOnce(sdk, errors, model, request, spoken, signal, clock, redact);
        const rejected = result.status === "failed" && result.kind === "rejected";
        const better = rejected ? adaptDialect(spoken, result.message) : null;
        if (better === null || corrections === MAX_CORRECTIONS) return result;
        dialect = better;
      }
    },
  };
}

async function sendOnce(
  sdk: OpenAI,
  errors: SdkErrors,
  model: ModelDefinition,
  request: ModelRequest,
  dialect: Dialect,
  signal: AbortSignal,
  clock: Clock,
  redact: Redact,
): Promise<{ status: "ok"; answer: Answer } | TransportFailure> {
  // A controller of its own for each request: combined signals on a signal that outlives the run would pile up.
  const ender = new AbortController();
  const alarm = new AbortController();
  const abort = (): void => ender.abort(signal.reason);
  let timedOut = false;
  let answered = false;
  clock.sleep(model.timeoutMs, alarm.signal).then(
    () => {
      timedOut = true;
      ender.abort();
    },
    () => {},
  );
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  const ending = () => ({ aborted: signal.aborted, timedOut, answered });
  try {
    const answer = await ask(sdk, model, request, dialect, ender.signal, () => {
      answered = true;
    });
    // The SDK ends an aborted stream without an error.
    if (answer === null)
      return transportFailure(null, { ...ending(), answered: true }, clock.now(), redact, errors);
    return { status: "ok", answer: redactDeep(answer, redact) };
  } catch (error) {
    return transportFailure(error, ending(), clock.now(), redact, errors);
  } finally {
    signal.removeEventListener("abort", abort);
    alarm.abort(DONE);
  }
}

async function ask(
  sdk: OpenAI,
  model: ModelDefinition,
  request: ModelRequest,
  dialect: Dialect,
  signal: AbortSignal,
  answered: () => void,
): Promise<Answer | null> {
  const options = { signal };
  const parameters = { ...model.parameters, ...request.parameters };
  if (model.api === "embeddings")
    return readEmbedding(await sdk.embeddings.create(embeddingBody(model, request), options));
  if (model.api === "responses") {
    const body = responsesBody(model, request, parameters);
    if (!model.stream) return readResponse(await sdk.responses.create({ ...body, stream: false }, options));
    const events = await sdk.responses.create({ ...body, stream: true }, options);
    answered();
    return readResponseStream(events);
  }
  const body = chatBody(model, request, parameters, dialect);
  if (!model.stream) return readChat(await sdk.chat.completions.create({ ...body, stream: false }, options));
  const chunks = await sdk.chat.completions.create({ ...body, stream: true }, options);
  answered();
  return readChatStream(chunks);
}
