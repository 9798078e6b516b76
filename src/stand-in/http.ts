import type { IncomingMessage, ServerResponse } from "node:http";
import type { JsonObject } from "../core/index.ts";
import type { TransportFault } from "./faults.ts";
import { asObject } from "./wire-json.ts";

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

/** Sends an answer as one JSON value or as events, whole or with a fault. */
export function sendText(
  response: ServerResponse,
  isStream: boolean,
  parts: readonly string[],
  fault: TransportFault,
): void {
  response.writeHead(200, { "content-type": isStream ? "text/event-stream" : "application/json" });
  let text = isStream ? parts.map((part) => `data: ${part}\n\n`).join("") : parts.join("");
  if (fault === "malformed")
    text = isStream ? text.replace(/\}\n\n/, "\n\n") : text.slice(0, Math.floor(text.length * 0.7));
  if (fault !== "cut") {
    response.end(text);
    return;
  }
  response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy());
}

/** Largest request body that is read, bytes (16 MiB). */
const MAX_BODY_BYTES = 16 * 1024 * 1024;
