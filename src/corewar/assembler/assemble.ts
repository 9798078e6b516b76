/**
 * The assembler as a whole: reads a source, expands it, and translates what remains, with every fault that it
 * met.
 */
import type { Instruction, Warrior } from "../instruction.ts";
import type { MarsSettings } from "../mars/settings.ts";
import { reduce } from "../reduce.ts";
import { AssemblyStop, type Diagnostic, Diagnostics } from "./diagnostic.ts";
import { expand } from "./expander.ts";
import { evaluate, quote } from "./expression.ts";
import { stripProse } from "./lenient.ts";
import { LIMITS } from "./limits.ts";
import type { Reading, Statement } from "./output.ts";
import { readSource } from "./source.ts";
import { Scratch } from "./scratch.ts";
import { parseInstruction, type StatementContext } from "./statement.ts";
import { Symbols } from "./symbols.ts";
import { DIRECTIVES } from "./words.ts";

/** Rules and dialect to assemble for. */
export interface AssemblerOptions {
  /** Rules the warrior is meant for: they give the predefined constants and the greatest length. */
  readonly settings: MarsSettings;
  /** Value of ROUNDS. @defaultValue 1 */
  readonly rounds?: number;
  /**
   * `88` refuses what ICWS'88 does not know, as `pmars -8` does.
   * @defaultValue "94" (which accepts '88 code too)
   */
  readonly standard?: "94" | "88";
  /**
   * The pMARS whose reading counts. 0.9.5 applies operators in the usual order, and joins no line to a
   * comment that ends with a backslash.
   *
   * @defaultValue "0.9.2"
   */
  readonly pmars?: "0.9.2" | "0.9.5";
  /** Allows `LDP` and `STP`. @defaultValue true */
  readonly pSpace?: boolean;
  /**
   * `lenient` bears with what models write: prose and code fences, `//` comments, missing operands and
   * commas, unknown modifiers and directives, careless case of labels. Each liberty is a warning.
   * @defaultValue "strict"
   */
  readonly mode?: "strict" | "lenient";
}

/** A warrior, or what is wrong with its source. */
export type Assembly =
  | { readonly status: "ok"; readonly warrior: Warrior; readonly warnings: readonly Diagnostic[] }
  | {
      readonly status: "error";
      readonly errors: readonly Diagnostic[];
      readonly warnings: readonly Diagnostic[];
    };

/**
 * Assembles Redcode '94 (and '88) as pMARS does. Any text comes back within bounded time and memory: loops,
 * substitutions and nesting that grow beyond any use are errors. A source that is right as it stands means
 * the same in both modes.
 */
export function assemble(text: string, options: AssemblerOptions): Assembly {
  if (options.mode !== "lenient") return assembleOnce(text, options, "strict");
  const careful = assembleOnce(text, options, "careful");
  return careful.status === "ok" ? careful : assembleOnce(text, options, "lenient");
}

function assembleOnce(text: string, options: AssemblerOptions, reading: Reading): Assembly {
  const diagnostics = new Diagnostics();
  let warrior: Warrior | null = null;
  try {
    warrior = translate(text, options, reading, diagnostics);
  } catch (problem) {
    if (!(problem instanceof AssemblyStop)) throw problem;
  }
  const { errors, warnings } = diagnostics;
  return warrior === null || errors.length > 0
    ? { status: "error", errors, warnings }
    : { status: "ok", warrior, warnings };
}

function translate(
  text: string,
  options: AssemblerOptions,
  reading: Reading,
  diagnostics: Diagnostics,
): Warrior | null {
  if (tooLarge(text, diagnostics)) return null;
  const { settings } = options;
  const lenient = reading === "lenient";
  const scratch = new Scratch();
  const readAs = { reading, joinsComments: options.pmars !== "0.9.5", scratch };
  const source = readSource(lenient ? stripProse(text) : text, readAs, diagnostics);
  // pMARS keeps the number of warriors in two registers, for score formulas, when it assembles its first
  // warrior
  const registers = new Map(["s", "w"].map((name) => [name, settings.warriors]));
  const arithmetic = { registers, oldOrder: options.pmars !== "0.9.5" };
  const symbols = new Symbols(predefined(options), lenient, diagnostics);
  const expanding = { mostInstructions: settings.maxLength, reading, arithmetic, scratch };
  const statements = expand(source.lines, symbols, expanding, diagnostics);
  const context: StatementContext = {
    symbols,
    arithmetic,
    coreSize: settings.coreSize,
    standard: options.standard ?? "94",
    pSpace: options.pSpace ?? true,
    lenient,
    diagnostics,
  };
  const isEmpty = statements.every(({ word }) => DIRECTIVES.has(word));
  // what starts nothing is not looked at
  const { instructions, directives } = secondPass(isEmpty ? [] : statements, context);
  if (isEmpty) {
    const complain = reading === "strict" ? diagnostics.warn : diagnostics.error;
    complain.call(diagnostics, { line: 0, column: 0 }, "the source has no instructions", "at least one");
  }
  const start = startOf(directives, instructions.length, context);
  const { name, author, strategy } = source;
  return { name, author, strategy, instructions, start, pin: directives.get("PIN") ?? null };
}

/** Instructions, and the values of the directives by their words. */
function secondPass(
  statements: readonly Statement[],
  context: StatementContext,
): { readonly instructions: readonly Instruction[]; readonly directives: ReadonlyMap<string, number> } {
  const instructions: Instruction[] = [];
  const directives = new Map<string, number>();
  let address = 0;
  for (const statement of statements) {
    if (DIRECTIVES.has(statement.word)) {
      const value = directive(statement, context);
      if (value !== null) directives.set(statement.word, value);
    } else {
      const instruction = parseInstruction(statement, address++, context);
      if (instruction !== null) instructions.push(instruction);
    }
  }
  return { instructions, directives };
}

/** Where execution starts: as in pMARS, END counts where ORG is absent or 0. */
function startOf(
  directives: ReadonlyMap<string, number>,
  length: number,
  { coreSize, diagnostics }: StatementContext,
): number {
  const whole = { line: 0, column: 0 };
  const origin = reduce(directives.get("ORG") ?? 0, coreSize);
  const end = reduce(directives.get("END") ?? 0, coreSize);
  const start = origin === 0 ? end : origin;
  if (origin !== 0 && end !== 0) diagnostics.warn(whole, "both ORG and END give a start; END's is ignored");
  if (start >= length && length > 0)
    diagnostics.warn(whole, "execution starts outside of the warrior", `0 to ${length - 1}`);
  return start;
}

function tooLarge(text: string, diagnostics: Diagnostics): boolean {
  const whole = { line: 0, column: 0 };
  if (text.length > LIMITS.characters) {
    diagnostics.error(whole, `the source has ${text.length} characters`, `at most ${LIMITS.characters}`);
    return true;
  }
  let lines = 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines++;
  if (lines <= LIMITS.sourceLines) return false;
  diagnostics.error(whole, `the source has ${lines} lines`, `at most ${LIMITS.sourceLines}`);
  return true;
}

/** Predefined constants; `VERSION` is that of the pMARS whose language this is. */
function predefined({ settings, rounds, pmars }: AssemblerOptions): Map<string, number> {
  return new Map([
    ["CORESIZE", settings.coreSize],
    ["MAXPROCESSES", settings.maxProcesses],
    ["MAXCYCLES", settings.maxCycles],
    ["MAXLENGTH", settings.maxLength],
    ["MINDISTANCE", settings.minDistance],
    ["ROUNDS", rounds ?? 1],
    ["PSPACESIZE", settings.pSpaceSize],
    ["VERSION", pmars === "0.9.5" ? 95 : 92],
    ["WARRIORS", settings.warriors],
  ]);
}

/** Value of ORG, END or PIN, 0 where none is given; `null` when it is wrong. */
function directive(
  statement: Statement,
  { symbols, arithmetic, standard, diagnostics }: StatementContext,
): number | null {
  const { word, token } = statement;
  if (standard === "88" && word !== "END") {
    diagnostics.error(token, `${word} is not in Redcode '88`, "END <start>");
    return null;
  }
  const tokens = symbols.flatten(statement.rest, 0);
  if (tokens === null) return null;
  if (tokens.length === 0) {
    if (word === "ORG") diagnostics.warn(token, "ORG has no operand; 0 is taken", "a label or a number");
    return 0;
  }
  const value = evaluate(tokens, 0, arithmetic);
  if (!value.ok) {
    const fault = tokens[value.at];
    diagnostics.error(fault ?? token, value.message + symbols.meant(fault), value.expected);
    return null;
  }
  const excess = tokens[value.next];
  if (excess !== undefined) {
    diagnostics.error(
      excess,
      `${quote(excess.text)} cannot stand here`,
      "an operator or the end of the line",
    );
  }
  return value.value;
}
