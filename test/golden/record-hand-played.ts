/**
 * Records `hand-played/run.db` anew: a short evolution of circle packing whose model was played by hand. Its replies are the files in
 * `hand-played/replies`, given in order. To be run when prompts change on purpose: `node test/golden/record-hand-played.ts`.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { resolveConfig } from "../../src/config/index.ts";
import { loadProblem } from "../../src/problem/index.ts";
import { startRun } from "../../src/run/index.ts";

const FOLDER = fileURLToPath(new URL("./hand-played/", import.meta.url));

const replies = readdirSync(join(FOLDER, "replies")).sort();
const server = createServer((request, response) => {
  request.resume().on("end", () => {
    const file = replies.shift();
    if (file === undefined) throw new Error("the run asks for more than was written");
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(completion(file)));
  });
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as AddressInfo;

const config = resolveConfig([
  {
    origin: "hand-played",
    settings: {
      seed: "finch",
      islands: 1,
      inFlight: 1,
      evaluations: 4,
      migration: { interval: 2 },
      directed: { calls: "plan", executor: "fuse", stuck: 0, repairs: 2, planTools: 1, promptTokens: 8000 },
      models: [
        {
          id: "naturalist",
          model: "naturalist",
          baseUrl: `http://127.0.0.1:${port}/v1`,
          price: "free",
          stream: false,
        },
      ],
    },
  },
]);
const root = mkdtempSync(join(tmpdir(), "galapagos-golden-"));
const problem = await loadProblem("circle-packing");
const summary = await startRun({ problem, config, resultsRoot: root, name: "hand-played", lanes: 1 });
server.close();

const path = join(root, "hand-played", "run.db");
const db = new DatabaseSync(path);
// the record must read the same on every machine
db.prepare(
  "UPDATE meta SET value = json_set(value, '$.folder', 'problems/circle-packing') WHERE key = 'problem'",
).run();
db.prepare(
  "UPDATE meta SET value = json_set(value, '$.models[0].baseUrl', 'http://127.0.0.1/v1') WHERE key = 'config'",
).run();
db.exec("PRAGMA journal_mode = DELETE; VACUUM;");
db.close();
cpSync(path, join(FOLDER, "run.db"));
rmSync(root, { recursive: true });
console.log(summary.digest, `${replies.length} replies were not asked for`);

/** A chat completion with the reply of a file: text, or tool calls as `{"tool_calls": [{"name", "arguments"}]}`. */
function completion(file: string): object {
  const text = readFileSync(join(FOLDER, "replies", file), "utf8");
  const said =
    extname(file) === ".json"
      ? (JSON.parse(text) as { tool_calls: { name: string; arguments: object }[] })
      : null;
  const message =
    said === null
      ? { role: "assistant", content: text }
      : {
          role: "assistant",
          content: null,
          tool_calls: said.tool_calls.map((call, at) => ({
            id: `call_${file.slice(0, 2)}_${at}`,
            type: "function",
            function: { name: call.name, arguments: JSON.stringify(call.arguments) },
          })),
        };
  const choice = { index: 0, message, finish_reason: said === null ? "stop" : "tool_calls" };
  const usage = {
    prompt_tokens: 1000,
    completion_tokens: Math.ceil(text.length / 4),
    total_tokens: 1000 + Math.ceil(text.length / 4),
  };
  return { id: file, object: "chat.completion", created: 0, model: "naturalist", choices: [choice], usage };
}
