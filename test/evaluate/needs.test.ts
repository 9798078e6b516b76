import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createEvaluator, inProcessBackend, probeLevels } from "../../src/evaluate/index.ts";
import { loadProblem } from "../../src/problem/index.ts";
import { galapagos } from "../cli/support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const available = (await probeLevels()).find(({ level }) => level === 3)?.available ?? false;

/** A problem whose program tells what it finds, in a folder that the user of programs may read. */
function problemWith(needs: object): { folder: string; root: string } {
  const root = temporaryFolder("needs", { onDisk: true });
  chmodSync(root, 0o755);
  const folder = join(root, "finder");
  mkdirSync(join(folder, "lib"), { recursive: true });
  mkdirSync(join(root, "data"));
  mkdirSync(join(root, "tools", "bin"), { recursive: true });
  writeFileSync(join(root, "data", "a.txt"), "A");
  writeFileSync(join(root, "answers.json"), "42");
  symlinkSync(join(root, "answers.json"), join(root, "data", "answers"));
  writeFileSync(join(root, "tools", "bin", "tool"), "#!/bin/sh\necho tool\n", { mode: 0o755 });
  writeFileSync(join(folder, "lib", "helper.py"), "NAME = 'helped'\n");
  const seed = `import json, os, subprocess, sys
sys.path.insert(0, "/lib_of_problem")
from lib import helper
said = [helper.NAME, open("/data/letters/a.txt").read(), subprocess.run(["tool"], capture_output=True, text=True).stdout.strip(), os.environ["MODE"], os.environ["OMP_NUM_THREADS"]]
for path in ("/data/letters/b.txt", "/lib/helper.py", "/dev/shm/x"):
    try:
        open(path, "w").close()
        said.append("writes")
    except OSError:
        said.append("no")
for path in ("/data/letters/answers", "/data/letters/../answers.json", "/data/answers.json", "/answers.json", "/evaluator.mjs"):
    try:
        said.append(open(path).read())
    except OSError:
        said.append("hidden")
json.dump(said, sys.stdout)
`;
  const evaluator = "export default ([said]) => ({ score: 1, artifacts: { said } });\n";
  const problem = {
    ...{
      description: "Find.",
      seed: "seed.py",
      evaluator: "evaluator.mjs",
      command: ["python3", "{program}"],
    },
    objective: { direction: "maximise" },
    limits: { timeMs: 10_000, memoryMb: 256 },
    needs,
  };
  writeFileSync(join(folder, "seed.py"), seed.replace('sys.path.insert(0, "/lib_of_problem")\n', ""));
  writeFileSync(join(folder, "evaluator.mjs"), evaluator);
  writeFileSync(join(folder, "problem.json"), JSON.stringify(problem));
  return { folder, root };
}

const NEEDS = {
  environments: ["../tools"],
  programs: ["tool"],
  packages: ["json"],
  files: ["lib"],
  data: [{ path: "../data", name: "letters" }],
  variables: { MODE: "fast" },
  threads: 2,
  sharedMemoryMb: 1,
};

describe.skipIf(!available)("what a problem needs", () => {
  it.each([null, { imports: ["json"] }])(
    "has its files beside the program, warm or not: %j",
    async (warm) => {
      const loaded = await loadProblem(problemWith({ files: ["lib"] }).folder);
      const problem = { ...loaded, definition: { ...loaded.definition, warm } };
      const evaluator = await createEvaluator({ problem, seed: 1, lanes: 1, openBackend: inProcessBackend });
      const source = `import json, os, sys
json.dump(open(os.path.join(os.path.dirname(__file__), "lib/helper.py")).read(), sys.stdout)`;
      const verdict = await evaluator.evaluate({ source, seed: 1 });
      await evaluator.close();
      expect(verdict).toMatchObject({ status: "ok", artifacts: { said: "NAME = 'helped'\n" } });
    },
  );

  it("is there for its programs, read-only but for shared memory, and no answer that lies beside it or that a link in it names", async () => {
    const problem = await loadProblem(problemWith(NEEDS).folder);
    const evaluator = await createEvaluator({ problem, seed: 1, lanes: 1, openBackend: inProcessBackend });
    const verdict = await evaluator.evaluate({ source: problem.seed, seed: 1 });
    await evaluator.close();
    expect(verdict).toMatchObject({
      status: "ok",
      artifacts: {
        said: ["helped", "A", "tool", "fast", "2", "no", "no", "writes", ...Array(5).fill("hidden")],
      },
    });
  });

  it("is told first by doctor, what is missing before all else; data by its hash", async () => {
    const good = problemWith(NEEDS);
    const { stdout, code } = await galapagos(["doctor", good.folder, "--json"], { cwd: good.root });
    expect(code).toBe(0);
    const { findings } = JSON.parse(stdout) as { findings: { name: string; ok: boolean; fact: string }[] };
    expect(findings.slice(0, 7).map(({ name, ok }) => [name.replace(good.root, ""), ok])).toEqual([
      ["needs engine command", true],
      ["needs program python3", true],
      ["needs program tool", true],
      ["needs environment /tools", true],
      ["needs modules", true],
      ["needs files", true],
      ["needs data letters", true],
    ]);
    const wrong = "0".repeat(64);
    const bad = problemWith({
      ...{
        packages: ["json", "no_such_module"],
        programs: ["no-such-program"],
        environments: ["../nowhere"],
      },
      data: [{ path: "../data", name: "letters", sha256: wrong }],
    });
    const told = await galapagos(["doctor", bad.folder], { cwd: bad.root });
    expect(told.code).toBe(2);
    const lines = told.stdout.split("\n").filter((line) => line.startsWith("missing"));
    expect(lines.map((line) => line.replaceAll(bad.root, "").slice(8))).toEqual([
      expect.stringMatching(/^needs program no-such-program +not in /),
      expect.stringMatching(/^needs environment \/nowhere +no folder with a bin there$/),
      expect.stringMatching(/^needs modules +no_such_module: not in \/usr\/bin\/python3 /),
      expect.stringMatching(/^needs data letters +\/data has sha256 [0-9a-f]{64}, expected 0{64}$/),
    ]);
    const scored = await galapagos(["eval", bad.folder, join(bad.folder, "seed.py")], { cwd: bad.root });
    expect(scored.stderr).toMatch(/expected the data "letters" at .* with sha256 0+, got [0-9a-f]{64}/);
  });
});
