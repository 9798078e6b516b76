import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { probeLevels } from "../../src/evaluate/index.ts";
import { type Ended, galapagos as inProcess, started } from "../cli/support.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const level3 = (await probeLevels()).find(({ level }) => level === 3);

/** Runs a command in a folder, with a PATH of its own. */
async function galapagos(args: readonly string[], cwd: string, path: string): Promise<Ended> {
  const before = process.env.PATH;
  process.env.PATH = path;
  try {
    const ended = await inProcess(args, { cwd, alone: true });
    return { ...ended, stderr: withoutWaits(ended.stderr) };
  } finally {
    process.env.PATH = before;
  }
}

/** What was told without the lines on what took long, which are there on a busy machine only. */
function withoutWaits(stderr: string): string {
  return stderr.replace(/^… .* so far\)\n/gm, "");
}

let folder: string;
let empty: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "galapagos-levels-"));
  empty = join(folder, "no-programs");
  await mkdir(empty);
  await mkdir(join(folder, "problems/shell"), { recursive: true });
  const problem = {
    description: "Say 31.",
    seed: "seed.sh",
    evaluator: "evaluator.mts",
    command: ["sh", "{program}"],
    objective: { direction: "maximise" },
    limits: { timeMs: 500, memoryMb: 128 },
  };
  await writeFile(join(folder, "problems/shell/problem.json"), JSON.stringify(problem));
  await writeFile(join(folder, "problems/shell/seed.sh"), "echo 31\n");
  await writeFile(
    join(folder, "problems/shell/evaluator.mts"),
    "export default ([output]: readonly unknown[]) => ({ score: Number(output) });\n",
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("commands without bubblewrap", () => {
  it("are refused, with what is missing, how to install it, and the way around", async () => {
    const { code, stdout, stderr } = await galapagos(
      ["eval", "problems/shell", "problems/shell/seed.sh"],
      folder,
      empty,
    );
    expect(code).not.toBe(0);
    expect(stdout).toBe("");
    expect(stderr).toContain("commands (sandbox level 3) need bubblewrap: there is no bwrap on the PATH");
    expect(stderr).toMatch(/hint: .*apt-get install bubblewrap.*--unsafe/);
  });

  it("are refused by run and check alike, before anything is recorded", async () => {
    for (const args of [
      ["run", "problems/shell", "--evaluations", "2"],
      ["check", "problems/shell"],
    ]) {
      const { code, stderr } = await galapagos(args, folder, empty);
      expect([args[0], code !== 0, stderr.includes("need bubblewrap")]).toEqual([args[0], true, true]);
    }
  });

  it("run with --unsafe, loudly", async () => {
    const args = ["eval", "problems/shell", "problems/shell/seed.sh", "--json", "--unsafe"];
    const { code, stdout, stderr } = await galapagos(args, folder, empty);
    expect(stderr).toMatch(
      /warning: UNSAFE: commands run without bubblewrap, with your files, network and processes/,
    );
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      expect.objectContaining({ status: "ok", score: 31, level: 3 }),
    ]);
  });

  it("are previewed with --unsafe as they are run, loudly", async () => {
    const args = ["run", "problems/shell", "--evaluations", "2", "--dry-run", "--json", "--unsafe"];
    const { code, stdout, stderr } = await galapagos(args, folder, empty);
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^warning: UNSAFE: commands run without/)]);
    expect(JSON.parse(stdout)).toMatchObject({ seed: { score: 31 } });
  });

  it("are shown as missing by doctor", async () => {
    const { stdout } = await galapagos(["doctor", "--json"], folder, empty);
    const { findings } = JSON.parse(stdout) as { findings: { name: string; ok: boolean; hint?: string }[] };
    expect(findings.find(({ name }) => name === "sandbox level 3")).toMatchObject({
      ok: false,
      hint: expect.stringContaining("bubblewrap"),
    });
  });
});

it.skipIf(!level3?.available)(
  "--unsafe changes nothing where bubblewrap works",
  async () => {
    const args = ["eval", "problems/shell", "problems/shell/seed.sh", "--json", "--unsafe"];
    const { code, stdout, stderr } = await galapagos(args, folder, process.env.PATH ?? "");
    expect([code, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toMatchObject({ status: "ok", score: 31, level: 3 });
  },
  30_000,
);

describe("an installation without isolated-vm", () => {
  let copy: string;
  beforeAll(async () => {
    copy = join(folder, "installation");
    await mkdir(join(copy, "node_modules"), { recursive: true });
    for (const part of ["src", "islands", "bin", "dist", "schemas", "problems", "package.json"]) {
      // sources as old as they are go with their bundles
      await cp(join(ROOT, part), join(copy, part), { recursive: true, preserveTimestamps: true });
    }
    // real packages, all but one
    for (const name of await readdir(join(ROOT, "node_modules"))) {
      if (name === "isolated-vm" || name.startsWith(".")) continue;
      await symlink(join(ROOT, "node_modules", name), join(copy, "node_modules", name));
    }
  });

  const typed = (...args: readonly string[]): Promise<Ended> =>
    started(args, { cwd: copy, env: { HOME: copy }, bin: join(copy, "bin/galapagos.js") });

  it("refuses engine v8 with the install hint and does not step down", async () => {
    await writeFile(join(folder, "fast.js"), "export function solve() { return 1; }");
    await mkdir(join(copy, "problems/fast"), { recursive: true });
    const problem = {
      description: "x",
      engine: "v8",
      seed: "seed.js",
      evaluator: "evaluator.mts",
      objective: { direction: "maximise" },
    };
    await writeFile(join(copy, "problems/fast/problem.json"), JSON.stringify(problem));
    await writeFile(join(copy, "problems/fast/seed.js"), "export function solve() { return 1; }");
    await writeFile(join(copy, "problems/fast/evaluator.mts"), "export default ([x]) => ({ score: x });");
    const { code, stdout, stderr } = await typed("eval", "problems/fast", "problems/fast/seed.js");
    expect([code === 0, stdout]).toEqual([false, ""]);
    expect(stderr).toContain(
      "engine v8 (sandbox level 2) needs the package isolated-vm, which is not installed here",
    );
    expect(stderr).toContain("hint: Type: npm install isolated-vm@7.0.1");
    const doctor = await typed("doctor");
    expect(doctor.stdout).toMatch(/missing sandbox level 2 .*\n\s+hint: Type: npm install isolated-vm/);
  });

  it("refuses a version with a published escape", async () => {
    const old = join(copy, "node_modules/isolated-vm");
    await mkdir(old);
    await writeFile(join(old, "package.json"), JSON.stringify({ name: "isolated-vm", version: "6.1.2" }));
    const { code, stderr } = await typed("eval", "problems/fast", "problems/fast/seed.js");
    await rm(old, { recursive: true });
    expect(code).not.toBe(0);
    expect(stderr).toContain(
      "isolated-vm 6.1.2 has a known escape (GHSA-864f-rcv7-6rh4); 7.0.1 or later is needed",
    );
  });
});
