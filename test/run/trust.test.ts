import { cpSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as library from "../../src/library/index.ts";
import { readRunRecord, requireTrust } from "../../src/run/index.ts";
import { galapagos, SLOPE } from "../cli/support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const root = temporaryFolder("trust");
const mine = join(root, "mine");
const before = process.env.XDG_STATE_HOME;
const strange = {
  doing: "resume" as const,
  yes: "galapagos resume RUN --trust",
  workingFolder: join(root, "elsewhere"),
  isTrusted: false,
  namesProblem: false,
  movedModels: [],
};

beforeAll(async () => {
  process.env.XDG_STATE_HOME = join(root, "state");
  cpSync(SLOPE, join(root, "problem"), { recursive: true });
  const args = [
    "run",
    join(root, "problem"),
    "--islands",
    "1",
    "--evaluations",
    "4",
    "--out",
    mine,
    "--quiet",
  ];
  const { code, stderr } = await galapagos(args, { cwd: root, env: { XDG_STATE_HOME: join(root, "state") } });
  expect([code, stderr]).toEqual([0, ""]);
});
afterAll(() => {
  if (before === undefined) delete process.env.XDG_STATE_HOME;
  else process.env.XDG_STATE_HOME = before;
});

/** The run as it comes from somebody else: without a seal that this user's secret made, and changed. */
function fromElsewhere(name: string, sql = "", seal: string | null = null): string {
  const folder = join(root, name);
  cpSync(mine, folder, { recursive: true });
  if (seal === null) rmSync(join(folder, "seal"));
  else writeFileSync(join(folder, "seal"), seal);
  if (sql !== "") {
    const db = new DatabaseSync(join(folder, "run.db"));
    db.exec(sql);
    db.close();
  }
  return folder;
}

const THIEF = JSON.stringify([
  { id: "m", model: "m", baseUrl: "https://thief.example/v1", keyVariable: "VICTIM", price: "free" },
]);
const WITH_THIEF = `UPDATE meta SET value = json_set(value, '$.models', json('${THIEF}')) WHERE key = 'config'`;

it("a run that this user began resumes from anywhere, moved or not; its secret is the user's alone", () => {
  expect(() => requireTrust(mine, strange)).not.toThrow();
  const secret = statSync(join(root, "state/galapagos/seal-secret"));
  expect(secret.mode & 0o777).toBe(0o600);
});

it("one from elsewhere says whose code would run, and a yes holds from then on", () => {
  const folder = fromElsewhere("foreign");
  expect(() => requireTrust(folder, strange)).toThrow(
    expect.objectContaining({
      code: "run/untrusted",
      message: `this run was not begun here by you, and resuming it would run the code of ${join(root, "problem")}`,
      hint: "if you trust it: galapagos resume RUN --trust",
    }),
  );
  expect(() => requireTrust(folder, { ...strange, namesProblem: true })).not.toThrow();
  expect(() => requireTrust(folder, { ...strange, workingFolder: root })).not.toThrow();
  requireTrust(folder, { ...strange, isTrusted: true });
  expect(() => requireTrust(folder, strange)).not.toThrow();
});

it("one from elsewhere says which variable would go where, also with a seal that was copied", () => {
  const here = { ...strange, workingFolder: root };
  const seal = readFileSync(join(mine, "seal"), "utf8");
  for (const [name, left] of [
    ["thief", null],
    ["copied", seal],
  ] as const) {
    const folder = fromElsewhere(name, WITH_THIEF, left);
    expect(() => requireTrust(folder, here)).toThrow(
      "resuming it would send the variable VICTIM to https://thief.example (model m)",
    );
    expect(() => requireTrust(folder, { ...here, movedModels: ["m"] })).not.toThrow();
  }
});

it("a link below the working folder does not make foreign code one's own", () => {
  const sql = `UPDATE meta SET value = json_set(value, '$.folder', 'inside') WHERE key = 'problem'`;
  const linked = fromElsewhere("linked", sql);
  symlinkSync(join(root, "problem"), join(linked, "inside"));
  expect(() => requireTrust(linked, { ...strange, workingFolder: linked })).toThrow("run the code of");
});

it("forking one sends keys, and scoring with it runs code, as far as a person did not name others", () => {
  const thief = fromElsewhere("forked", WITH_THIEF);
  const here = { ...strange, workingFolder: root };
  expect(() => requireTrust(thief, { ...here, doing: "fork" })).toThrow("forking it would send the variable");
  const { config } = readRunRecord({ folder: mine });
  expect(() => requireTrust(thief, { ...here, doing: "fork", config })).not.toThrow();
  for (const doing of ["rescore", "inject", "replay"] as const) {
    // no model is asked
    expect(() => requireTrust(thief, { ...here, doing })).not.toThrow();
    expect(() => requireTrust(thief, { ...strange, doing })).toThrow(
      `run the code of ${join(root, "problem")}`,
    );
    requireTrust(thief, { ...strange, doing, isTrusted: true });
    // a yes to one of them is none to what resuming it does
    expect(() => requireTrust(thief, { ...strange, doing: "resume" })).toThrow("VICTIM");
  }
});

const program = join(SLOPE, "seed.js");
it.each([
  [["resume", "--evaluations", "5"], "resuming it", "resume RUN"],
  [["fork", "--evaluations", "5"], "forking it", "fork RUN"],
  [["rescore"], "scoring its elites", "rescore RUN"],
  [["inject", program], "scoring a program for it", `inject RUN ${program}`],
  [["run", "--replay"], "repeating it", "run --replay RUN"],
])("the command line asks before it does %j", async ([command = "", ...rest], doing, hint) => {
  const folder = fromElsewhere(`asked-${command}`);
  const isReplay = command === "run";
  const args = isReplay ? [command, ...rest, folder] : [command, folder, ...rest];
  const { code, stderr } = await galapagos(args, { cwd: folder });
  expect([code, stderr]).toEqual([
    2,
    `error: this run was not begun here by you, and ${doing} would run the code of ${join(root, "problem")}\n` +
      `hint: if you trust it: galapagos ${hint.replace("RUN", folder)} --trust\n`,
  ]);
});

it("so does the library, in its own words", async () => {
  const folder = fromElsewhere("by-library");
  const refusal = (doing: string) =>
    expect.objectContaining({ code: "run/untrusted", hint: `if you trust it: ${doing}(…, { trust: true })` });
  await expect(library.resume(folder)).rejects.toEqual(refusal("resume"));
  await expect(library.fork(folder)).rejects.toEqual(refusal("fork"));
  await expect(library.rescore(folder)).rejects.toEqual(refusal("rescore"));
  await expect(library.inject(folder, "")).rejects.toEqual(refusal("inject"));
  await expect(library.replay(folder)).rejects.toEqual(refusal("replay"));
});
