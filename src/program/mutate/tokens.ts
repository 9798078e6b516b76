import { type JsonObject, type Random, shortHash } from "../../core/index.ts";
import { findRegions, sameOutsideRegions } from "../regions.ts";
import { plainTextForm } from "../text-form.ts";
import { applyEdits, type Edit, lineAt } from "./edits.ts";
import type { MutationResult } from "./mutate.ts";
import { roundTo } from "./number-text.ts";
import { adaptStep, readSteps } from "./step-sizes.ts";

/** The parents and bounds that a child in a language without a parser is made from. */
export interface TokenMutationInput {
  readonly source: string;
  readonly mates: readonly string[];
  readonly strategy: JsonObject;
  readonly random: Random;
  /** Longest child, characters. @defaultValue 65536 */
  readonly maxLength?: number;
  /** True where run time is the objective: a part of the changes saves work. @defaultValue false */
  readonly forSpeed?: boolean;
}

interface Change {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly note: string;
  readonly step?: number;
}

/** A line of a region, with its ending. */
interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const ATTEMPTS = 24;
const NUMBER = /(?<![\w.$])\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/g;
const SIGNS: readonly (readonly string[])[] = [
  ["+", "-", "*", "/"],
  ["<=", ">=", "<", ">"],
  ["==", "!="],
  [" and ", " or "],
  ["&&", "||"],
];
const SIGN = /(?<=[\w)\] ])(?:<=|>=|==|!=|&&|\|\||[+\-*/<>](?![=>*/+-])| and | or )(?=[\w([ -])/g;

/**
 * Varies a program in a language that has no parser here, by its numbers, operator signs and lines, within
 * the evolve regions only. Whether the child is a program at all is for its evaluator to say. Pure, like
 * `mutate`.
 */
export function mutateTokens(input: TokenMutationInput): MutationResult {
  const { source, mates, random, strategy, maxLength = 65_536 } = input;
  const parent = readParent(source);
  for (let attempt = 0; attempt < ATTEMPTS && parent.lines.length > 0; attempt++) {
    const made = draw(parent, mates, random, readSteps(strategy).one);
    const child = made && applyEdits(source, made.edits);
    if (!made || child === null || child.length > maxLength) continue;
    const text = shortHash(plainTextForm(child));
    if (text === parent.hash() || !sameOutsideRegions(source, child)) continue;
    const line = lineAt(source, made.edits[0]?.start ?? 0);
    return {
      status: "changed",
      source: child,
      fingerprint: { text, tree: text },
      note: `${made.note.slice(0, 160)} (line ${line})`,
      operator: made.name,
      strategy: { ...strategy, one: made.step ?? readSteps(strategy).one },
    };
  }
  return { status: "unchanged", reason: `none of ${ATTEMPTS} draws changed the program` };
}

/** The facts of a program that all draws on it ask for, each found once and not before it is asked for. */
interface Parent {
  readonly source: string;
  readonly lines: readonly Line[];
  readonly numbers: () => readonly Line[];
  readonly signs: () => readonly Line[];
  /** Of its text without layout. */
  readonly hash: () => string;
}

function readParent(source: string): Parent {
  const lines = linesOf(source);
  return {
    source,
    lines,
    numbers: once(() => matches(lines, NUMBER)),
    signs: once(() => matches(lines, SIGN)),
    hash: once(() => shortHash(plainTextForm(source))),
  };
}

function once<T>(find: () => T): () => T {
  let found: { readonly value: T } | null = null;
  return () => {
    found ??= { value: find() };
    return found.value;
  };
}

function linesOf(source: string): Line[] {
  const found = findRegions(source);
  if (found.status !== "ok") return [];
  return found.regions.flatMap(({ start, end }) => {
    const lines: Line[] = [];
    for (let from = start; from < end; ) {
      const newline = source.indexOf("\n", from);
      const to = newline < 0 || newline >= end ? end : newline + 1;
      lines.push({ start: from, end: to, text: source.slice(from, to) });
      from = to;
    }
    return lines;
  });
}

/** How much of each kind of change is drawn: numbers, signs, lines; the mate's lines when there is a mate. */
function draw(parent: Parent, mates: readonly string[], random: Random, step: number): Change | null {
  const { source, lines } = parent;
  const mate = mates[0];
  if (mate !== undefined && mate !== source && random.next() < 0.7)
    return takeLines(lines, linesOf(mate), random);
  const kind = random.next();
  if (kind < 0.65) return moveNumber(parent.numbers(), random, step);
  if (kind < 0.8) return changeSign(parent.signs(), random);
  return changeLine(lines, random);
}

function moveNumber(places: readonly Line[], random: Random, inherited: number): Change | null {
  if (places.length === 0) return null;
  const step = adaptStep(inherited, random);
  const count = random.next() < 0.7 ? 1 : 2 + random.int(3);
  const from = random.int(places.length);
  const edits = places.slice(from, from + count).map(({ start, end, text }) => {
    const value = Number(text);
    const delta = step * (value === 0 ? 1 : Math.abs(value)) * random.normal();
    const isInteger = /^\d+$/.test(text) && random.next() < 0.95;
    const moved = isInteger ? Math.round(value + delta) : roundTo(value + delta, Math.abs(delta));
    const settled = isInteger && moved === value ? value + (delta < 0 ? -1 : 1) : moved;
    return { start, end, text: settled < 0 ? `(${settled})` : String(settled) };
  });
  return { name: "number", edits, note: `number ${places[from]?.text} → ${edits[0]?.text}`, step };
}

function changeSign(places: readonly Line[], random: Random): Change | null {
  if (places.length === 0) return null;
  const { start, end, text } = random.pick(places);
  const others = SIGNS.find((signs) => signs.includes(text))?.filter((other) => other !== text);
  if (!others) return null;
  const other = random.pick(others);
  return { name: "operator", edits: [{ start, end, text: other }], note: `${text.trim()} → ${other.trim()}` };
}

function changeLine(lines: readonly Line[], random: Random): Change | null {
  const i = random.int(lines.length);
  const line = lines[i] as Line;
  if (line.text.trim() === "") return null;
  const draw = random.int(4);
  const note = line.text.trim().slice(0, 60);
  if (draw === 0) return { name: "delete", edits: [{ ...line, text: "" }], note: `deleted ${note}` };
  if (draw === 1)
    return {
      name: "duplicate",
      edits: [{ start: line.end, end: line.end, text: line.text }],
      note: `duplicated ${note}`,
    };
  const other = draw === 2 ? lines[i + 1] : random.pick(lines);
  if (!other || other === line || !other.text.endsWith("\n") || !line.text.endsWith("\n")) return null;
  return {
    name: "swap",
    edits: [
      { ...line, text: other.text },
      { ...other, text: line.text },
    ],
    note: `swapped ${note} with another line`,
  };
}

/**
 * Copies lines of the mate that the parent lacks: in place of the lines at the same height, or between them.
 */
function takeLines(lines: readonly Line[], theirs: readonly Line[], random: Random): Change | null {
  const own = new Set(lines.map(({ text }) => text));
  const fresh = theirs.flatMap((line, at) => (own.has(line.text) || line.text.trim() === "" ? [] : [at]));
  if (fresh.length === 0) return null;
  const at = random.pick(fresh);
  const from = theirs[at] as Line;
  const target = lines[Math.min(at, lines.length - 1)] as Line;
  const replaces = lines.length === theirs.length || random.next() < 0.5;
  const edit = { start: target.start, end: replaces ? target.end : target.start, text: from.text };
  return { name: "take-line", edits: [edit], note: `took ${from.text.trim().slice(0, 60)} from the mate` };
}

function matches(lines: readonly Line[], pattern: RegExp): Line[] {
  return lines.flatMap(({ start, text }) => {
    // What follows a comment sign is not a program; in doubt (a `#` in a string) a place is merely left
    // alone.
    const code = text.replace(/(?:#|\/\/).*/, "");
    return [...code.matchAll(pattern)].map((match) => ({
      start: start + match.index,
      end: start + match.index + match[0].length,
      text: match[0],
    }));
  });
}
