import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../src/core/index.ts";
import { createEvaluator, inProcessBackend, isEngineHere } from "../../src/evaluate/index.ts";
import { languageNamed } from "../../src/language/index.ts";
import { loadProblem } from "../../src/problem/index.ts";
import { joinFiles, splitFiles } from "../../src/program/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const isHere = await isEngineHere("command");
const compiler = spawnSync("g++", ["--version"]).status === 0;

const MAIN = '#include <cstdio>\n#include "kernel.hpp"\nint main() { std::printf("%d", kernel(5)); }\n';
const KERNEL = `// EVOLVE-BLOCK-START
inline int kernel(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++) sum += i;
  return sum;
}
// EVOLVE-BLOCK-END`;

function folderWith(files: { readonly [name: string]: string }, changes: object): string {
  const folder = temporaryFolder("parts");
  const problem = {
    ...{
      name: "parts",
      description: "Sum.",
      evaluator: "evaluator.mjs",
      objective: { direction: "maximise" },
    },
    ...changes,
  };
  const evaluator = "export default ([value]) => ({ score: value });\n";
  const all = { ...files, "evaluator.mjs": evaluator, "problem.json": JSON.stringify(problem) };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, name), text);
  return folder;
}

const CPP = {
  ...{ seed: "main.cpp", parts: ["kernel.hpp"], command: ["{artifact}"] },
  build: { command: ["g++", "-o", "{artifact}", "{program}"] },
};

describe("a program of several files", () => {
  it("is one text that falls into the same files again, or is refused", () => {
    const files = [
      { path: "a.py", text: "x = 1\n" },
      { path: "b/c.py", text: "y = 2" },
    ];
    const text = joinFiles("import a", files, "#");
    expect(text).toBe("import a\n# EVOLVE-FILE a.py\nx = 1\n# EVOLVE-FILE b/c.py\ny = 2\n");
    expect(splitFiles(text, ["a.py", "b/c.py"])).toEqual([
      { path: "", text: "import a\n" },
      { path: "a.py", text: "x = 1\n" },
      { path: "b/c.py", text: "y = 2\n" },
    ]);
    expect(splitFiles(text, ["a.py"])).toBe("expected the files a.py behind the first, got a.py, b/c.py");
  });

  it("keeps its files through mutation", async () => {
    const { seed } = await loadProblem(folderWith({ "main.cpp": MAIN, "kernel.hpp": KERNEL }, CPP));
    const language = languageNamed("cpp");
    for (let draw = 0; draw < 50; draw++) {
      const random = randomStream("parts", draw);
      const child = language?.vary({ source: seed, mates: [], strategy: {}, random, maxLength: 9999 });
      if (child?.status === "changed") expect(splitFiles(child.source, ["kernel.hpp"])).toHaveLength(2);
    }
  });

  it("is refused without a command, and without evolve blocks", async () => {
    const files = { "main.cpp": MAIN, "kernel.hpp": "// nothing", "seed.js": "", "b.js": "" };
    await expect(loadProblem(folderWith(files, CPP))).rejects.toThrow(
      "expected evolve markers in one of a program's several files at least, got none in any of them",
    );
    await expect(loadProblem(folderWith(files, { seed: "seed.js", parts: ["b.js"] }))).rejects.toThrow(
      "expected no parts but of programs that a command runs",
    );
  });

  it.runIf(isHere && compiler)("is built from all of them, and its compiler names them", async () => {
    const problem = await loadProblem(folderWith({ "main.cpp": MAIN, "kernel.hpp": KERNEL }, CPP));
    const evaluator = await createEvaluator({ problem, seed: 1, lanes: 1, openBackend: inProcessBackend });
    const score = (source: string) => evaluator.evaluate({ source, seed: 1 });
    expect(await score(problem.seed)).toMatchObject({ status: "ok", score: 10 });
    expect(await score(problem.seed.replace("sum += i", "sum += 2 * i"))).toMatchObject({ score: 20 });
    expect(await score(problem.seed.replace("int sum = 0", "int summ = 0"))).toMatchObject({
      kind: "build",
      message: expect.stringMatching(/kernel\.hpp:4:\d+: error/),
    });
    expect(await score(MAIN)).toMatchObject({
      status: "invalid",
      message: "expected the files kernel.hpp behind the first, got none",
    });
    await evaluator.close();
  });

  const PRINTING = "import json, sys\nfrom kernel import kernel\njson.dump(kernel(5), sys.stdout)\n";
  const PLAYING =
    "from kernel import kernel\n\nclass create:\n    def __init__(self, setup): pass\n    def ask(self, n): return kernel(n)\n";
  const SIMULATION = `export const simulate = ({ create }) => create({}).ask("ask", 5);
export default ([outcome]) => ({ score: outcome });
`;
  const EVALUATING = `import importlib.util
def evaluate(path):
    spec = importlib.util.spec_from_file_location("program", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {"combined_score": module.kernel(5)}
`;
  const command = { command: ["python3", "{program}"] };

  it.runIf(isHere).each([
    ["in an interpreter of its own", { "main.py": PRINTING }, command],
    ["in a warm interpreter", { "main.py": PRINTING }, { ...command, warm: { imports: ["json"] } }],
    [
      "as a policy",
      { "main.py": PLAYING, "simulation.mjs": SIMULATION },
      { ...command, contract: "policy", evaluator: "simulation.mjs", inputs: [null] },
    ],
    [
      "beside its evaluator",
      { "main.py": "from kernel import kernel\n", "joint.py": EVALUATING },
      { contract: "joint", evaluator: "joint.py", joint: { shape: "openevolve" } },
    ],
  ] as const)("runs with its own files, whatever the one before it had: %s", async (_, files, changes) => {
    const kernel = "# EVOLVE-BLOCK-START\ndef kernel(n):\n    return sum(range(n))\n# EVOLVE-BLOCK-END\n";
    const parts = { seed: "main.py", parts: ["kernel.py"], ...changes };
    const problem = await loadProblem(folderWith({ ...files, "kernel.py": kernel }, parts));
    const evaluator = await createEvaluator({ problem, seed: 1, lanes: 1, openBackend: inProcessBackend });
    const score = (source: string) => evaluator.evaluate({ source, seed: 1 });
    expect(await score(problem.seed)).toMatchObject({ status: "ok", score: 10 });
    expect(await score(problem.seed.replace("sum(", "7 + sum("))).toMatchObject({ score: 17 });
    expect(await score(problem.seed)).toMatchObject({ score: 10 });
    if (!("evaluator" in changes)) {
      const message = expect.stringContaining("kernel.py:3: ZeroDivisionError: division by zero");
      expect(await score(problem.seed.replace("sum(", "1 / 0 + sum("))).toMatchObject({
        kind: "exit",
        message,
      });
    }
    await evaluator.close();
  });

  it.runIf(isHere)(
    "has its own file also where the interpreter has loaded a module of that name",
    async () => {
      const kernel = "# EVOLVE-BLOCK-START\ndef kernel(n):\n    return n\n# EVOLVE-BLOCK-END\n";
      const files = { "main.py": PRINTING.replace("from kernel", "from resource"), "resource.py": kernel };
      const parts = { seed: "main.py", parts: ["resource.py"], ...command, warm: { imports: ["json"] } };
      const problem = await loadProblem(folderWith(files, parts));
      const evaluator = await createEvaluator({ problem, seed: 1, lanes: 1, openBackend: inProcessBackend });
      expect(await evaluator.evaluate({ source: problem.seed, seed: 1 })).toMatchObject({ score: 5 });
      await evaluator.close();
    },
  );
});
