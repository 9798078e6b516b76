import { request as ask, type IncomingHttpHeaders } from "node:http";
import { connect, type Socket } from "node:net";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolveConfig } from "../../../src/config/index.ts";
import { loadProblem } from "../../../src/problem/index.ts";
import { openDashboard } from "../../../src/report/index.ts";
import { startRun } from "../../../src/run/index.ts";
import { sharedWorkers, SLOPE } from "../../run/support.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { WHOLE } from "../../support/whole.ts";

/** Hundreds of connections that are opened at once. */
const sitting = { threads: 1, lanes: 1, workers: sharedWorkers() };
const HUNDREDS = WHOLE ? 100 : 20;

const home = temporaryFolder("attacks");
const resultsRoot = join(home, "results");

let dashboard: Awaited<ReturnType<typeof openDashboard>>;
let port: number;
beforeAll(async () => {
  const config = resolveConfig([{ origin: "test", settings: { islands: 1, evaluations: 6 } }]);
  await startRun({ problem: await loadProblem(SLOPE), config, resultsRoot, name: "run", ...sitting });
  mkdirSync(join(home, "secret"));
  writeFileSync(join(home, "secret", "run.db"), "secret");
  dashboard = await openDashboard({
    resultsRoot,
    wordOf: (folder) => folder,
    // a command line that must never be reached from here
    line: { command: [process.execPath, "-e", "process.exit(3)", "--"], cwd: home },
  });
  port = Number(new URL(dashboard.url).port);
});
afterAll(() => dashboard.close());

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks as any program on this machine can, with whatever headers. */
function asks(
  path: string,
  { method = "GET", body = "", ...headers }: { readonly [name: string]: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = ask(
      { host: "127.0.0.1", port, path, method, headers: { host: `127.0.0.1:${port}`, ...headers } },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => (text += part));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        );
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

const cookie = (): string => `galapagos-${port}=${dashboard.token}`;
const own = (): { readonly [name: string]: string } => ({
  cookie: cookie(),
  origin: `http://127.0.0.1:${port}`,
  "content-type": "application/json",
});

describe("a dashboard", () => {
  it("gives its cookie for the token, and everything else for the cookie", async () => {
    const first = await asks(`/run/run/?token=${dashboard.token}`);
    expect(first).toMatchObject({ status: 303, headers: { location: "/run/run/" } });
    expect(first.headers["set-cookie"]?.[0]).toBe(`${cookie()}; HttpOnly; SameSite=Strict; Path=/`);
    // browsers take a backslash for a slash, and two slashes for another server
    for (const away of ["//evil.example/", "/\\evil.example/"])
      expect((await asks(`${away}?token=${dashboard.token}`)).headers.location).toBe("/");
    const page = await asks("/run/run/", { cookie: cookie() });
    expect(page.status).toBe(200);
    expect(page.headers["content-security-policy"]).toMatch(
      /^default-src 'none'; script-src 'sha256-.*connect-src 'self'; frame-ancestors 'none'$/,
    );
    expect((await asks("/data", { cookie: cookie() })).body).toContain('"run":"run"');
    expect((await asks("/favicon.ico", { cookie: cookie() })).status).toBe(204);
    expect(page.body).not.toContain(dashboard.token);
  });

  it.each([
    ["no token", "/", {}],
    ["no token, at an address that is none", "//[", {}],
    ["a wrong token", "/?token=aaaa", {}],
    ["a wrong cookie", "/data", { cookie: "galapagos=aaaa" }],
    ["an empty cookie", "/data", { cookie: "" }],
  ])("refuses %s", async (_, path, headers) => {
    const { status, body } = await asks(path, headers);
    expect([status, body]).toEqual([401, expect.stringContaining("token")]);
    expect(body).not.toContain(dashboard.token);
  });

  it.each([
    ["a name that was made to point here", { host: "evil.example" }],
    ["that name with our port", { host: "evil.example:PORT" }],
    ["another origin", { origin: "http://evil.example" }],
    ["another port of this machine", { origin: "http://127.0.0.1:1" }],
    ["an origin without a name", { origin: "null" }],
    ["another site", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }],
    ["another port, as browsers name it", { "sec-fetch-site": "same-site", "sec-fetch-mode": "cors" }],
  ])("refuses %s, cookie or not", async (_, given) => {
    const headers = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, value.replace("PORT", String(port))]),
    );
    for (const path of ["/data", `/?token=${dashboard.token}`])
      expect((await asks(path, { cookie: cookie(), ...headers })).status).toBe(403);
  });

  it.each([
    ["none", []],
    ["ours and another", ["OURS", "evil.example"]],
    ["ours twice", ["OURS", "OURS"]],
  ])("refuses a request that gives as its names %s", async (_, names) => {
    const socket = connect(port, "127.0.0.1");
    const hosts = names.map((name) => `host: ${name.replace("OURS", `127.0.0.1:${port}`)}\r\n`).join("");
    socket.write(`GET /data HTTP/1.1\r\n${hosts}connection: close\r\ncookie: ${cookie()}\r\n\r\n`);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 40[03] /);
  });

  it("acts for nobody without an origin of its own, and on JSON only", async () => {
    const body = '{"type":"pause"}';
    const { origin: _origin, ...without } = own();
    expect((await asks("/run/run/act", { ...without, method: "POST", body })).status).toBe(403);
    const form = { ...own(), "content-type": "text/plain", method: "POST", body };
    expect((await asks("/run/run/act", form)).status).toBe(415);
    expect((await asks("/run/run/act", { ...own(), method: "GET" })).status).toBe(405);
    expect((await asks("/data", { ...own(), method: "DELETE" })).status).toBe(405);
    expect((await asks("/run/run/act", { ...own(), method: "POST", body: "{" })).status).toBe(400);
    const deep = `{"type":"hint","text":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    expect((await asks("/run/run/act", { ...own(), method: "POST", body: deep })).status).toBe(400);
    const wish = await asks("/run/run/act", { ...own(), method: "POST", body });
    expect([wish.status, JSON.parse(wish.body).message]).toEqual([409, "it does not go on"]);
  });

  it.each([
    "/run/..%2Fsecret/data",
    "/run/../secret/data",
    "/run/%2e%2e%2fsecret/data",
    "/run/..%5Csecret/data",
    "/run/%00/data",
    "/run/%ff/data",
    "/run/run%2F..%2F..%2Fsecret/data",
    "//evil.example/",
    "/etc/passwd",
    "/run/run/../../secret",
  ])("finds nothing beyond its runs: %s", async (path) => {
    const { status, body } = await asks(path, { cookie: cookie() });
    expect([status, body]).toEqual([404, "there is no such page\n"]);
  });

  it("leads nobody away", async () => {
    const { headers } = await asks(`//evil.example/?token=${dashboard.token}`);
    expect(headers.location).toBe("/");
  });

  it("reads no more of a body than it needs", async () => {
    const body = JSON.stringify({ type: "hint", text: "x".repeat(3_000_000) });
    expect((await asks("/run/run/act", { ...own(), method: "POST", body })).status).toBe(400);
  });

  it("lets in who has the cookie while more connections than it takes are held open by others", async () => {
    const sockets = Array.from({ length: 600 }, (_, at) => {
      const socket = connect(port, "127.0.0.1");
      socket.on("error", () => {});
      // half of them begin a request, and never end it
      if (at % 2 === 0) socket.write("GET /data HTTP/1.1\r\nhost: 127.0.0.1");
      socket.resume();
      return socket;
    });
    await Promise.all(
      sockets.map((socket) => new Promise((done) => socket.once("connect", done).once("close", done))),
    );
    const { status } = await new Promise<Answer>((resolve, reject) => {
      const headers = { host: `127.0.0.1:${port}`, cookie: cookie() };
      // a connection of its own, as a new window has it
      const sent = ask({ host: "127.0.0.1", port, path: "/data", headers, agent: false }, (response) => {
        response.resume();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: "" });
      });
      sent.on("error", reject).end();
    });
    expect(status).toBe(200);
    for (const socket of sockets) socket.destroy();
  });

  it("bears thousands of connections, and readers of events that read nothing", async () => {
    const sockets = new Set<Socket>();
    const open = (): Promise<void> =>
      new Promise((resolve) => {
        const socket = connect(port, "127.0.0.1");
        sockets.add(socket);
        socket.on("error", () => {});
        socket.once("connect", resolve).once("close", () => {
          sockets.delete(socket);
          resolve();
        });
      });
    try {
      for (let hundred = 0; hundred < HUNDREDS; hundred++) {
        await Promise.all(Array.from({ length: 100 }, open));
        // all but so many are turned away
        await expect.poll(() => sockets.size, { timeout: 30_000, interval: 5 }).toBeLessThanOrEqual(256);
      }
      expect(sockets.size).toBeGreaterThan(0);
    } finally {
      for (const socket of sockets) socket.destroy();
    }
    const slow = Array.from({ length: 120 }, () => {
      const socket = connect(port, "127.0.0.1");
      socket.on("error", () => {});
      socket.pause();
      socket.write(`GET /run/run/events HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncookie: ${cookie()}\r\n\r\n`);
      return socket;
    });
    await expect
      .poll(async () => (await asks("/data", { cookie: cookie() })).status, { timeout: 20_000 })
      .toBe(200);
    for (const socket of slow) socket.destroy();
  });
});
