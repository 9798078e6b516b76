import { dirname, extname, join } from "node:path";
import { languageOf } from "../../../language/index.ts";
import {
  HARNESS,
  harnessFiles,
  type Joint,
  type Problem,
  type SupportFile,
  supportFiles,
} from "../../../problem/index.ts";
import { failure } from "../../failures.ts";
import type { Bubblewrap } from "../bubblewrap.ts";
import type { PreparedProgram, Sandbox, SandboxRun } from "../sandbox.ts";
import { createColdRunner } from "./cold-runner.ts";
import { type Furniture, furnitureOf } from "./furniture.ts";
import { answersOf, createJail, type JailFile } from "./jail.ts";
import { filesOf } from "./program-files.ts";
import type { SupervisedRun } from "./supervise.ts";

/**
 * The sandbox of joint problems: the whole evaluator runs in a jail with each program, in a fresh copy of the task's files,
 * and the verdict leaves by a descriptor of its own. Nothing outlives an evaluation. What the walls cannot keep apart is
 * evaluator and program: that is why such scores are marked.
 */
export async function createJointSandbox(
  problem: Problem,
  joint: Joint,
  bubblewrap: Bubblewrap | null,
): Promise<Sandbox> {
  const { definition, folder } = problem;
  const { limits, needs } = definition;
  const files = await supportFiles(folder, definition);
  const size = files.reduce((sum, { content }) => sum + content.length, 0);
  const temporaryMb = needs?.temporaryMb ?? 64;
  const tmpBytes = (temporaryMb << 20) + 2 * size;
  const furniture = furnished(furnitureOf(problem, bubblewrap?.user !== null), joint, definition.evaluator);
  const jail = createJail(bubblewrap, [folder], furniture);
  const start = bubblewrap && { bubblewrap, hidden: [folder], furniture, looksAhead: true };
  const runner = createColdRunner(jail, start);
  const { parts = [] } = definition;
  const task = taskOf(problem, joint, files);
  const harness = harnessFiles().find(({ path }) => path === HARNESS)?.content ?? "";

  async function run({ code }: PreparedProgram, _input: string, seed: number): Promise<SandboxRun> {
    const program = filesOf(code, parts);
    if ("status" in program) return program;
    // its other files lie in the task's folder, as its first does
    const others = program.others.map(({ path, text }) => [path, Buffer.from(text).toString("base64")]);
    const given: JailFile[] = [
      { name: HARNESS, content: harness },
      { name: TASK, content: JSON.stringify({ ...task, files: [...task.files, ...others] }) },
      { name: PROGRAM, content: program.first },
    ];
    const paths = [HARNESS, TASK, PROGRAM].map(jail.path);
    const command = {
      words: ["python3", ...paths, String(answersOf(given.length))],
      files: given,
      env: { ...furniture.env, GALAPAGOS_SEED: String(seed >>> 0) },
      limits: { ...limits, fileMb: temporaryMb },
      tmpBytes,
      hasAnswers: true,
    };
    return verdictOf(await runner.run({ command, input: "", program: [] }));
  }

  return {
    level: 3,
    engine: `joint@${joint.shape}`,
    fresh: () => true,
    run,
    check: (program, input) => run(program, input, 1),
    async close() {
      await runner.close();
      jail.close();
    },
  };
}

function verdictOf(outcome: SupervisedRun): SandboxRun {
  if (outcome.status !== "ok") {
    const { lastWords: _lastWords, ...why } = outcome;
    return why;
  }
  const text = outcome.output.toString("utf8").trim();
  if (text === "") return failure("error", "exit", "the evaluator ended without a verdict");
  return { status: "ok", text, ms: outcome.ms };
}

/** Orders to the harness. */
function taskOf({ definition }: Problem, joint: Joint, files: readonly SupportFile[]) {
  const { evaluator, features, seed } = definition;
  const builtIn = languageOf(definition).features;
  const packed = (list: readonly SupportFile[]) =>
    list.map(({ path, content }) => [path, content.toString("base64")] as const);
  return {
    ...joint,
    evaluator,
    files: packed(files),
    toolkit: packed(harnessFiles().filter(({ path }) => path !== HARNESS)),
    // an identifier: evaluators import it by its name
    place: `candidate_program${extname(seed)}`,
    features: features
      .map(({ name }) => name)
      .filter((name) => name !== "length" && !Object.hasOwn(builtIn, name)),
    whole: joint.verify !== null,
  };
}

/** Paths that tests of containers expect lead into the private /tmp; plots need no screen. */
function furnished(furniture: Furniture, { shape }: Joint, evaluator: string): Furniture {
  const roots = ["app", "tests", "logs"].map((name) => ({ path: `/${name}`, to: `/tmp/${name}` }));
  const benchmark = { path: "/benchmark", to: join("/tmp/task", dirname(evaluator)) };
  return {
    ...furniture,
    links: shape === "harbor" ? roots : shape === "script" ? [benchmark] : [],
    env: { MPLBACKEND: "Agg", GOCACHE: "/tmp/go-cache", GO111MODULE: "off", ...furniture.env },
  };
}

const TASK = "task.json";
const PROGRAM = "candidate";
