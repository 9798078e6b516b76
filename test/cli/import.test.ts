import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { importTask, loadProblem } from "../../src/problem/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { galapagos } from "./support.ts";

const hasPython = existsSync("/usr/bin/python3");

/** A folder with files, and an empty one beside it in which commands run. */
function taskOf(files: { readonly [name: string]: string }, name = "My_Task"): { task: string; cwd: string } {
  const root = temporaryFolder("import");
  const task = join(root, name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(task, file)), { recursive: true });
    writeFileSync(join(task, file), text);
  }
  const cwd = join(root, "work");
  mkdirSync(cwd);
  return { task, cwd };
}

/** Puts a link in the place of a file, if there is one. */
function relink(folder: string, name: string, to: string): void {
  rmSync(join(folder, name), { force: true });
  symlinkSync(to, join(folder, name));
}

const SEED = "# EVOLVE-BLOCK-START\r\ndef run():\n    return 1\n# EVOLVE-BLOCK-END\n";
const EVALUATE = "def evaluate(program_path):\n    return {'combined_score': 1.0}\n";

describe.skipIf(!hasPython)("galapagos import", () => {
  it("makes a problem whose check and run say what is missing, also where its evaluator gives 0 for that", async () => {
    const { task, cwd } = taskOf({
      "initial_program.py": SEED,
      "evaluator.py": `def evaluate(program_path):
    try:
        import tensorless
    except Exception as error:
        return {'combined_score': 0.0, 'error': str(error)}
    return {'combined_score': 1.0}
`,
    });
    await galapagos(["import", task], { cwd });
    const warned = await galapagos(["run", "my-task", "--evaluations", "2", "--out", "warned"], { cwd });
    expect(warned.code).toBe(0);
    expect(warned.stderr).toMatch(
      /warning: the evaluator says that the seed failed: No module named 'tensorless'; look closer with: /,
    );
    const folder = join(cwd, "problems/my-task/problem.json");
    const problem = JSON.parse(readFileSync(folder, "utf8")) as object;
    writeFileSync(folder, JSON.stringify({ ...problem, needs: { packages: ["tensorless"] } }));
    const { stdout } = await galapagos(["check", "my-task", "--repeats", "1"], { cwd });
    expect(stdout).toMatch(/the seed scores 0/);
    expect(stdout).toMatch(
      /advice: needs modules: tensorless: not in .*; install them: .* install tensorless /,
    );
    const begun = await galapagos(["run", "my-task", "--evaluations", "30"], { cwd });
    expect(begun.code).toBe(2);
    expect(begun.stderr).toMatch(
      /my-task needs modules that are not here: tensorless: not in .*\n.*hint: install them: \/usr\/bin\/python3 -m venv .* install tensorless /,
    );
    expect(existsSync(join(cwd, "results"))).toBe(false);
  });

  it("copies a task byte for byte, with what its evaluator names, and says what became of every key", async () => {
    const { task, cwd } = taskOf({
      "initial_program.py": SEED,
      "evaluator.py": `import os\nimport tensorless\nfrom shinka.core import run_shinka_eval\nfrom shinka.llm import LLMClient\nfrom helpers import one\n${EVALUATE}def evaluate_stage1(p):\n    return open("cases/a.txt")\n`,
      "helpers.py": "import deeper\n",
      "deeper.py": "",
      "cases/a.txt": "1",
      "best_program.py": "the solution",
      "README.md": "",
      "config.yaml": `max_iterations: 9
random_seed: 5
diff_based_evolution: false
checkpoint_interval: 3
speed: 11
llm:
  primary_model: "some-model"
  api_base: "http://localhost:1/v1"
  api_key: "sk-secret"
  temperature: 0.5
  timeout: 60
prompt:
  system_message: |
    Do it well.
database:
  num_islands: 3
  feature_dimensions: [complexity, score, speed, diversity]
  feature_bins: { speed: 4 }
evaluator:
  timeout: 7
  cascade_thresholds: [0.4]
`,
    });
    const { code, stdout } = await galapagos(["import", task], { cwd });
    const folder = join(cwd, "problems", "my-task");
    expect(code).toBe(0);
    const files = ["cases", "deeper.py", "evaluator.py", "helpers.py", "initial_program.py", "problem.json"];
    expect(readdirSync(folder).filter((name) => name !== "problem.schema.json")).toEqual([
      ...files,
      "run.json",
    ]);
    expect(readFileSync(join(folder, "initial_program.py"), "utf8")).toBe(SEED);
    expect(stdout).toContain("max_iterations → evaluations");
    expect(stdout).toContain("dropped: checkpoint_interval (every verdict is on record)");
    expect(stdout).toContain("unknown: speed\n");
    expect(stdout).toContain("needs shinka.llm, tensorless: not in the Python that runs it");
    expect(stdout).toContain("note: a model's key stands in the configuration: it was not copied");
    expect(stdout).toContain("note: the dimension diversity was left out");
    const settings = readFileSync(join(folder, "run.json"), "utf8");
    expect(settings).not.toContain("secret");
    expect(JSON.parse(settings)).toEqual({
      ...{ evaluations: 10, seed: "5", islands: 3, directed: { format: "full-program" } },
      models: [
        {
          ...{ model: "some-model", baseUrl: "http://localhost:1/v1", weight: 1, timeoutMs: 60_000 },
          parameters: { temperature: 0.5 },
        },
      ],
    });
    const { definition } = await loadProblem(folder);
    expect(definition).toMatchObject({
      description: "Do it well.",
      joint: { shape: "openevolve", failed: "zero", cascade: [0.4], dimensions: ["speed"] },
      needs: { packages: ["shinka.llm", "tensorless"], files: ["cases", "deeper.py", "helpers.py"] },
      limits: { deadlineMs: 21_000, memoryMb: 1024 },
      features: [{ name: "length" }, { name: "score" }, { name: "speed", bins: 4 }],
    });
    expect((await galapagos(["import", task], { cwd })).stderr).toContain("expected no folder at");
  });

  it("reads settings that stand in calls, and in another tool's sections", async () => {
    const shinka = taskOf({
      "initial.py": SEED,
      "evaluate.py": "import argparse\n",
      "run_evo.py": `from shinka.core import EvolutionConfig
MESSAGE = "Pack" + "ing."
common = dict(migration_rate=0.1)
evo = EvolutionConfig(task_sys_msg="Packing.", num_generations=20, llm_models=["m1", "m2"], llm_kwargs=dict(temperatures=[0.0, 1.0], max_tokens=99), shiny=1)
db = DatabaseConfig(num_islands=2, **common)
job = LocalJobConfig(time="00:01:30", extra_cmd_args={"bonus": 3})
`,
    });
    const made = await galapagos(["import", shinka.task, "--json"], { cwd: shinka.cwd });
    const { keys, folder } = JSON.parse(made.stdout);
    expect(keys).toContainEqual({
      key: "evo_config.shiny",
      fate: "unknown",
      note: "no such key is known here",
    });
    expect((await loadProblem(folder)).definition).toMatchObject({
      description: "Packing.",
      joint: { shape: "shinka", failed: "invalid", arguments: { bonus: "3" } },
      limits: { deadlineMs: 90_000 },
    });
    expect(JSON.parse(readFileSync(join(folder, "run.json"), "utf8"))).toMatchObject({
      ...{ evaluations: 21, islands: 2, migration: { rate: 0.1 } },
      models: [{ model: "m1", parameters: { temperature: 0, maxTokens: 99 } }, { model: "m2" }],
    });

    const loong = taskOf({
      "initial_program.py": SEED,
      "eval_program.py": EVALUATE,
      "task_config.yaml": `evolve:
  task: Flip it.
  max_iterations: 30
  target_score: 1.0
  evaluator: { timeout: 1200 }
  planner_name: p
llm_config: { url: "http://h/v1", api_key: "******", model: r1 }
`,
    });
    const other = JSON.parse((await galapagos(["import", loong.task, "--json"], { cwd: loong.cwd })).stdout);
    expect(other).toMatchObject({ tool: "loongflow", missing: [] });
    expect((await loadProblem(other.folder)).definition).toMatchObject({
      description: "Flip it.",
      joint: { shape: "loongflow", failed: "zero" },
      limits: { deadlineMs: 1_200_000 },
    });
  });

  it("tells scripts and tests of containers apart, and says what they lack here", async () => {
    const script = taskOf({
      "initial_program.py": SEED,
      "evaluator/evaluate.sh": "python evaluator.py $1\n",
      "evaluator/evaluator.py": EVALUATE,
    });
    const made = JSON.parse((await galapagos(["import", script.task, "--json"], { cwd: script.cwd })).stdout);
    expect(made).toMatchObject({
      tool: "skydiscover",
      files: expect.arrayContaining(["evaluator/evaluate.sh"]),
    });
    const harbor = taskOf({
      "instruction.md": "Write /app/solver.py.",
      "tests/test.sh": "echo 1 > /logs/verifier/reward.txt\n",
      "task.toml": 'version = "1.0"\n[verifier]\ntimeout_sec = 30.0\n',
      "mine.py": SEED,
    });
    const refused = await galapagos(["import", harbor.task], { cwd: harbor.cwd });
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toContain("expected a program to start from");
    const taken = await galapagos(["import", harbor.task, "--seed", "mine.py"], { cwd: harbor.cwd });
    expect(taken.stdout).toContain("note: the task's container image is not built");
    expect((await loadProblem(join(harbor.cwd, "problems", "my-task"))).definition.joint).toMatchObject({
      ...{ shape: "harbor", solution: "/app/solver.py" },
    });
  });

  it.each<[string, (task: string) => void, RegExp]>([
    [
      "an evaluator that is a link to a file of the machine",
      (task) => relink(task, "evaluator.py", "/etc/passwd"),
      /^the evaluator: expected a file inside .*, got a link to \/etc\/passwd, which leaves it$/,
    ],
    [
      "a pipe in place of the evaluator",
      (task) => {
        rmSync(join(task, "evaluator.py"));
        execFileSync("mkfifo", [join(task, "evaluator.py")]);
      },
      /^the evaluator: expected a file at .*, got something that is not a regular file$/,
    ],
    [
      "a file that the evaluator names and that is a link to one of the machine",
      (task) => relink(task, "data", "/etc/passwd"),
      /^a file of the task: expected a file inside .*, got a link to \/etc\/passwd, which leaves it$/,
    ],
    [
      "a named folder that is the one above the task",
      (task) => relink(task, "data", ".."),
      /^a file of the task: expected a folder inside .*, got a link to .*, which leaves it$/,
    ],
    [
      "a folder that holds itself",
      (task) => {
        mkdirSync(join(task, "data"));
        relink(join(task, "data"), "loop", ".");
      },
      /^a file of the task: expected a folder inside .*, got a link to .*, which is a circle$/,
    ],
    [
      "links that multiply from folder to folder",
      (task) => {
        for (const level of ["a", "b", "c"]) mkdirSync(join(task, "data", level), { recursive: true });
        for (let link = 0; link < 45; link++) {
          symlinkSync("../b", join(task, "data", "a", `${link}`));
          symlinkSync("../c", join(task, "data", "b", `${link}`));
        }
      },
      /^expected at most 2000 files and folders of the task in /,
    ],
    [
      "more than a problem may hold",
      (task) => {
        writeFileSync(join(task, "data"), "");
        truncateSync(join(task, "data"), 65 << 20);
      },
      /^a file of the task: expected at most 64 MiB at .*, got 65 MiB$/,
    ],
  ])("copies nothing of a task with %s", async (_name, change, message) => {
    const named = `def evaluate(program_path):\n    open("data")\n    return {'combined_score': 1.0}\n`;
    const { task, cwd } = taskOf({ "initial_program.py": SEED, "evaluator.py": named });
    change(task);
    const refusal = importTask(task, cwd, { from: "auto" });
    await expect(refusal).rejects.toMatchObject({
      code: "problem/file",
      message: expect.stringMatching(message),
    });
    expect(readdirSync(cwd).flatMap((name) => readdirSync(join(cwd, name)))).toEqual([]);
  });

  it("reads names and values that no JSON has, and nesting that no parser takes, as what they are", async () => {
    const odd = `num_generations=b"x", a={1}, b=1j, c=1e999, d={(1, 2): 3}, e=0x${"f".repeat(5000)}`;
    const shinka = taskOf({
      "initial.py": `x = ${"-".repeat(50_000)}1\n${SEED}`,
      "evaluate.py": "def main(program_path, results_dir):\n    pass\n",
      "run_evo.py": `EvolutionConfig(${odd})\n`,
    });
    const made = await importTask(shinka.task, shinka.cwd, { from: "auto" });
    expect(made.keys.map(({ key }) => key)).toContain("evo_config.d.(1, 2)");
    const harbor = taskOf({
      ...{ "instruction.md": "", "tests/test.sh": "", "seed.py": SEED },
      "task.toml": "[__proto__]\npolluted = 1\n",
    });
    await importTask(harbor.task, harbor.cwd, { from: "auto" });
    expect(({} as { readonly polluted?: number }).polluted).toBeUndefined();
  });

  it("refuses what is no task, in one message", async () => {
    const { task, cwd } = taskOf({ "notes.txt": "" });
    const { code, stderr } = await galapagos(["import", task], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /expected a task of another tool at .*, got a folder with notes\.txt\nhint: a task has /,
    );
    expect(readdirSync(cwd)).toEqual([]);
    const bad = taskOf({ "initial_program.py": SEED, "evaluator.py": EVALUATE, "config.yaml": "a: *none\n" });
    expect((await galapagos(["import", bad.task], { cwd: bad.cwd })).stderr).toContain(
      "expected a configuration in YAML",
    );
    const away = taskOf({ "initial_program.py": SEED, "evaluator.py": EVALUATE });
    const file = await galapagos(["import", away.task, "--file", "../work"], { cwd: away.cwd });
    expect(file.stderr).toContain("give paths that lie in the task's folder");
    expect(readdirSync(join(away.cwd, "problems"))).toEqual([]);
  });
});
