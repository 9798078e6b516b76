import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolveConfig } from "../../src/config/index.ts";
import { loadProblem } from "../../src/problem/index.ts";
import { beginServed, openRun, resumeServed, type ServedRun } from "../../src/run/index.ts";
import { type EvaluationServer, serveRun } from "../../src/serve/index.ts";
import { openRecord } from "../../src/store/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { SLOPE } from "./support.ts";

const CLIENT = new URL("../../examples/serve_client.py", import.meta.url).pathname;
const OPENAPI = new URL("../../schemas/serve.openapi.json", import.meta.url);
const program = (numbers: string): string => `export function solve() { return [${numbers}]; }`;

describe("an evaluation server", () => {
  const root = temporaryFolder("serve");
  let run: ServedRun;
  let server: EvaluationServer;
  beforeAll(async () => {
    const problem = await loadProblem(SLOPE);
    const config = resolveConfig([{ origin: "test", settings: { seed: "5", evaluations: 12 } }]);
    run = await beginServed({ problem, config, resultsRoot: root, name: "served" });
    server = await serveRun(run, {});
  });
  afterAll(() => server.close());

  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(server.url + path, {
      method,
      headers: { authorization: `Bearer ${server.token}`, ...headers },
      ...(body === undefined
        ? {}
        : { body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it("tells the task, scores a program with its public metrics, and knows the best", async () => {
    const task = await ask("GET", "/task");
    expect(task.body).toMatchObject({
      name: "slope",
      objective: { direction: "minimise" },
      best: { id: "i0-s0" },
    });
    const verdict = await ask("POST", "/evaluate", {
      program: program("1, 4, 9, 16, 24"),
      parents: ["i0-s0"],
      note: "by hand",
    });
    expect(verdict).toMatchObject({
      status: 200,
      body: { id: "i0-s1", status: "ok", score: 1, parents: ["i0-s0"], note: "by hand", left: 10 },
    });
    expect(verdict.body).not.toHaveProperty("privateMetrics");
    expect((await ask("GET", "/best")).body).toMatchObject({
      best: { id: "i0-s1", program: program("1, 4, 9, 16, 24") },
    });
  });

  it("scores batches, a broken program among them, and records every call as a step", async () => {
    const programs = [
      "nonsense(",
      { program: program("1, 4, 9, 16, 25") },
      { program: program("0, 0, 0, 0, 0") },
    ];
    const { body } = await ask("POST", "/evaluate", { programs });
    const verdicts = body.verdicts as { status: string; score: number | null; id: string }[];
    expect(verdicts.map(({ status, score }) => [status, score])).toEqual([
      ["invalid", null],
      ["ok", 0],
      ["ok", expect.any(Number)],
    ]);
    using record = openRecord({ folder: run.folder });
    expect([...record.candidates.candidates(0, 0)].map(({ operator }) => operator)).toEqual([
      "seed",
      "served",
      "served",
      "served",
      "served",
    ]);
  });

  it.each([
    ["without the token", 401, () => ask("GET", "/status", undefined, { authorization: "Bearer guess" })],
    [
      "from a page in a browser",
      403,
      () => ask("GET", "/status", undefined, { origin: "http://evil.example" }),
    ],
    [
      "that names two servers",
      403,
      async () => {
        const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
        const hosts = "Host: 127.0.0.1\r\nHost: evil.example\r\n";
        socket.write(
          `GET /status HTTP/1.1\r\n${hosts}Connection: close\r\nAuthorization: Bearer ${server.token}\r\n\r\n`,
        );
        const [head = "", body = ""] = (await text(socket)).split("\r\n\r\n");
        return { status: Number(head.split(" ")[1]), body: JSON.parse(/\{.*\}/.exec(body)?.[0] ?? "") };
      },
    ],
    ["for what is not there", 404, () => ask("GET", "/secrets")],
    ["by the wrong method", 405, () => ask("POST", "/best", {})],
    ["that is no JSON", 400, () => ask("POST", "/evaluate", "{")],
    // another program would be scored than was sent
    [
      "that is not UTF-8",
      400,
      () => ask("POST", "/evaluate", Buffer.from('{"program": "// \xe9"}', "latin1")),
    ],
    ["with an empty list", 400, () => ask("POST", "/evaluate", { programs: [] })],
    ["with no program", 400, () => ask("POST", "/evaluate", { code: "x" })],
    [
      "with a parent that nobody handed in",
      400,
      () => ask("POST", "/evaluate", { program: "x", parents: ["i0-s99"] }),
    ],
  ])("refuses a request %s (%i) in words", async (_name, status, request) => {
    const answer = await request();
    expect(answer).toMatchObject({ status, body: { error: expect.any(String), hint: expect.any(String) } });
    expect(run.left()).toBe(7);
  });

  it("is asked by the Python client of the examples", async () => {
    const env = { PATH: process.env.PATH, GALAPAGOS_URL: server.url, GALAPAGOS_TOKEN: server.token };
    const seed = join(SLOPE, "seed.js");
    const { stdout } = await promisify(execFile)("python3", [CLIENT, seed], { env });
    expect(stdout).toMatch(/Five numbers near a curve: minimise error\ni0-s5 .*seed\.js \d/);
    expect(stdout).toMatch(/best: 0 left: 6/);
  });

  it("answers 429 when the budget is gone, closes as an ordinary run, and can be resumed with a larger one", async () => {
    const many = await ask("POST", "/evaluate", {
      programs: Array.from({ length: 7 }, () => program("1, 1, 1, 1, 1")),
    });
    expect(many).toMatchObject({ status: 429, body: { left: 6 } });
    await ask("POST", "/evaluate", {
      programs: Array.from({ length: 6 }, (_, i) => program(`1, 1, 1, 1, ${i}`)),
    });
    expect((await ask("POST", "/evaluate", { program: program("1") })).status).toBe(429);
    // an attack: half a request, and half a header, hold no end up
    const attackers = [
      "POST /evaluate HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{",
      "GET /sta",
    ].map((half) => {
      const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
      socket
        .on("error", () => {})
        .write(half.replace("Content", `Authorization: Bearer ${server.token}\r\nContent`));
      return once(socket, "close");
    });
    await ask("GET", "/status");
    await server.close();
    await Promise.all(attackers);
    const summary = await run.close();
    expect(summary).toMatchObject({
      status: "done",
      evaluations: 12,
      best: { id: "i0-s3", score: 0 },
      verified: { status: "ok", score: 0 },
    });
    expect(openRun(run.folder).overview().summary.digest).toBe(summary.digest);
    const again = await resumeServed({
      folder: run.folder,
      budgets: { evaluations: 20 },
      reload: () => loadProblem(SLOPE),
    });
    expect([again.left(), again.consumed(), again.best()?.step]).toEqual([8, 12, 3]);
    expect((await again.evaluate([{ source: program("2, 2, 2, 2, 2"), parents: [], note: "" }])).status).toBe(
      "scored",
    );
    expect(await again.close()).toMatchObject({ status: "interrupted", evaluations: 13 });
  });

  it("is described by the file that ships", () => {
    const { paths } = JSON.parse(readFileSync(OPENAPI, "utf8")) as { paths: Record<string, object> };
    expect(Object.keys(paths).sort()).toEqual(["/best", "/evaluate", "/status", "/task"]);
  });
});
