import { closestName } from "../core/index.ts";
import { contractOf, LANGUAGES, languageNamed, languageOf } from "../language/index.ts";
import { type Fault, faultAt, show } from "../schema/index.ts";
import { checkFeatures } from "./check-features.ts";
import { checkObjectives } from "./check-objectives.ts";
import { checkOutput } from "./check-output.ts";
import { checkPolicy } from "./check-policy.ts";
import { checkPrompt } from "./check-prompt.ts";
import { checkStart } from "./check-start.ts";
import type { ProblemDefinition } from "./definition.ts";
import { checkNeeds } from "./joint/check-joint.ts";
import { isNodeCommand, isPythonCommand } from "./interpreter-command.ts";
import { ENGINES, isShipped } from "./engines.ts";

/**
 * The rules that a schema says badly or not at all: how properties depend on each other. Returns all that are
 * broken.
 */
export function checkDefinition(definition: ProblemDefinition): readonly Fault[] {
  const running =
    checkLanguage(definition) ??
    checkPrompt(definition) ??
    checkCommand(definition) ??
    checkEngine(definition);
  const rules = [
    running,
    checkImports(definition),
    checkHopping(definition),
    checkPolicy(definition),
    checkInputs(definition),
    checkMeasuring(definition),
    checkBuiltIns(definition),
    checkContainer(definition),
    checkNeeds(definition),
    checkStart(definition),
  ];
  return [
    ...rules.filter((fault) => fault !== null),
    ...checkOutput(definition.output),
    ...checkFeatures(definition.features),
    ...checkObjectives(definition),
  ];
}

function checkLanguage({ language }: ProblemDefinition): Fault | null {
  if (languageNamed(language) !== null) return null;
  const names = LANGUAGES.map(({ name }) => name);
  const near = closestName(language, names);
  const expected = `one of ${names.map((name) => `"${name}"`).join(", ")}`;
  const hint = near === null ? 'any other language: "any", with a "command"' : `did you mean "${near}"?`;
  return faultAt("/language", expected, show(language), hint);
}

function checkCommand(definition: ProblemDefinition): Fault | null {
  const { engine, command, seed } = definition;
  if (command === null && (definition.parts ?? []).length > 0) {
    const hint = 'add a "command", or make one file of it';
    return faultAt("/parts", "no parts but of programs that a command runs", show(definition.parts), hint);
  }
  if (command === null) {
    if (contractOf(definition) !== "command" && engine !== "command") return null;
    const { build, command: usual = ["python3", "{program}"] } = languageOf(definition);
    const built = build === undefined ? "" : `"build": { "command": ${words(build)} }, `;
    const hint = `for example ${built}"command": ${words(usual)}`;
    return faultAt("/command", `a command line, since "${seed}" runs by command`, "nothing", hint);
  }
  if (definition.warm && (definition.build || !isPythonCommand(command))) {
    const expected = "no warm but for programs that Python runs as they are";
    return faultAt("/warm", expected, show(command), 'it goes with "command": ["python3", "{program}"]');
  }
  const isCalled = isPythonCommand(command) || isNodeCommand(command);
  if (definition.repository && (definition.build || definition.policy || !isCalled)) {
    const expected = "no repository but for functions of Python, JavaScript or TypeScript files";
    const hint = 'it goes with "command": ["python3", "{program}"] or ["node", "{program}"]';
    return faultAt("/repository", expected, show(command), hint);
  }
  const { parts = [], evolve, repository } = definition;
  if (parts.length > 0 && (evolve === "all" || repository)) {
    const hint = "make one file of it, or leave out what it does not go with";
    const expected = 'no parts beside "evolve": "all" and repository';
    return faultAt("/parts", expected, show(parts), hint);
  }
  if (definition.build) return checkBuild(definition.build.command, command);
  if (command.some((word) => word.includes("{program}"))) return null;
  return faultAt(
    "/command",
    "a word with {program}",
    show(command),
    "put {program} where the file's path belongs",
  );
}

function checkBuild(build: readonly string[], command: readonly string[]): Fault | null {
  const missing = ["{program}", "{artifact}"].find((part) => !build.some((word) => word.includes(part)));
  if (missing !== undefined) {
    const hint = 'for example ["g++", "-O2", "-o", "{artifact}", "{program}"]';
    return faultAt("/build/command", `a word with ${missing}`, show(build), hint);
  }
  if (command.some((word) => word.includes("{artifact}"))) return null;
  return faultAt(
    "/command",
    "a word with {artifact}, since programs are built",
    show(command),
    'for example ["{artifact}"]',
  );
}

function words(command: readonly string[]): string {
  return JSON.stringify(command).replaceAll('","', '", "');
}

/**
 * Engines of this toolkit must call a program as the problem does; another one is asked when it is opened.
 */
function checkEngine(definition: ProblemDefinition): Fault | null {
  const { engine, command, language } = definition;
  const fitting = ENGINES[contractOf(definition)];
  if (fitting.includes(engine) || !isShipped(engine)) return null;
  const expected = fitting.map((name) => `"${name}"`).join(" or ");
  const reason = command === null ? `for the language ${language}` : "for a problem with a command";
  return faultAt("/engine", `${expected} ${reason}`, show(engine), "leave engine out to get the right one");
}

/** A container goes with its engine, and with nothing that depends on this machine's own system. */
function checkContainer(definition: ProblemDefinition): Fault | null {
  const { container, engine } = definition;
  if (!container) {
    if (engine !== "container") return null;
    const hint = 'add "container": { "image": "docker.io/library/python@sha256:…" }';
    return faultAt("/container", "the image, since the engine is container", "nothing", hint);
  }
  if (engine !== "container")
    return faultAt("/engine", '"container", since there is an image', show(engine), "leave engine out");
  const odd = WITHOUT_CONTAINER.find((name) => definition[name]);
  if (odd === undefined) return null;
  const hint = `leave ${odd} out, or the container; what programs need belongs into the image`;
  return faultAt(`/${odd === "policy" ? "contract" : odd}`, "nothing beside a container", odd, hint);
}

const WITHOUT_CONTAINER = ["imports", "needs", "warm", "timing", "repository", "joint", "policy"] as const;

/** Programs of JavaScript import kits, in the toolkit's engines or in a command of Node's. */
function checkImports({ imports = [], language, joint }: ProblemDefinition): Fault | null {
  if (imports.length === 0 || (!joint && ["javascript", "typescript"].includes(language))) return null;
  const hint = "leave imports out; programs in other languages have the modules of their own system";
  return faultAt("/imports", "no imports but for programs in JavaScript or TypeScript", show(language), hint);
}

function checkHopping(definition: ProblemDefinition): Fault | null {
  const { hopping, timing, language } = definition;
  if (!hopping) return null;
  if (contractOf(definition) !== "function") {
    const hint = "write the operators in JavaScript or TypeScript";
    return faultAt("/contract", "a language whose programs are called as functions", show(language), hint);
  }
  if (!timing) return null;
  return faultAt(
    "/timing",
    "no timing of operators",
    show(timing),
    "remove timing: hopping bounds what they may do",
  );
}

function checkInputs({ inputs, stages, limits }: ProblemDefinition): Fault | null {
  if (inputs.length === 0) {
    return faultAt(
      "/inputs",
      "at least 1 element",
      "[]",
      "leave inputs out to call the entry point once, with null",
    );
  }
  if (limits.deadlineMs < limits.timeMs) {
    return faultAt(
      "/limits/deadlineMs",
      `at least timeMs (${limits.timeMs})`,
      show(limits.deadlineMs),
      "leave it out for 10 × timeMs",
    );
  }
  for (const [index, stage] of stages.entries()) {
    const beyond = stage.inputs.find((input) => input >= inputs.length);
    if (beyond !== undefined) {
      const expected = `indices below ${inputs.length} (there are that many inputs)`;
      return faultAt(`/stages/${index}/inputs`, expected, show(beyond), "indices count from 0");
    }
    if (stages.findIndex(({ name }) => name === stage.name) < index) {
      return faultAt(
        `/stages/${index}/name`,
        "a name of its own",
        show(stage.name),
        "rename one of the two stages",
      );
    }
  }
  return null;
}

function checkMeasuring(definition: ProblemDefinition): Fault | null {
  const { repeats, timing } = definition;
  if (repeats && repeats.tolerance !== null && repeats.rule !== "mean") {
    return faultAt(
      "/repeats/tolerance",
      `no tolerance with the rule ${repeats.rule}`,
      show(repeats.tolerance),
      'remove it, or say "rule": "mean"',
    );
  }
  if (!timing) return null;
  if (contractOf(definition) === "text") {
    return faultAt(
      "/timing",
      "no timing where the scorer interprets the programs itself",
      show(timing),
      "let the scorer count steps, and score those",
    );
  }
  if (1 - timing.confidence < 2 ** (1 - timing.maxPairs)) {
    return faultAt(
      "/timing/maxPairs",
      `enough pairs for a confidence of ${timing.confidence}`,
      show(timing.maxPairs),
      "8 pairs can show 0.99, 16 can show 0.999",
    );
  }
  if (timing.function !== undefined && !isPythonFunction(definition)) {
    return faultAt(
      "/timing/function",
      "no function but of programs that Python runs as they are, and that are no part of a repository",
      show(timing.function),
      'it goes with "command": ["python3", "{program}"]; leave it out elsewhere',
    );
  }
  if (!repeats) return null;
  return faultAt(
    "/repeats",
    "no repeats beside timing",
    show(repeats),
    "remove repeats: timing repeats its measurements itself (timing.maxPairs)",
  );
}

function isPythonFunction({ command, build, repository }: ProblemDefinition): boolean {
  return isPythonCommand(command) && !build && !repository;
}

/** Built-in features of other languages, which a problem may ask for by mistake. */
function checkBuiltIns(definition: ProblemDefinition): Fault | null {
  const own = languageOf(definition).features;
  for (const [index, { name }] of definition.features.entries()) {
    const others = LANGUAGES.filter(({ features }) => Object.hasOwn(features, name));
    if (others.length === 0 || Object.hasOwn(own, name)) continue;
    return faultAt(
      `/features/${index}/name`,
      `a feature of ${definition.language} programs`,
      `${show(name)}, which exists for ${others.map((language) => language.name).join(", ")}`,
      'use "length", or a feature that the scorer returns',
    );
  }
  return null;
}
