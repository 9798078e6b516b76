import {
  anyObject,
  boolean,
  either,
  list,
  map,
  nullable,
  number,
  object,
  oneOf,
  optional,
  schemaFile,
  section,
  string,
  type Written,
} from "../../schema/index.ts";
import { KIT_NAMES } from "../../kit/index.ts";
import { ADVERSARIAL } from "./adversarial.ts";
import { HOPPING } from "./hopping.ts";
import { JOINT } from "./joint.ts";
import { BUILD, CONTAINER, REPEATS, STAGE, TIMING, WARM } from "./measuring.ts";
import { REPOSITORY } from "./repository.ts";
import { KNOWN_VALUE } from "./known-value.ts";
import { CONSTRAINT, OBJECTIVE, OBJECTIVES } from "./objectives.ts";
import { NEEDS } from "./needs.ts";
import { PROMPT } from "./prompt.ts";
import { FEATURE, fileName, inputs, LIMITS } from "./parts.ts";

/** The declaration of `problem.json`. */
export const PROBLEM = object(
  {
    name: optional(
      string({
        description: "Short name: lower-case letters, digits and hyphens. Default: the folder's name.",
        pattern: "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$",
      }),
    ),
    title: optional(
      string({ description: "One line for people. Default: the name.", minLength: 1, maxLength: 200 }),
    ),
    description: either(
      [
        string({ description: "A text.", minLength: 1, maxLength: 65_536 }),
        list(string({ maxLength: 10_000 }), {
          description: "The lines of a text.",
          minItems: 1,
          maxItems: 2000,
        }),
      ],
      {
        description:
          "What a model (and a person) is told: the task, the rules, what the entry point gets and returns. A text, or a list of lines.",
      },
    ),
    language: optional(
      string({
        description:
          "Language of the programs: javascript, typescript, python, cpp, rust, go, shell; redcode or text, which the scorer reads itself; any, for every other language. Default: by the seed's extension. (`command`, as older problems say it, means the seed's language, run by the command.)",
        minLength: 1,
        maxLength: 100,
      }),
    ),
    engine: optional(
      string({
        description:
          "What runs the programs. quickjs: WebAssembly sandbox, deterministic, for light programs; v8: isolated V8 process, for heavy computation; own: nothing runs, the scorer gets the program's text as its output and interprets it; model: a model of the run answers, where the contract is prompt; command: sandboxed process; container: the same in a container. Default: container where there is one, command where there is a command, model where programs are prompts, else by the language.",
        minLength: 1,
        maxLength: 100,
      }),
    ),
    seed: fileName("The program that evolution starts from, a file in this folder."),
    evolve: optional(
      oneOf(["marked", "all"], {
        description:
          "Parts of the seed that may change: those that its EVOLVE-BLOCK lines mark, or all of it, as if it had no such lines. Default: marked.",
      }),
    ),
    parts: optional(
      list(fileName(), {
        description:
          "Further files of the program, in this folder, where a command runs it: each may have evolve blocks of its own, and lies beside the first one where programs are built and run. Default: none.",
        minItems: 1,
        maxItems: 64,
      }),
    ),
    entryPoint: string({
      description:
        "Exported function that is called with one input and returns plain JSON; where the contract is policy, the one that makes the policy (default: create). Not used by programs that a command runs.",
      pattern: "^[A-Za-z_$][A-Za-z0-9_$]{0,99}$",
      default: "solve",
    }),
    evaluator: either(
      [
        fileName(
          "A module of JavaScript or TypeScript, a file of Python with a function score, a shell script.",
        ),
        list(string({ minLength: 1, maxLength: 4096 }), {
          description:
            "A command line, one word per element, that starts a scorer in any language; one of its words is a file in this folder.",
          minItems: 1,
          maxItems: 100,
        }),
      ],
      {
        description:
          "The scorer, a file in this folder that judges the outputs: a module whose default export does, a Python file with a function score(outputs, inputs, seed), or a command line that starts a process which answers JSON lines.",
      },
    ),
    inputs: either(inputs(1), {
      description:
        "What the entry point is called with: one call per element, each in a fresh realm. A list, or the name of a JSON file in this folder that holds one. Default: one call with null.",
      default: [null],
    }),
    holdout: either(inputs(0), {
      description:
        "Further inputs that the search never sees; they only verify champions. A list, or the name of a JSON file in this folder.",
      default: [],
    }),
    output: nullable(
      anyObject({
        description:
          "JSON Schema of one output; any other output is a failure of kind `schema` and never reaches the scorer.",
      }),
      { default: null },
    ),
    objective: optional(OBJECTIVE),
    objectives: optional(OBJECTIVES),
    knownHypervolume: optional(
      number({
        description:
          "Hypervolume of the best front that is known, within the objectives' references, where there are several.",
        exclusiveMinimum: 0,
      }),
    ),
    constraints: list(CONSTRAINT, {
      description: "Bounds on metrics: a program beyond one has no score, and is told by how much.",
      maxItems: 20,
      default: [],
    }),
    bestKnown: either(
      [
        list(KNOWN_VALUE, { description: "The values, the best first.", maxItems: 100 }),
        string({
          description: "Name of a list in `known-values.json`, in this folder or the one above.",
          minLength: 1,
          maxLength: 200,
        }),
      ],
      {
        description:
          "Best known values of the objective, raw, and where they come from: a list, or its name in `known-values.json`.",
        default: [],
      },
    ),
    limits: section(LIMITS, { description: "Bounds on one run of a program." }),
    features: list(FEATURE, {
      description:
        "Behaviour descriptors, the axes of the MAP-Elites grid: in each cell the best program survives. Default: the program's length in 10 bins.",
      maxItems: 6,
      default: [{ name: "length", range: "auto", scale: "linear", bins: 10 }],
    }),
    stages: list(STAGE, {
      description:
        "Cheap gates before the full evaluation, in order: a program that misses a threshold is not run on the rest.",
      maxItems: 10,
      default: [],
    }),
    repeats: nullable(REPEATS, {
      description:
        "Score every program several times, each with a seed of its own, where a score depends on the seed; null: once.",
      default: null,
    }),
    timing: nullable(TIMING, {
      description:
        "The objective is run time: programs get a real clock and are measured against their parents in pairs of runs. The scorer finds the outcome in context.timing. Runs cannot be repeated exactly. null: run time does not count.",
      default: null,
    }),
    contract: oneOf(["program", "operators", "policy", "joint", "prompt"], {
      description:
        "How a program is used. program: as its language is, called with each input or run by the command. operators: it exports generate(random, input), improve(solution, budget) and perturb(solution, strength, random), and the toolkit hops from basin to basin with them, as `hopping` says, with the first of `inputs` (JavaScript and TypeScript). policy: it exports create(setup), and the evaluator's simulation calls the methods of what that returns, step by step, in one episode for each input. joint: the evaluator runs the program itself, in the sandbox, as `joint` says; such a score is marked, because program and evaluator share a process. prompt: the program is a text that a model of the run gets with each input, and what the model answers is the output.",
      default: "program",
    }),
    hopping: nullable(HOPPING, {
      description: "Basin hopping with the program's operators, where the contract is operators; else null.",
      default: null,
    }),
    joint: nullable(JOINT, {
      description:
        "How the evaluator runs programs itself, where the contract is joint (the contract without it: as its defaults say); else null.",
      default: null,
    }),
    prompt: nullable(PROMPT, {
      description:
        "How the model that answers is asked, where the contract is prompt (the contract without it: as its defaults say); else null.",
      default: null,
    }),
    needs: nullable(NEEDS, {
      description:
        "What programs that are commands find in the sandbox besides the system: environments, packages, files, data. `galapagos doctor <problem>` says what is missing. null: nothing.",
      default: null,
    }),
    command: nullable(
      list(string({ minLength: 1, maxLength: 4096 }), {
        description:
          "Command line that runs the programs, in any language, one word per element: it reads one input as JSON on stdin and writes one output as JSON on stdout; `{program}` stands for the program's file, `{artifact}` for what was built of it.",
        minItems: 1,
        maxItems: 100,
      }),
      { default: null },
    ),
    container: nullable(CONTAINER, {
      description:
        "Runs commands, and builds, in a container of Podman or Docker (engine container): a fresh one for each call, without network. null: they run in this machine's own system.",
      default: null,
    }),
    build: nullable(BUILD, {
      description:
        "Builds every program once, in the sandbox, before it runs: a compiler, say. `command` then runs `{artifact}`. null: programs run as they are.",
      default: null,
    }),
    imports: optional(
      list(oneOf(KIT_NAMES, { description: "A module of the toolkit." }), {
        description:
          "Modules of the toolkit that programs in JavaScript or TypeScript may import. galapagos:math: random numbers from a seed, Nelder–Mead, L-BFGS, linear programs, linear algebra. Part of the problem's version. Default: none.",
        maxItems: 10,
      }),
    ),
    race: optional(
      boolean({
        description:
          "The scorer is told the parent of the program that it judges (context.rival), so that it may stop early with a child that is hopeless beside it. A child that is not judged in full must get less than its parent has. Default: false.",
      }),
    ),
    start: optional(
      oneOf(["parent"], {
        description:
          "parent: a program goes on from what its parent's program constructed. Its input has a property `start` with that answer, as plain JSON; the seed and other programs without a parent get the input as it is. A score then holds for a program together with its start; a program that comes out where it started has none. One input, an object or null. Default: every program begins anew.",
      }),
    ),
    warm: nullable(WARM, {
      description:
        "Programs in Python begin in a fresh, walled child of an interpreter that waits with these modules imported, in place of an interpreter of their own: many times as fast. null: each has an interpreter of its own.",
      default: null,
    }),
    repository: nullable(REPOSITORY, {
      description:
        "Programs are a file of a repository: they pass its tests, in the sandbox, before they are called, and import its other modules (Python). galapagos init <name> --from <file>:<function> writes it. null: programs stand for themselves.",
      default: null,
    }),
    mutator: nullable(
      fileName(
        "A module in this folder with the problem's own mutator, in place of its language's. Runs in the islands' threads, as trusted code.",
      ),
      { default: null },
    ),
    verifier: nullable(
      fileName(
        "A module in this folder that judges constructions rigorously: for champions, and for galapagos verify. No part of the problem's version.",
      ),
      { default: null },
    ),
    view: nullable(
      fileName(
        "A module in this folder that draws a program's output, for the report. No part of the problem's version.",
      ),
      { default: null },
    ),
    adversarial: nullable(ADVERSARIAL, {
      description:
        "Rounds of evolution against the champions of earlier rounds (Digital Red Queen). Each input is an object that gets a property `opponents`. null: an ordinary problem.",
      default: null,
    }),
    presets: optional(
      map(anyObject({ description: "Properties that replace those above." }), {
        description:
          "Named sets of properties that replace those above: galapagos run <problem> --preset <name>.",
        maxProperties: 100,
      }),
    ),
  },
  {
    description:
      "problem.json: what is to be evolved, how it is scored and within which limits. See docs/problems.md.",
  },
);

/** The schema of `problem.json`: `schemas/problem.schema.json`. */
export const PROBLEM_SCHEMA = schemaFile("Galapagos problem", PROBLEM);

/**
 * `problem.json` as a person writes it: agrees with the schema, defaults still open, data files still names.
 */
export type ProblemFile = Written<typeof PROBLEM> & { readonly $schema?: string };
