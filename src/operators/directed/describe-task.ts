import { computeOf } from "../../evaluate/index.ts";
import type { EditableRange } from "../../edits/index.ts";
import { kitsOf } from "../../kit/index.ts";
import { contractOf, languageOf } from "../../language/index.ts";
import { oneLine } from "../../llm/index.ts";
import type { Problem } from "../../problem/index.ts";
import { findRegions } from "../../program/index.ts";
import { showNumber } from "./describe-verdict.ts";
import { describeHoldout } from "./describe-holdout.ts";
import { describeKits, importsOf } from "./describe-kits.ts";
import { describeOperators } from "./describe-operators.ts";
import { describeStart } from "./describe-start.ts";
import { describePrompt } from "./describe-prompt.ts";
import { describePolicy } from "./describe-policy.ts";

/** The task for a model: what it says, the language, the entry point, the limits. */
export function describeTask({ definition, seed }: Problem): string {
  const { title, description } = definition;
  const { manual = null } = languageOf(definition);
  const frozen = editableOf(seed) === null ? null : FROZEN;
  const program = `${describeProgram(definition)}${describeHoldout(definition)}${describeStart(definition)}`;
  return [title, description, program, frozen, manual].filter((text) => text !== null).join("\n\n");
}

/** The kind of program, and its limits. */
function describeProgram(definition: Problem["definition"]): string {
  const { entryPoint, command, timing } = definition;
  const { describe } = languageOf(definition);
  if (definition.prompt) return describePrompt(definition);
  if (contractOf(definition) === "text") return `The program is ${describe}.`;
  const bounds = describeBounds(definition);
  if (definition.policy) return describePolicy(describe === "" ? "a program" : describe, definition, bounds);
  if (definition.joint)
    return `The program is ${describe === "" ? "a text" : describe}. ${foundBy(definition)}${bounds}`;
  if (definition.repository) return describeFile(definition.repository, describe, bounds);
  if (command !== null) {
    const written = describe === "" ? "" : `${describe}, `;
    const several = describeParts(definition.parts ?? []);
    if (timing?.function !== undefined)
      return `The program is ${written}${several}without a network: it is loaded in a process of its own for each input, and its function \`${timing.function}\` is called with the input, once, and returns its answer, which is written as JSON. The time of the call counts, and what is moved out of it to where the program is loaded, its input read or its answer written. ${bounds}${describeKits(definition)}`;
    return `The program is ${written}${several}run by the command \`${command.join(" ")}\`, without a network; it reads its input as JSON on standard input and writes its answer, one JSON value and nothing else, to standard output. ${bounds}${describeKits(definition)}`;
  }
  const clock = timing
    ? ""
    : " There is no clock: `Date` stands still and `performance` does not exist, so bound every loop by a count, never by time.";
  if (definition.hopping)
    return `${describeOperators(describe, definition.hopping, bounds, importsOf(definition), definition.start !== undefined)}${describeKits(definition)}`;
  return `The program is ${describe}, with the language alone: ${importsOf(definition)}, no \`console\`, timers, \`structuredClone\` or \`Intl\`, no files and no network. Its entry point is the exported function \`${entryPoint}\`${callsOf(definition)}. ${bounds}${clock} \`Math.random\` is seeded: equal programs give equal results.${definition.start === undefined ? ` The best one is scored once more with another seed, so do not lean on a lucky one: with ${ownGenerator(definition)} and a constant seed the result is always the same.` : ""}${describeKits(definition)}`;
}

/** A seeded generator that a program may have. */
function ownGenerator(definition: Problem["definition"]): string {
  return kitsOf(definition).some(({ name }) => name === "galapagos:math")
    ? "the kit's `random`"
    : "a small generator of your own";
}

/** The files of a program of several. */
function describeParts(parts: readonly string[]): string {
  if (parts.length === 0) return "";
  return `in several files of one folder (behind the first, a line with EVOLVE-FILE begins each of ${parts.join(", ")}), `;
}

/** How a joint evaluator and its program find each other, and the modules that are there. */
function foundBy({ needs }: Problem["definition"]): string {
  const packages = needs?.packages ?? [];
  const installed = packages.length === 0 ? "" : ` Of others' modules there are ${packages.join(", ")}.`;
  return `The evaluator of the task imports or runs it, without a network.${installed} `;
}

/** A program that is a file of a repository. */
function describeFile(
  { file, function: name, test }: NonNullable<Problem["definition"]["repository"]>,
  language: string,
  bounds: string,
): string {
  return `The program is the file \`${file}\` of a repository, ${language}: nothing is read from standard input. The repository's tests (\`${oneLine(test, 200)}\`) run with it in its place, then \`${name}\` is called many times; each call's result is compared with what the original returned. ${bounds}`;
}

/** The bounds of one call of a program, for a prompt: time or fuel, and what that is worth. */
function describeBounds(definition: Problem["definition"]): string {
  const { timeMs, memoryMb } = definition.limits;
  const each = definition.policy
    ? " for each episode"
    : definition.inputs.length > 1
      ? " for each input"
      : "";
  const compute = computeOf(definition);
  if (compute === null) return `It may use about ${timeMs} ms${each} and ${memoryMb} MiB.`;
  const { units, operations, nativeMs } = compute;
  const worth = `about ${inWords(operations)} floating-point operations${each}`;
  if (units === null) {
    return `It is compiled by V8 and may compute for ${showNumber(timeMs / 1000)} s${each}, ${worth}${definition.timing ? "" : ": use them"}. The processor's time is meant, and not held to the second: a clock with room for a busy machine ends what goes on, without a score. It may use ${memoryMb} MiB.`;
  }
  return `It may use ${units} units of fuel${each}, ${worth}, as much as compiled code does in ${showNumber(nativeMs)} ms: an interpreter runs it, and counts. A unit is 5,000 turns of an empty loop; each \`if\`, \`&&\`, \`?:\` or call (of \`Math.sqrt\`, too) costs half a turn more, plain arithmetic nothing. It may use ${memoryMb} MiB.`;
}

/** The inputs that the entry point is called with; empty where it is called with nothing. */
function callsOf({ inputs, start }: Problem["definition"]): string {
  const [first = null] = inputs;
  if (first === null) return "";
  const text = JSON.stringify(first);
  const size = text.length > INPUT_SHOWN ? `; ${inWords(text.length)} characters in all` : "";
  const also = start === undefined ? "" : " and, in the same object, a `start` (see below)";
  const shown = `for example with \`${oneLine(text, INPUT_SHOWN).replaceAll("`", "'")}\`${size}${also}`;
  return inputs.length === 1
    ? `, called once, ${shown}`
    : `, called once for each of ${inputs.length} inputs, ${shown}`;
}

/** Longest part of an input that a prompt shows, characters. */
const INPUT_SHOWN = 300;

/** A large number as people say it. */
function inWords(count: number): string {
  if (count >= 1e9) return `${showNumber(count / 1e9)} billion`;
  if (count >= 1e6) return `${showNumber(count / 1e6)} million`;
  return count.toLocaleString("en-US");
}

/** Said of a program of which only parts may change. */
const FROZEN =
  "Only the lines between `EVOLVE-BLOCK-START` and `EVOLVE-BLOCK-END` may change; all others stay as they are.";

/** Parts of a program that an edit may change; `null` when all may. */
export function editableOf(source: string): readonly EditableRange[] | null {
  const found = findRegions(source);
  if (found.status !== "ok") return null;
  const [first] = found.regions;
  const isWhole = found.regions.length === 1 && first?.start === 0 && first.end === source.length;
  return isWhole ? null : found.regions;
}
