import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { GalapagosError } from "../../core/index.ts";
import { readRequest } from "../../run/index.ts";
import { readJson } from "../../wire/index.ts";
import { livePage } from "../html/render-page.ts";
import { type CommandLine, createActor } from "./act.ts";
import { admit, type Door } from "./guard.ts";
import { createPageReader } from "./page-reader.ts";
import { createRunWatches } from "./run-watches.ts";
import { boundStrangers, type Strangers } from "./strangers.ts";

/** Options of a dashboard. */
export interface DashboardOptions {
  /** Folder of the runs that it shows; others cannot be reached. */
  readonly resultsRoot: string;
  /** A run as a word of a command, for the page's advice. */
  readonly wordOf: (folder: string) => string;
  /** How stopped runs are acted on. */
  readonly line: CommandLine;
  /** @defaultValue 127.0.0.1 */
  readonly host?: string;
  /** @defaultValue one that is free */
  readonly port?: number;
}

/** A dashboard that listens. */
export interface Dashboard {
  /** Address without the token. */
  readonly url: string;
  readonly token: string;
  /** Stops listening, and lets runs that were resumed from the page record what is in flight. */
  close(): Promise<void>;
}

/** Bounds of what strangers can take up, whatever they send. */
const BOUNDS = {
  ...{ connections: 256, strangers: 128 },
  ...{ headersMs: 5000, requestMs: 15_000, idleMs: 30_000, checkMs: 2000 },
  bodyBytes: 2_100_000,
};

/**
 * Opens a dashboard: one server for all runs of a folder, on loopback unless told otherwise. Everything needs the cookie that the token
 * gives; acts need an `Origin` of our own, too.
 *
 * @throws GalapagosError `dashboard/listen`
 */
export async function openDashboard(options: DashboardOptions): Promise<Dashboard> {
  const { host = "127.0.0.1", port = 0 } = options;
  const token = randomBytes(24).toString("base64url");
  // imported above, it would load Node's whole web client with every command
  const { createServer } = process.getBuiltinModule("node:http");
  const server = createServer({
    ...{ headersTimeout: BOUNDS.headersMs, requestTimeout: BOUNDS.requestMs },
    connectionsCheckingInterval: BOUNDS.checkMs,
  });
  const strangers = boundStrangers(server, BOUNDS.strangers);
  server.maxConnections = BOUNDS.connections;
  server.timeout = BOUNDS.idleMs;
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (error) {
    throw new GalapagosError(`the dashboard cannot listen on ${host}:${port}: ${(error as Error).message}`, {
      code: "dashboard/listen",
      hint: "choose another port, or let it choose: galapagos dashboard --port 0",
      cause: error,
    });
  }
  const bound = (server.address() as AddressInfo).port;
  const name = host.includes(":") ? `[${host}]` : host;
  const door: Door = {
    token,
    cookie: `galapagos-${bound}`,
    hosts: [...new Set([name, "127.0.0.1", "localhost"])].map((known) => `${known}:${bound}`),
  };
  const site = createSite(options);
  server.on("request", (request, response) => {
    respond(request, response, door, { ...site, strangers }).catch(() => {
      if (!response.headersSent) say(response, 500, "this could not be read");
      else response.destroy();
    });
  });
  return {
    url: `http://${name}:${bound}/`,
    token,
    async close() {
      server.close();
      site.watches.close();
      server.closeAllConnections();
      await Promise.all([site.actor.close(), site.reader.close()]);
    },
  };
}

function createSite({ resultsRoot, wordOf, line }: DashboardOptions) {
  const watches = createRunWatches(resultsRoot);
  // made once and sent from one place: readers that read slowly, or not at all, wait for the same bytes
  let made: { readonly body: Buffer; readonly policy: string } | null = null;
  const page = (): { readonly body: Buffer; readonly policy: string } => {
    if (made === null) {
      const { page, policy } = livePage();
      made = { body: Buffer.from(page), policy };
    }
    return made;
  };
  return { watches, wordOf, page, actor: createActor(line), reader: createPageReader() };
}

type Site = ReturnType<typeof createSite>;

const HEADERS = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
};

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  door: Door,
  site: Site & { readonly strangers: Strangers },
): Promise<void> {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  const admission = admit(request, door);
  if (admission.type === "refused") return say(response, admission.status, admission.message);
  site.strangers.forget(request.socket);
  const [path = "/"] = (request.url ?? "/").split("?");
  if (admission.type === "token") {
    const cookie = `${door.cookie}=${door.token}; HttpOnly; SameSite=Strict; Path=/`;
    // a path of our own, or the browser would be led away: it takes a backslash for a slash
    response.writeHead(303, { "set-cookie": cookie, location: /^\/(?![/\\])/.test(path) ? path : "/" }).end();
    return;
  }
  // browsers ask for one by themselves, and complain of what is not there
  if (path === "/favicon.ico") {
    response.writeHead(204).end();
    return;
  }
  const { method = "GET" } = request;
  const place = placeOf(path, site);
  if (place === null) return say(response, 404, "there is no such page");
  if (place.what === "act" ? method !== "POST" : method !== "GET")
    return say(response, 405, "not in this way");
  switch (place.what) {
    case "page":
      return sendPage(response, site.page());
    case "events": {
      // a reader of events says nothing for hours
      request.socket.setTimeout(0);
      if (!site.watches.follow(place.run, response)) say(response, 503, "too many pages are open");
      return;
    }
    case "data":
      return sendData(response, place.run, site);
    case "act":
      return act(request, response, place.run, site);
  }
}

function sendPage(response: ServerResponse, { body, policy }: ReturnType<Site["page"]>): void {
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy,
  });
  response.end(body);
}

/** Sends a run's data, or the list of runs. */
async function sendData(
  response: ServerResponse,
  run: { readonly folder: string } | null,
  { watches, reader, wordOf }: Site,
): Promise<void> {
  const body =
    run === null ? JSON.stringify(watches.list()) : await reader.read(run.folder, wordOf(run.folder));
  response.writeHead(200, {
    "content-type": "application/json",
    ...(typeof body !== "string" && { "content-encoding": "gzip" }),
  });
  response.end(body);
}

type Place =
  | { readonly what: "page" | "events" | "data"; readonly run: { readonly folder: string } | null }
  | { readonly what: "act"; readonly run: { readonly folder: string } };

/** Meaning of a path: names of runs are looked up among those there are, and never made into paths. */
function placeOf(path: string, { watches }: Site): Place | null {
  const match = /^\/(?:run\/([^/]+)\/)?(data|events|act)?$/.exec(path);
  if (match === null) return null;
  const [, name, what = "page"] = match;
  const run = name === undefined ? null : watches.find(decoded(name));
  if (name !== undefined && run === null) return null;
  if (what === "act") return run === null ? null : { what, run };
  return { what: what as "page" | "events" | "data", run };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return "";
  }
}

async function act(
  request: IncomingMessage,
  response: ServerResponse,
  { folder }: { readonly folder: string },
  { actor }: Site,
): Promise<void> {
  if (request.headers["content-type"] !== "application/json") return say(response, 415, "expected JSON");
  const wish = readRequest((await readJson(request, BOUNDS.bodyBytes)) ?? null);
  if (wish.type === "invalid") return say(response, 400, wish.message);
  request.socket.setTimeout(0);
  const acted = await actor.act(folder, wish);
  response.writeHead(acted.status === "done" ? 200 : 409, { "content-type": "application/json" });
  response.end(JSON.stringify(acted));
}

function say(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${message}\n`);
}
