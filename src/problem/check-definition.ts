import { closestName, type GalapagosError } from "../core/index.ts";
import { contractOf, LANGUAGES, languageNamed, languageOf } from "../language/index.ts";
import { loadAjv } from "../schema/index.ts";
import type { FeatureDimension, ProblemDefinition } from "./definition.ts";
import { ENGINES, isShipped } from "./engines.ts";
import { invalid, show } from "./validate-problem.ts";

/** Most cells of the grid: the product of all bins. More than this, and no two programs ever meet in a cell. */
export const MAX_CELLS = 100_000;

/**
 * The rules that a schema says badly or not at all: how properties depend on each other. Returns the first broken one.
 *
 * @param file - path for messages
 */
export function checkDefinition(definition: ProblemDefinition, file: string): GalapagosError | null {
  return (
    checkLanguage(definition, file) ??
    checkCommand(definition, file) ??
    checkEngine(definition, file) ??
    checkInputs(definition, file) ??
    checkMeasuring(definition, file) ??
    checkOutput(definition, file) ??
    checkFeatures(definition.features, file) ??
    checkBuiltIns(definition, file)
  );
}

function checkLanguage({ language }: ProblemDefinition, file: string): GalapagosError | null {
  if (languageNamed(language) !== null) return null;
  const names = LANGUAGES.map(({ name }) => name);
  const near = closestName(language, names);
  const expected = `one of ${names.map((name) => `"${name}"`).join(", ")}`;
  const hint = near === null ? 'any other language: "any", with a "command"' : `did you mean "${near}"?`;
  return invalid(file, "/language", expected, show(language), hint);
}

function checkCommand(definition: ProblemDefinition, file: string): GalapagosError | null {
  const { engine, command, seed } = definition;
  if (command === null) {
    if (contractOf(definition) !== "command" && engine !== "command") return null;
    const usual = languageOf(definition).command ?? ["python3", "{program}"];
    const hint = `for example "command": ${JSON.stringify(usual).replaceAll('","', '", "')}`;
    return invalid(file, "/command", `a command line, since "${seed}" runs by command`, "nothing", hint);
  }
  if (command.some((word) => word.includes("{program}"))) return null;
  return invalid(
    file,
    "/command",
    "a word with {program}",
    show(command),
    "put {program} where the file's path belongs",
  );
}

/** Engines of this toolkit must call a program as the problem does; another one is asked when it is opened. */
function checkEngine(definition: ProblemDefinition, file: string): GalapagosError | null {
  const { engine, command, language } = definition;
  const fitting = ENGINES[contractOf(definition)];
  if (fitting.includes(engine) || !isShipped(engine)) return null;
  const expected = fitting.map((name) => `"${name}"`).join(" or ");
  const reason = command === null ? `for the language ${language}` : "for a problem with a command";
  return invalid(
    file,
    "/engine",
    `${expected} ${reason}`,
    show(engine),
    "leave engine out to get the right one",
  );
}

function checkInputs({ inputs, stages, limits }: ProblemDefinition, file: string): GalapagosError | null {
  if (inputs.length === 0) {
    return invalid(
      file,
      "/inputs",
      "at least 1 element",
      "[]",
      "leave inputs out to call the entry point once, with null",
    );
  }
  if (limits.deadlineMs < limits.timeMs) {
    return invalid(
      file,
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
      return invalid(file, `/stages/${index}/inputs`, expected, show(beyond), "indices count from 0");
    }
    if (stages.findIndex(({ name }) => name === stage.name) < index) {
      return invalid(
        file,
        `/stages/${index}/name`,
        "a name of its own",
        show(stage.name),
        "rename one of the two stages",
      );
    }
  }
  return null;
}

function checkMeasuring(definition: ProblemDefinition, file: string): GalapagosError | null {
  const { repeats, timing } = definition;
  if (repeats && repeats.tolerance !== null && repeats.rule !== "mean") {
    return invalid(
      file,
      "/repeats/tolerance",
      `no tolerance with the rule ${repeats.rule}`,
      show(repeats.tolerance),
      'remove it, or say "rule": "mean"',
    );
  }
  if (!timing) return null;
  if (contractOf(definition) === "text") {
    return invalid(
      file,
      "/timing",
      "no timing where the scorer interprets the programs itself",
      show(timing),
      "let the scorer count steps, and score those",
    );
  }
  if (1 - timing.confidence < 2 ** (1 - timing.maxPairs)) {
    return invalid(
      file,
      "/timing/maxPairs",
      `enough pairs for a confidence of ${timing.confidence}`,
      show(timing.maxPairs),
      "8 pairs can show 0.99, 16 can show 0.999",
    );
  }
  if (!repeats) return null;
  return invalid(
    file,
    "/repeats",
    "no repeats beside timing",
    show(repeats),
    "remove repeats: timing repeats its measurements itself (timing.maxPairs)",
  );
}

function checkOutput({ output }: ProblemDefinition, file: string): GalapagosError | null {
  if (output === null) return null;
  try {
    new (loadAjv())({ strict: false, logger: false }).compile({ ...output });
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return invalid(
      file,
      "/output",
      "a JSON Schema (draft 7)",
      reason.slice(0, 200),
      "correct it, or leave output out to accept any JSON",
    );
  }
}

function checkFeatures(features: readonly FeatureDimension[], file: string): GalapagosError | null {
  let cells = 1;
  for (const [index, feature] of features.entries()) {
    const path = `/features/${index}`;
    if (features.findIndex(({ name }) => name === feature.name) < index) {
      return invalid(
        file,
        `${path}/name`,
        "a name of its own",
        `${show(feature.name)} again`,
        "remove or rename one of the two",
      );
    }
    if (feature.name in Object.prototype) {
      return invalid(
        file,
        `${path}/name`,
        "a name that objects do not have already",
        show(feature.name),
        "rename it",
      );
    }
    const fault =
      feature.scale === "edges" ? checkEdges(feature, file, path) : checkRange(feature, file, path);
    if (fault !== null) return fault;
    cells *= feature.scale === "edges" ? (feature.edges?.length ?? 2) - 1 : (feature.bins ?? 10);
  }
  if (cells <= MAX_CELLS) return null;
  return invalid(
    file,
    "/features",
    `at most ${MAX_CELLS} cells (the product of all bins)`,
    String(cells),
    "use fewer bins or fewer features: about 100 cells is a good start",
  );
}

function checkEdges(
  { edges, range, bins }: FeatureDimension,
  file: string,
  path: string,
): GalapagosError | null {
  if (edges === undefined) {
    return invalid(
      file,
      `${path}/edges`,
      "the bin edges, since the scale is edges",
      "nothing",
      'for example "edges": [0, 1, 5, 20]',
    );
  }
  const fall = edges.findIndex((edge, index) => index > 0 && edge <= (edges[index - 1] ?? edge));
  if (fall > 0) {
    return invalid(
      file,
      `${path}/edges/${fall}`,
      `more than ${edges[fall - 1]} (edges ascend)`,
      show(edges[fall]),
      "sort the edges",
    );
  }
  const spare = range !== undefined ? "range" : bins !== undefined ? "bins" : null;
  if (spare === null) return null;
  return invalid(
    file,
    `${path}/${spare}`,
    `no ${spare} beside edges`,
    show(range ?? bins),
    `remove ${spare}: the edges say it all`,
  );
}

function checkRange(
  { range, scale, edges }: FeatureDimension,
  file: string,
  path: string,
): GalapagosError | null {
  if (edges !== undefined) {
    return invalid(
      file,
      `${path}/edges`,
      `no edges with scale ${scale}`,
      show(edges),
      'remove them, or say "scale": "edges"',
    );
  }
  if (range === undefined) {
    return invalid(
      file,
      `${path}/range`,
      'a range [low, high] or "auto"',
      "nothing",
      '"auto" follows the elites',
    );
  }
  if (range === "auto") return null;
  const [low, high] = range;
  if (low >= high) {
    return invalid(
      file,
      `${path}/range`,
      "[low, high] with low < high",
      show(range),
      "swap or spread the two ends",
    );
  }
  if (scale === "log" && low <= 0) {
    return invalid(
      file,
      `${path}/range/0`,
      "more than 0, since the scale is log",
      show(low),
      "raise it, or use a linear scale",
    );
  }
  return null;
}

/** Built-in features of other languages, which a problem may ask for by mistake. */
function checkBuiltIns(definition: ProblemDefinition, file: string): GalapagosError | null {
  const own = languageOf(definition).features;
  for (const [index, { name }] of definition.features.entries()) {
    const others = LANGUAGES.filter(({ features }) => Object.hasOwn(features, name));
    if (others.length === 0 || Object.hasOwn(own, name)) continue;
    return invalid(
      file,
      `/features/${index}/name`,
      `a feature of ${definition.language} programs`,
      `${show(name)}, which exists for ${others.map((language) => language.name).join(", ")}`,
      'use "length", or a feature that the scorer returns',
    );
  }
  return null;
}
