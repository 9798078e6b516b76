import { classifyWithoutEdit } from "./classify.ts";
import { type Fence, readFences } from "./fences.ts";
import { changeBetween } from "./block.ts";
import { frozenParts, hasMarker, keepsFrozen } from "./frozen.ts";
import { dominantEol, lineTexts, splitLines } from "./lines.ts";
import { type EditableRange, type EditOutcome, editFailure } from "./outcome.ts";

/** Says whether a text can be a program of the problem's language. Must not throw. */
export type Plausible = (source: string) => boolean;

/**
 * Takes a reply that holds the whole new program in a fenced block. Of several blocks the last plausible
 * one that changes the program counts, if it is not far shorter than others. A last fence that nobody closed counts where it holds a plausible program. A program that itself has bare fence lines is recovered by reading from the first fence to the
 * last. Without any fence the reply counts only if it is plausible as it stands. New text gets the parent's
 * line ends and way of ending.
 */
export function applyFullProgram(
  source: string,
  reply: string,
  editable: readonly EditableRange[] | null,
  plausible: Plausible | null,
): EditOutcome {
  const lines = lineTexts(reply);
  const fences = readFences(lines);
  const open = fences.find((fence) => fence.close === null);
  const candidates = candidateTexts(lines, fences);
  const rest = unclosedText(lines, fences);
  if (rest !== null && plausible?.(rest) === true) return replaceBy(source, rest, editable, plausible);
  const likely = plausible === null ? [] : candidates.filter((text) => plausible(text));
  const chosen = likely[0] ?? candidates[0];
  if (open !== undefined && (chosen === undefined || textBehind(lines, open).length > chosen.length)) {
    return editFailure(
      "truncated",
      `the reply ends inside the fence that line ${open.open + 1} opens; the program is cut short.`,
    );
  }
  if (chosen !== undefined) {
    const first = replaceBy(source, chosen, editable, plausible);
    // the parent, or a part of it, often stands beside its child
    if (first.status === "applied") return first;
    const others = likely.slice(1, MOST_TRIED).map((text) => replaceBy(source, text, editable, plausible));
    return others.find(({ status }) => status === "applied") ?? first;
  }
  // fences with nothing in them would be templates to JavaScript
  const looksRaw = fences.length === 0 && plausible?.(reply) === true && reply.trim() !== "";
  return looksRaw
    ? replaceWhole(source, reply, editable)
    : classifyWithoutEdit(reply, "the whole program in one fenced block");
}

/**
 * The same for a reply that was to be an edit of another format: the longest fence that holds a program, or the
 * region that may change. `null` where none does, or it is so much shorter than what it would replace that it is
 * but an example.
 */
export function applyFencedProgram(
  source: string,
  reply: string,
  editable: readonly EditableRange[] | null,
  plausible: Plausible | null,
): EditOutcome | null {
  if (plausible === null) return null;
  const lines = lineTexts(reply);
  const least = leastLength(source, editable);
  const fences = readFences(lines);
  const unclosed = unclosedText(lines, fences);
  const texts = candidateTexts(lines, fences);
  let unchanged: EditOutcome | null = null;
  for (const text of unclosed === null ? texts : [unclosed, ...texts]) {
    if (text.length < least || abbreviation(source, text) !== null) continue;
    const outcome = replaceBy(source, text, editable, plausible);
    if (outcome.status === "applied" && plausible(outcome.source)) return outcome;
    if (outcome.status === "failed" && outcome.kind === "no-change") unchanged = outcome;
  }
  return unchanged;
}

/** Characters below which a text that nobody asked for is an example, not what it would replace. */
export function leastLength(source: string, editable: readonly EditableRange[] | null): number {
  const [region] = editable ?? [];
  return LEAST_SHARE * (region === undefined ? source.length : region.end - region.start);
}

/** Length of such a text, as a share of what it replaces. */
const LEAST_SHARE = 0.25;

/** Puts a text in the place of the program, or of the one region that may change where it is that alone. */
function replaceBy(
  source: string,
  written: string,
  editable: readonly EditableRange[] | null,
  plausible: Plausible | null,
): EditOutcome {
  const left = abbreviation(source, written);
  if (left !== null) {
    const message = `the reply leaves parts of the program out (${JSON.stringify(left)}); repeat the whole program.`;
    return editFailure("truncated", message);
  }
  const whole = replaceWhole(source, written, editable);
  if (whole.status === "applied" || whole.kind !== "frozen") return whole;
  const alone = regionAlone(source, written, editable);
  if (alone === null || plausible === null || !plausible(alone)) return whole;
  return replaceWhole(source, alone, editable);
}

/** The program with its only region written anew; `null` where there are several, or the text has other markers. */
function regionAlone(
  source: string,
  written: string,
  editable: readonly EditableRange[] | null,
): string | null {
  const [region] = editable ?? [];
  if (region === undefined || editable?.length !== 1) return null;
  const lines = lineTexts(written);
  const [first = -1, last = lines.length, ...more] = lines.flatMap((line, at) =>
    hasMarker(line) ? [at] : [],
  );
  if (more.length > 0 || first >= 0 !== last < lines.length) return null;
  const eol = dominantEol(splitLines(source));
  const body = lines.slice(first + 1, last).map((line) => line + eol);
  return source.slice(0, region.start) + body.join("") + source.slice(region.end);
}

/** A comment that stands for code which was left out, as models write it. */
const ELLIPSIS =
  /^\s*(?:\/\/|\/\*|#|--|;|<!--)\s*(?:(?:\.{3}|…).*\b(?:existing|rest|unchanged|same|remaining|omitted|before)\b|(?:rest|remaining|existing)\b.*(?:unchanged|same|\.{3}|…)).*$/i;

/** The first such comment that the parent does not have; `null` when there is none. */
function abbreviation(source: string, written: string): string | null {
  const found = lineTexts(written).find(
    (line) => ELLIPSIS.test(line.slice(0, 200)) && !source.includes(line.trim()),
  );
  return found === undefined ? null : found.trim().slice(0, 80);
}

/** The text of a last fence that nobody closed; `null` where there is none. */
function unclosedText(lines: readonly string[], fences: readonly Fence[]): string | null {
  const open = fences.find((fence) => fence.close === null);
  const text = open === undefined ? "" : textBehind(lines, open);
  return text.trim() === "" ? null : text;
}

function textBehind(lines: readonly string[], { open }: Fence): string {
  return lines.slice(open + 1).join("\n");
}

/** Most blocks of a reply that are looked at for the one that changes the program. */
const MOST_TRIED = 16;
/** Length from which on a block may be the final one, as a share of the longest. */
const FINAL_SHARE = 0.5;

/**
 * Texts that may be the program, best first: closed blocks from the last to the first, those that are far
 * shorter than the longest by length, then all from the first fence to the last.
 */
function candidateTexts(lines: readonly string[], fences: readonly Fence[]): string[] {
  const closed = fences.flatMap(({ info, open, close }) =>
    close === null || /^(?:diff|patch)\b/i.test(info) ? [] : [lines.slice(open + 1, close).join("\n")],
  );
  const said = closed.filter((text) => text.trim() !== "");
  const longest = Math.max(0, ...said.map(({ length }) => length));
  const isLong = ({ length }: string): boolean => length >= FINAL_SHARE * longest;
  const short = said.filter((text) => !isLong(text)).sort((a, b) => b.length - a.length);
  const texts = [...said.filter(isLong).reverse(), ...short];
  const first = fences[0];
  const last = fences.at(-1)?.close;
  if (fences.length > 1 && first !== undefined && typeof last === "number") {
    texts.push(lines.slice(first.open + 1, last).join("\n"));
  }
  return texts;
}

function replaceWhole(
  source: string,
  written: string,
  editable: readonly EditableRange[] | null,
): EditOutcome {
  const sourceLines = splitLines(source);
  const eol = dominantEol(sourceLines);
  const ends = source === "" || /\n$/.test(source);
  const texts = lineTexts(written);
  while (texts.length > 0 && texts.at(-1)?.trim() === "") texts.pop();
  const whole = texts.join(eol) + (ends ? eol : "");
  const child = editable === null ? whole : insideRegions(source, whole, editable);
  if (child === null) {
    const change = changeBetween(lineTexts(source), lineTexts(whole));
    const line = change.from + 1;
    const text = sourceLines[change.from]?.text ?? "";
    const message = `the reply changes text outside the EVOLVE-BLOCK regions or their markers (first difference at line ${line}); repeat everything outside the regions unchanged.`;
    return editFailure("frozen", message, { line, text });
  }
  if (child === source) return editFailure("no-change", "the program in the reply equals the parent.");
  const change = changeBetween(lineTexts(source), lineTexts(child));
  const edit = { line: change.from + 1, removed: change.to - change.from, added: change.lines.length };
  return { status: "applied", source: child, edits: [{ ...edit, match: "exact" }] };
}

/**
 * The child with the parent's own frozen bytes; `null` when the reply's frozen text differs in more than
 * white space.
 */
function insideRegions(source: string, whole: string, editable: readonly EditableRange[]): string | null {
  const parts = frozenParts(source, editable);
  const bodies = bodiesBetween(whole, parts);
  if (bodies === null || bodies.some(hasMarker)) return null;
  const child = parts.map((part, at) => part + (bodies[at] ?? "")).join("");
  return keepsFrozen(source, child, editable) ? child : null;
}

/**
 * Finds the text between frozen parts. Where a part does not occur byte for byte, its lines are looked for
 * with other indentation and trailing white space.
 */
function bodiesBetween(whole: string, parts: readonly string[]): string[] | null {
  const exact = exactBodies(whole, parts);
  if (exact !== null) return exact;
  const lines = splitLines(whole);
  const keys = lines.map((line) => line.text.trim());
  const eol = dominantEol(lines);
  const bodies: string[] = [];
  let at = 0;
  for (const [number, part] of parts.entries()) {
    const wanted = lineTexts(part).map((text) => text.trim());
    const from =
      number === 0 ? 0 : number === parts.length - 1 ? keys.length - wanted.length : find(keys, wanted, at);
    if (from < at || !wanted.every((key, offset) => keys[from + offset] === key)) return null;
    if (number > 0) {
      const body = lines.slice(at, from).map((line) => line.text);
      bodies.push(body.map((text) => text + eol).join(""));
    }
    at = from + wanted.length;
  }
  return bodies;
}

function exactBodies(whole: string, parts: readonly string[]): string[] | null {
  const bodies: string[] = [];
  const last = parts.at(-1) ?? "";
  if (!whole.startsWith(parts[0] ?? "") || !whole.endsWith(last)) return null;
  let at = (parts[0] ?? "").length;
  for (const [number, part] of parts.entries()) {
    if (number === 0) continue;
    const found = number === parts.length - 1 ? whole.length - last.length : whole.indexOf(part, at);
    if (found < at) return null;
    bodies.push(whole.slice(at, found));
    at = found + part.length;
  }
  return bodies;
}

/** First place at or after `from` where all wanted keys stand; −1 when there is none. */
function find(keys: readonly string[], wanted: readonly string[], from: number): number {
  // A frozen part between two regions begins with a marker line, which is rare: a plain scan stays linear in
  // practice.
  for (let at = from; at + wanted.length <= keys.length; at++) {
    let same = 0;
    while (same < wanted.length && keys[at + same] === wanted[same]) same++;
    if (same === wanted.length) return at;
  }
  return -1;
}
