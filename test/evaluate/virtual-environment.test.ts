import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createEvaluator, type Evaluator, inProcessBackend, probeLevels } from "../../src/evaluate/index.ts";
import { virtualEnvironmentOf } from "../../src/evaluate/sandbox/command/virtual-environment.ts";
import { loadProblem } from "../../src/problem/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const HELPER = new URL("../../src/problem/python/galapagos.py", import.meta.url);
const PYTHON = "/usr/bin/python3";
const level3 = (await probeLevels()).find(({ level }) => level === 3)?.available === true;
const asked = spawnSync(PYTHON, ["-c", "import sys; print('%d.%d' % sys.version_info[:2])"], {
  encoding: "utf8",
});
const version = asked.status === 0 ? asked.stdout.trim() : "";

/** A problem with a virtual environment as venv makes it, with one package in it. */
function problemWith(change: object): string {
  const root = temporaryFolder("venv");
  // bubblewrap is started as nobody where the tests run as root
  chmodSync(root, 0o755);
  const folder = join(root, "mine");
  const packages = join(folder, ".venv", "lib", `python${version}`, "site-packages");
  mkdirSync(packages, { recursive: true });
  mkdirSync(join(folder, ".venv", "bin"));
  symlinkSync(PYTHON, join(folder, ".venv", "bin", "python"));
  writeFileSync(join(folder, ".venv", "pyvenv.cfg"), `home = /usr/bin\nversion = ${version}\n`);
  writeFileSync(join(packages, "only_here.py"), "ANSWER = 31\n");
  writeFileSync(
    join(folder, "evaluator.py"),
    "import only_here\n\ndef score(outputs):\n    return outputs[0] - only_here.ANSWER\n",
  );
  writeFileSync(
    join(folder, "evaluator.mjs"),
    "export default ([output]) => ({ score: output, features: {} });\n",
  );
  writeFileSync(join(folder, "seed.py"), "from only_here import ANSWER\nprint(ANSWER)\n");
  const problem = {
    description: "Print 31.",
    seed: "seed.py",
    evaluator: "evaluator.mjs",
    command: [".venv/bin/python", "{program}"],
    objective: { direction: "maximise" },
    limits: { timeMs: 2000 },
    ...change,
  };
  writeFileSync(join(folder, "problem.json"), JSON.stringify(problem));
  return folder;
}

it("shows of a Python outside the system its program and its library alone, whatever else lies there", () => {
  const root = temporaryFolder("base");
  for (const folder of ["bin", "lib/python3.12", "lib/secrets", "mine/.venv/bin"])
    mkdirSync(join(root, folder), { recursive: true });
  for (const file of ["bin/python3.12", "bin/mine", "lib/libpython3.12.so.1.0", "lib/key"])
    writeFileSync(join(root, file), "", { mode: 0o755 });
  chmodSync(root, 0o755);
  symlinkSync(join(root, "bin/python3.12"), join(root, "mine/.venv/bin/python"));
  writeFileSync(join(root, "mine/.venv/pyvenv.cfg"), `home = ${join(root, "bin")}\n`);
  const environment = virtualEnvironmentOf(".venv/bin/python", join(root, "mine"), true);
  expect(environment?.word).toBe("/venv/bin/python");
  expect(environment?.views.map(({ from }) => from.slice(root.length + 1)).sort()).toEqual([
    "bin/python3.12",
    "lib/libpython3.12.so.1.0",
    "lib/python3.12",
    "mine/.venv",
  ]);
});

describe.skipIf(!level3 || version === "")("the virtual environment of a problem", () => {
  const opened: Evaluator[] = [];
  afterAll(() => Promise.all(opened.map((evaluator) => evaluator.close())));
  async function scored(folder: string, source: string) {
    const problem = await loadProblem(folder);
    const evaluator = await createEvaluator({ problem, seed: 1, lanes: 1, openBackend: inProcessBackend });
    opened.push(evaluator);
    return evaluator.evaluate({ source, seed: 1 });
  }
  const USES = "from only_here import ANSWER\nprint(ANSWER)\n";

  it("runs its programs, with its packages, and nothing else of the project is seen", async () => {
    const folder = problemWith({});
    expect(await scored(folder, USES)).toMatchObject({ status: "ok", score: 31, level: 3 });
    const look = `import os, json\nseen = [p for p in (${JSON.stringify(folder)}, ${JSON.stringify(`${folder}/evaluator.py`)}) if os.path.exists(p)]\nassert not seen, seen\nopen('/venv/x', 'w')`;
    expect(await scored(folder, look)).toMatchObject({
      kind: "exit",
      message: expect.stringMatching(/program\.py:4: OSError: \[Errno 30\] Read-only file system/),
    });
  });

  it("runs them warm, too, and as the interpreter of a scorer in Python", async () => {
    const evaluator = [".venv/bin/python", "galapagos.py", "evaluator.py"];
    const folder = problemWith({ warm: { imports: ["only_here"] } });
    expect(await scored(folder, USES)).toMatchObject({ status: "ok", score: 31 });
    const inPython = problemWith({ evaluator, command: ["python3", "{program}"] });
    cpSync(HELPER, join(inPython, "galapagos.py"));
    expect(await scored(inPython, "print(33)")).toMatchObject({ status: "ok", score: 2 });
  });

  it("that is not there, or is the problem's folder itself, is refused in words", async () => {
    const missing = problemWith({ command: ["venv/bin/python", "{program}"] });
    await expect(scored(missing, USES)).rejects.toMatchObject({
      code: "evaluate/command",
      message: `"command" begins with "venv/bin/python": expected a program that is there, got nothing at ${missing}/venv/bin/python`,
    });
    const whole = problemWith({ command: ["bin/python", "{program}"] });
    mkdirSync(join(whole, "bin"));
    symlinkSync(PYTHON, join(whole, "bin", "python"));
    writeFileSync(join(whole, "pyvenv.cfg"), "home = /usr/bin\n");
    await expect(scored(whole, USES)).rejects.toThrow("got one that holds the problem, too");
  });
});
