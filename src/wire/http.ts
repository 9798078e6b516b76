import type { IncomingMessage, ServerResponse } from "node:http";
import type { JsonObject } from "../core/index.ts";
import { asObject } from "./json.ts";

/** Reads a JSON body; `null` when it is too large or no JSON object. */
export async function readBody(request: IncomingMessage): Promise<JsonObject | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  try {
    return asObject(JSON.parse(Buffer.concat(chunks).toString("utf8")));
  } catch {
    return null;
  }
}

/** Sends a JSON value. */
export function sendJson(response: ServerResponse, status: number, body: JsonObject): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** Sends an error as the protocol words it. */
export function sendError(response: ServerResponse, status: number, code: string, message: string): void {
  sendJson(response, status, { error: { message, type: code, code, param: null } });
}

/** Largest request body that is read, bytes (16 MiB). */
const MAX_BODY_BYTES = 16 * 1024 * 1024;
