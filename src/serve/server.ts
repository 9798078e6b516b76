import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { GalapagosError } from "../core/index.ts";
import type { ServedRun } from "../run/index.ts";
import { hostOf, readJson } from "../wire/index.ts";
import { type Answer, refuse, ROUTES } from "./routes.ts";

/** How a run is served. */
export interface ServerOptions {
  /** @defaultValue 0: any free one */
  readonly port?: number;
  /** Bearer token that requests must carry. @defaultValue a new one */
  readonly token?: string;
}

/** A server on the loopback interface. */
export interface EvaluationServer {
  readonly url: string;
  readonly token: string;
  /** Takes no more requests; resolves when those under way are answered. */
  close(): Promise<void>;
}

/** Largest body of a request, bytes. */
const MOST_BYTES = 64 << 20;
/** How long a client may take to read its last answer, milliseconds. */
const READING_MS = 1000;

/**
 * Serves a run over HTTP on this machine only. Requests bear `Authorization: Bearer <token>`.
 *
 * @throws GalapagosError `serve/port` when the port is taken
 */
export async function serveRun(
  run: ServedRun,
  { port = 0, token = randomBytes(24).toString("hex") }: ServerOptions,
): Promise<EvaluationServer> {
  // imported above, it would load Node's whole web client with every command
  const { createServer } = process.getBuiltinModule("node:http");
  const underWay = new Map<IncomingMessage, Promise<void>>();
  const server = createServer((request, response) => {
    const answered = answer(run, token, request)
      .catch((error: unknown) => {
        const { message, hint } = error as Partial<GalapagosError>;
        return refuse(503, message ?? "it cannot be scored now", hint ?? "look at what the server says");
      })
      .then(({ status, body }) => send(response, status, JSON.stringify(body)))
      .finally(() => underWay.delete(request));
    underWay.set(request, answered);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) =>
      reject(
        new GalapagosError(`expected port ${port} to be free, got ${cause.code ?? cause.message}`, {
          code: "serve/port",
          hint: "leave --port out to get a free one",
          cause,
        }),
      ),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // who has sent half a request, or none, holds nobody up
      for (const request of underWay.keys()) if (!request.complete) request.destroy();
      await Promise.all(underWay.values());
      const last = setTimeout(() => server.closeAllConnections(), READING_MS);
      await closed;
      clearTimeout(last);
    },
  };
}

function send(response: ServerResponse, status: number, text: string): void {
  response.on("error", () => {});
  response
    .writeHead(status, { "content-type": "application/json", "x-content-type-options": "nosniff" })
    .end(text);
}

async function answer(run: ServedRun, token: string, request: IncomingMessage): Promise<Answer> {
  // a page in a browser may reach this machine under another name
  if (!/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(hostOf(request)) || request.headers.origin !== undefined)
    return refuse(403, "this server answers programs on this machine only", "ask http://127.0.0.1:<port>");
  if (!isSame(request.headers.authorization ?? "", `Bearer ${token}`))
    return refuse(
      401,
      "expected the token that the server printed",
      "send the header Authorization: Bearer <token>",
    );
  const path = (request.url ?? "").split("?")[0] ?? "";
  const route = ROUTES[`${request.method} ${path}`];
  if (route === undefined) {
    const isThere = Object.keys(ROUTES).some((each) => each.endsWith(` ${path}`));
    return refuse(
      isThere ? 405 : 404,
      `there is no ${request.method} ${path}`,
      `there are: ${Object.keys(ROUTES).join(", ")}`,
    );
  }
  if (request.method === "GET") return route(run, null);
  const body = await readJson(request, MOST_BYTES);
  if (body === undefined)
    return refuse(400, "expected JSON in UTF-8 of at most 64 MiB", 'write {"program": "…"}');
  return route(run, body);
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
