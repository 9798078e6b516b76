import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Json } from "../../src/core/index.ts";
import {
  initProblem,
  loadProblem,
  type Problem,
  type Scorer,
  TEMPLATE_LANGUAGES,
  type TemplateLanguage,
} from "../../src/problem/index.ts";
import { refusal, temporaryFolder } from "./support.ts";

/** Outputs of the seed, run as plainly as possible. */
async function runSeed({ folder, definition }: Problem, inputs: readonly Json[]): Promise<Json[]> {
  const path = join(folder, definition.seed);
  const { command } = definition;
  if (command !== null) {
    const artifact = join(folder, "artifact");
    const filled = (word: string) => word.replace("{program}", path).replace("{artifact}", artifact);
    if (definition.build) {
      const [compiler = "", ...rest] = definition.build.command.map(filled);
      execFileSync(compiler, rest, { env: { ...process.env, GO111MODULE: "off" } });
    }
    const [program = "", ...words] = command.map(filled);
    return inputs.map((input) =>
      JSON.parse(execFileSync(program, words, { input: JSON.stringify(input) }).toString()),
    );
  }
  const module = (await import(pathToFileURL(path).href)) as { [name: string]: (input: Json) => Json };
  return inputs.map((input) => module[definition.entryPoint]?.(input) ?? null);
}

/** The scorer of a new problem, called once and apart from everything else. */
async function scorerOf({ folder, definition }: Problem): Promise<Scorer> {
  if (definition.evaluator.endsWith(".py"))
    return (outputs, { inputs, seed }) => {
      const input = `${JSON.stringify({ outputs, inputs, seed })}\n`;
      const line = execFileSync("sh", ["-c", "python3 galapagos.py evaluator.py 3>&1"], {
        cwd: folder,
        input,
      });
      return JSON.parse(line.toString().split("\n")[1] ?? "");
    };
  return ((await import(pathToFileURL(join(folder, definition.evaluator)).href)) as { default: Scorer })
    .default;
}

describe.each(TEMPLATE_LANGUAGES)("a new problem in %s", (language) => {
  // asked for its version: a compiler's name may be there, and no compiler behind it
  const needed = {
    python: "python3 --version",
    cpp: "g++ --version",
    rust: "rustc --version",
    go: "go version",
    any: "command -v awk",
  };
  const probe = Object.entries(needed).find(([name]) => name === language)?.[1] ?? "true";
  const isHere = spawnSync("sh", ["-c", probe]).status === 0;
  test.skipIf(!isHere)("loads, and its seed scores, on inputs and hold-out", async () => {
    const work = await temporaryFolder();
    const { folder, files, next } = await initProblem(work, { name: "my-curve", language });
    expect(folder).toBe(join(work, "problems", "my-curve"));
    expect((await readdir(folder)).sort()).toEqual([...files].sort());
    expect(next).toBe("npx galapagos run my-curve");
    const problem = await loadProblem("my-curve", { searchFrom: work });
    expect(problem.definition.language).toBe(language);
    const { inputs, holdout } = problem.definition;
    const score = await scorerOf(problem);
    const all = [...inputs, ...holdout];
    const search = await score(await runSeed(problem, inputs), { inputs, seed: 1 });
    const verified = await score(await runSeed(problem, all), { inputs: all, seed: 1 });
    expect("score" in search && search.score).toBeCloseTo(0.5564462, 6);
    expect("score" in verified && verified.score).toBeCloseTo(0.5494501, 6);
    expect(await score([[1, 2]], { inputs, seed: 1 })).toEqual({ invalid: "expected 17 values, got 2" });
  });

  test("marks what may change", async () => {
    const work = await temporaryFolder();
    await initProblem(work, { name: "my-curve", language });
    const { seed } = await loadProblem("my-curve", { searchFrom: work });
    expect(seed.match(/EVOLVE-BLOCK-(START|END)/g)).toEqual(["EVOLVE-BLOCK-START", "EVOLVE-BLOCK-END"]);
  });
});

describe.each(["program", "operators", "policy", "prompt"] as const)(
  "a new problem of the contract %s",
  (contract) => {
    test("has a page that names its own files and no others", async () => {
      const work = await temporaryFolder();
      const { folder, files } = await initProblem(work, { name: "mine", contract });
      const page = await readFile(join(folder, "README.md"), "utf8");
      const named = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, name]) => name);
      const others = ["README.md", "problem.schema.json"];
      expect(named.sort()).toEqual(files.filter((file) => !others.includes(file)).sort());
    });
  },
);

test("the schema is named by path where the toolkit lies above the problem", async () => {
  const checkout = fileURLToPath(new URL("../../", import.meta.url));
  await mkdir(join(checkout, "results"), { recursive: true });
  const inside = await mkdtemp(join(checkout, "results", "init-test-"));
  onTestFinished(() => rm(inside, { recursive: true, force: true }));
  const { folder, files } = await initProblem(inside, { name: "mine" });
  expect(files).not.toContain("problem.schema.json");
  const { $schema } = JSON.parse(await readFile(join(folder, "problem.json"), "utf8"));
  expect(join(folder, $schema)).toBe(join(checkout, "schemas", "problem.schema.json"));
});

test("a new problem in python starts its programs from an interpreter with the seed's modules", async () => {
  const work = await temporaryFolder();
  await initProblem(work, { name: "mine", language: "python" });
  const { seed, definition } = await loadProblem("mine", { searchFrom: work });
  const imported = [...seed.matchAll(/^import (\w+)$/gm)].map(([, name]) => name);
  expect([...(definition.warm?.imports ?? []), "sys"]).toEqual(imported);
});

test("the schema is copied where the toolkit lies elsewhere", async () => {
  const away = await temporaryFolder();
  await initProblem(away, { name: "mine" });
  const text = await readFile(join(away, "problems", "mine", "problem.json"), "utf8");
  expect(JSON.parse(text).$schema).toBe("./problem.schema.json");
  const shipped = new URL("../../schemas/problem.schema.json", import.meta.url);
  expect(await readFile(join(away, "problems", "mine", "problem.schema.json"), "utf8")).toBe(
    await readFile(shipped, "utf8"),
  );
});

describe("init refuses", () => {
  test("to overwrite", async () => {
    const work = await temporaryFolder();
    const { folder } = await initProblem(work, { name: "mine" });
    await writeFile(join(folder, "seed.ts"), "precious");
    expect(
      await refusal(initProblem(work, { name: "mine", language: "python" }), work),
    ).toMatchInlineSnapshot(`
      "problem/exists (2)
      expected no folder at <tmp>/problems/mine yet, got one: nothing was written
      → galapagos init mine-2, or remove the folder first"
    `);
    expect(await readFile(join(folder, "seed.ts"), "utf8")).toBe("precious");
    expect(await readdir(join(work, "problems"))).toEqual(["mine"]);
  });

  test("the name of a shipped problem", async () => {
    const work = await temporaryFolder();
    expect(await refusal(initProblem(work, { name: "circle-packing" }), work)).toMatchInlineSnapshot(`
      "problem/exists (2)
      expected a new name, got "circle-packing", a problem that comes with the toolkit
      → galapagos run circle-packing runs it; galapagos init my-circle-packing starts your own"
    `);
  });

  test.each(["", " ", ".", "..", "a/b", "../a", "a\\b", "Übung", "名前", "-a", "a-", "a\0", "x".repeat(65)])(
    "the name %j, and suggests one that works",
    async (name) => {
      const work = await temporaryFolder();
      const said = await refusal(initProblem(work, { name }), work);
      expect(said).toContain("problem/name (2)");
      const suggested = /→ galapagos init (.*)$/.exec(said)?.[1] ?? "";
      expect((await initProblem(work, { name: suggested })).files).toContain("problem.json");
    },
  );

  test("an unknown language", async () => {
    const work = await temporaryFolder();
    const said = (language: string) =>
      refusal(initProblem(work, { name: "mine", language: language as TemplateLanguage }), work);
    expect(await said("typescrpt")).toMatchInlineSnapshot(`
      "problem/language (2)
      expected one of typescript, javascript, python, cpp, rust, go, shell, any, got the language "typescrpt"
      → did you mean "typescript"?"
    `);
    expect(await said("cobol")).toMatchInlineSnapshot(`
      "problem/language (2)
      expected one of typescript, javascript, python, cpp, rust, go, shell, any, got the language "cobol"
      → any other language: any, with a command of its own in problem.json"
    `);
  });

  test("a language that a contract is not written in", async () => {
    const work = await temporaryFolder();
    expect(
      await refusal(initProblem(work, { name: "mine", contract: "policy", language: "go" }), work),
    ).toMatchInlineSnapshot(`
      "problem/language (2)
      expected the language javascript or python for the contract policy, got go
      → leave --language out: the template of policy is JavaScript"
    `);
    expect(
      await refusal(initProblem(work, { name: "mine", contract: "prompt", language: "python" }), work),
    ).toMatchInlineSnapshot(`
      "problem/language (2)
      expected no language for the contract prompt, got python
      → leave --language out: the template of prompt is a text"
    `);
  });

  test("a place where no folder can be", async () => {
    const work = await temporaryFolder();
    await writeFile(join(work, "problems"), "a file");
    expect(await refusal(initProblem(work, { name: "mine" }), work)).toMatchInlineSnapshot(`
      "problem/file (2)
      expected to create <tmp>/problems/mine, got a file in place of a folder (ENOTDIR): nothing was written
      → check the folder's permissions and the disk's free space"
    `);
  });
});

const canMount = spawnSync("unshare", ["--mount", "true"]).status === 0;
test.skipIf(!canMount)(
  "a read-only place is called by its name, however many folders are missing there",
  () => {
    const module = new URL("../../src/problem/into-place.ts", import.meta.url).href;
    const script = `import { intoPlace } from ${JSON.stringify(module)};
    await intoPlace("/mnt/problems/mine", async () => {}).catch(({ message }) => console.log(message));`;
    const mount = 'mount -t tmpfs -o ro none /mnt && exec "$0" --input-type=module -e "$1"';
    const told = execFileSync("unshare", ["--mount", "sh", "-c", mount, process.execPath, script], {
      encoding: "utf8",
    });
    expect(told).toBe(
      "expected to create /mnt/problems/mine, got a read-only file system (EROFS): nothing was written\n",
    );
  },
);
