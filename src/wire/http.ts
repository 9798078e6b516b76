import type { IncomingMessage, ServerResponse } from "node:http";
import { type Json, type JsonObject, nestsDeeper } from "../core/index.ts";
import { asObject } from "./json.ts";

/** A JSON body of a protocol's request; `null` when it is too large or no JSON. */
export async function readBody(request: IncomingMessage): Promise<JsonObject | null> {
  const body = await readJson(request, MAX_BODY_BYTES);
  return body === undefined ? null : asObject(body);
}

/** A request's JSON; `undefined` where it is none, is not UTF-8, is nested more than 1,000 deep, or is longer than so many bytes, which is not read to its end. */
export async function readJson(request: IncomingMessage, mostBytes: number): Promise<Json | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) return undefined;
    chunks.push(chunk);
  }
  try {
    const value = JSON.parse(UTF8.decode(Buffer.concat(chunks))) as Json;
    return nestsDeeper(value, MOST_DEPTH) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** The name by which a request calls its server; empty where it gives none, or more than one, of which any reader may take another. */
export function hostOf({ headers, rawHeaders }: IncomingMessage): string {
  const named = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === "host");
  return named.length === 1 ? (headers.host ?? "") : "";
}

/** Sends a JSON value. */
export function sendJson(response: ServerResponse, status: number, body: JsonObject): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** Sends an error as the protocol words it. */
export function sendError(response: ServerResponse, status: number, code: string, message: string): void {
  sendJson(response, status, { error: { message, type: code, code, param: null } });
}

/** Throws where bytes are no text, of which it would otherwise make another one. */
const UTF8 = new TextDecoder("utf-8", { fatal: true });
const MOST_DEPTH = 1000;
/** Largest request body that is read, bytes (16 MiB). */
const MAX_BODY_BYTES = 16 * 1024 * 1024;
