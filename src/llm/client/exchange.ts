import type { OpenAI } from "openai";
import { ProtocolError } from "./answer.ts";
import { patientFetch } from "./patient-fetch.ts";
import { RefusedError } from "./refused-error.ts";
import { textOfBytes } from "./unpacked.ts";

/** Where a request goes, and with what. */
export interface Destination {
  readonly sdk: OpenAI;
  /** The path below the base URL. */
  readonly path: string;
  /** `null` for a server that asks for no key. */
  readonly key: string | null;
  /** False where the answer must come as it is, because the server cannot pack it. */
  readonly packed: boolean;
}

/**
 * Sends one request and gives the answer's text piece by piece. The package of OpenAI builds the request;
 * headers that it takes from the environment (`OPENAI_CUSTOM_HEADERS`, organization, project) go to OpenAI
 * alone, and the key is always the model's own. Redirections are followed within the same origin only, so
 * that neither prompt nor key goes elsewhere.
 *
 * @param onAnswer - told once an answer begins
 * @throws RefusedError for an answer that is a refusal; other errors when there was no answer, or it broke
 * off or grew too large
 */
export async function* exchange(
  { sdk, path, key, packed }: Destination,
  body: object,
  signal: AbortSignal,
  onAnswer: () => void,
): AsyncGenerator<string> {
  const { url, req } = await sdk.buildRequest({ method: "post", path, body });
  const headers = sentHeaders(new Headers(req.headers), url, key);
  if (!packed) headers.set("accept-encoding", "identity");
  const response = await follow(url, { method: "POST", headers, body: req.body ?? null, signal });
  if (response.status >= 400)
    throw new RefusedError(response.status, await beginningOf(response), response.headers);
  onAnswer();
  yield* textOf(response);
}

/** Headers that say no more than the protocol needs. */
const PLAIN = new Set(["accept", "content-type", "user-agent"]);

function sentHeaders(built: Headers, url: string, key: string | null): Headers {
  const isOpenAi = new URL(url).hostname === "api.openai.com";
  const headers = new Headers([...built].filter(([name]) => isOpenAi || PLAIN.has(name)));
  if (key === null) headers.delete("authorization");
  else headers.set("authorization", `Bearer ${key}`);
  return headers;
}

const MOST_HOPS = 3;

async function follow(url: string, init: RequestInit): Promise<Response> {
  let address = url;
  for (let hops = 0; ; hops++) {
    const response = await patientFetch(address, { ...init, redirect: "manual" });
    if (response.status < 300 || response.status >= 400) return response;
    const location = response.headers.get("location");
    const next = location === null ? null : URL.parse(location, address);
    await response.body?.cancel();
    const keepsBody = response.status === 307 || response.status === 308;
    if (next === null || !keepsBody || next.origin !== new URL(address).origin || hops === MOST_HOPS) {
      const where = next === null ? "nowhere" : `${next.origin}${next.pathname}`;
      throw new RefusedError(
        404,
        `The server redirects to ${where}: give its final address as the base URL.`,
        null,
      );
    }
    address = next.href;
  }
}

/** Largest answer that is read, bytes (32 MiB), after decompression. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
/** Largest refusal that is read, bytes. */
const MAX_REFUSAL_BYTES = 256 * 1024;

async function* textOf({ body, headers }: Response): AsyncGenerator<string> {
  if (body === null) return;
  if (Number(headers.get("content-length") ?? 0) > MAX_ANSWER_BYTES)
    throw new ProtocolError(`it has more than ${MAX_ANSWER_BYTES >> 20} MiB`);
  yield* textOfBytes(body, MAX_ANSWER_BYTES);
}

async function beginningOf({ body }: Response): Promise<string> {
  if (body === null) return "";
  let text = "";
  try {
    for await (const piece of textOfBytes(body, MAX_ANSWER_BYTES)) {
      text += piece;
      if (text.length > MAX_REFUSAL_BYTES) break;
    }
  } catch {
    // what came of the words is better than none
  }
  return text;
}
