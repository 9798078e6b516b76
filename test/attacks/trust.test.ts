import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requireTrust } from "../../src/run/index.ts";
import { galapagos, SLOPE } from "../cli/support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const root = temporaryFolder("trust-attacks");
const mine = join(root, "mine");
const before = process.env.XDG_STATE_HOME;
const state = join(root, "state");
const asked = {
  doing: "resume" as const,
  yes: "galapagos resume RUN --trust",
  workingFolder: root,
  isTrusted: false,
  namesProblem: false,
  movedModels: [],
};

beforeAll(async () => {
  process.env.XDG_STATE_HOME = state;
  cpSync(SLOPE, join(root, "problem"), { recursive: true });
  const args = [
    "run",
    join(root, "problem"),
    "--islands",
    "1",
    "--evaluations",
    "3",
    "--out",
    mine,
    "--quiet",
  ];
  const { code, stderr } = await galapagos(args, { cwd: root, env: { XDG_STATE_HOME: state } });
  expect([code, stderr]).toEqual([0, ""]);
  cpSync(join(root, "problem"), join(root, "elsewhere/problem"), { recursive: true });
  cpSync(join(root, "problem"), join(root, "work-evil"), { recursive: true });
  mkdirSync(join(root, "work"));
  symlinkSync(join(root, "elsewhere/problem"), join(root, "work/linked"));
});
afterAll(() => {
  if (before === undefined) delete process.env.XDG_STATE_HOME;
  else process.env.XDG_STATE_HOME = before;
});

let copies = 0;
/** A copy of the run, changed in its record, with or without the seal that it had. */
function copied(
  sets: readonly (readonly [key: string, path: string, value: unknown])[],
  keepsSeal = false,
): string {
  const folder = join(root, `copy-${copies++}`);
  cpSync(mine, folder, { recursive: true });
  if (!keepsSeal) rmSync(join(folder, "seal"));
  const db = new DatabaseSync(join(folder, "run.db"));
  for (const [key, path, value] of sets)
    db.prepare("UPDATE meta SET value = json_set(value, ?, json(?)) WHERE key = ?").run(
      path,
      JSON.stringify(value),
      key,
    );
  db.close();
  return folder;
}
const model = (baseUrl: string, more: object = {}) => ({
  id: "m",
  model: "m",
  baseUrl,
  keyVariable: "VICTIM",
  price: "free",
  ...more,
});

describe("a key goes nowhere unasked, however its server is written:", () => {
  it.each([
    [
      "a name that begins like this machine",
      "https://localhost.thief.example/v1",
      "https://localhost.thief.example",
    ],
    [
      "a number that begins like this machine",
      "https://127.0.0.1.thief.example/v1",
      "https://127.0.0.1.thief.example",
    ],
    ["a backslash", "https://thief.example\\@127.0.0.1/v1", "https://thief.example"],
    ["letters that look alike", "https://api.openаi.com/v1", "https://api.xn--openi-7ve.com"],
    ["an unspecified address", "https://0.0.0.0/v1", "https://0.0.0.0"],
    ["a port of another machine", "https://10.0.0.1:8000/v1", "https://10.0.0.1:8000"],
  ])("%s", (_what, baseUrl, host) => {
    const folder = copied([["config", "$.models", [model(baseUrl)]]], true);
    expect(() => requireTrust(folder, asked)).toThrow(`send the variable VICTIM to ${host} (model m)`);
  });

  it.each(["https://127.0.0.1@thief.example/v1", "https://api.openai.com:443@thief.example/v1"])(
    "one server as the user of another: %s",
    (baseUrl) => {
      const folder = copied([["config", "$.models", [model(baseUrl)]]], true);
      expect(() => requireTrust(folder, asked)).toThrow("the base URL carries a user name or password");
    },
  );

  it("one among many, and one that makes embeddings", () => {
    const local = model("http://127.0.0.1:1/v1");
    const models = [
      ...Array.from({ length: 20 }, (_, at) => ({ ...local, id: `m${at}` })),
      model("https://thief.example/v1", { id: "last" }),
    ];
    expect(() => requireTrust(copied([["config", "$.models", models]]), asked)).toThrow("(model last)");
    const embedding = model("https://thief.example/v1", { id: "e", dimensions: 8 });
    expect(() => requireTrust(copied([["config", "$.directed.embedding", embedding]]), asked)).toThrow(
      /VICTIM|embedding/,
    );
  });

  it("another variable to a server that was sealed with its own", () => {
    const sealed = copied([
      ["config", "$.models", [model("https://thief.example/v1", { keyVariable: "THEIRS" })]],
    ]);
    requireTrust(sealed, { ...asked, isTrusted: true });
    expect(() => requireTrust(sealed, asked)).not.toThrow();
    const seal = readFileSync(join(sealed, "seal"));
    const changed = copied([["config", "$.models", [model("https://thief.example/v1")]]]);
    writeFileSync(join(changed, "seal"), seal);
    expect(() => requireTrust(changed, asked)).toThrow("send the variable VICTIM");
  });
});

describe("code of another folder does not run unasked, however its place is written:", () => {
  it.each([
    ["by the way up", () => join(root, "work/../elsewhere/problem")],
    ["beside a folder of almost the same name", () => join(root, "work-evil")],
    ["through a link", () => join(root, "work/linked")],
  ])("%s", (_what, place) => {
    const folder = copied([["problem", "$.folder", place()]]);
    expect(() => requireTrust(folder, { ...asked, workingFolder: join(root, "work") })).toThrow(
      "run the code of",
    );
  });
});

describe("a seal that is none counts for nothing:", () => {
  const strange = { ...asked, workingFolder: join(root, "work") };
  it.each<[string, (folder: string) => void]>([
    ["an empty one", (folder) => writeFileSync(join(folder, "seal"), "")],
    ["one of zeros", (folder) => writeFileSync(join(folder, "seal"), "0".repeat(64))],
    ["a long one", (folder) => writeFileSync(join(folder, "seal"), "a".repeat(1e6))],
    ["a folder", (folder) => mkdirSync(join(folder, "seal"))],
    ["a device without an end", (folder) => symlinkSync("/dev/zero", join(folder, "seal"))],
    ["a circle of links", (folder) => symlinkSync("seal", join(folder, "seal"))],
    [
      "two lines",
      (folder) => writeFileSync(join(folder, "seal"), `${readFileSync(join(mine, "seal"), "utf8")}more`),
    ],
  ])("%s", (_what, write) => {
    const folder = copied([]);
    write(folder);
    expect(() => requireTrust(folder, strange)).toThrow("run the code of");
  });

  it("one of a secret that others may read or that is too short", () => {
    const secret = join(state, "galapagos/seal-secret");
    const kept = readFileSync(secret);
    try {
      chmodSync(secret, 0o644);
      expect(() => requireTrust(mine, strange)).toThrow("run the code of");
      chmodSync(secret, 0o600);
      writeFileSync(secret, "short");
      expect(() => requireTrust(mine, strange)).toThrow("run the code of");
    } finally {
      writeFileSync(secret, kept);
    }
    expect(() => requireTrust(mine, strange)).not.toThrow();
  });

  it("one of the same problem's version, beside another folder's code: that code is told apart before it runs", async () => {
    const canary = join(root, "canary");
    const other = join(root, "other");
    cpSync(join(root, "problem"), other, { recursive: true });
    writeFileSync(
      join(other, "evaluator.js"),
      `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(canary)}, "ran");\nexport default () => ({ score: 1 });\n`,
    );
    const folder = copied([["problem", "$.folder", other]], true);
    const { code, stderr } = await galapagos(["resume", folder, "--evaluations", "5"], {
      cwd: join(root, "work"),
      env: { XDG_STATE_HOME: state },
    });
    expect([code, existsSync(canary)], stderr).toEqual([2, false]);
    expect(stderr).toMatch(/^error: .*\nhint: /);
  });
});
