import { applyBlocks } from "./apply-blocks.ts";
import { classifyWithoutEdit } from "./classify.ts";
import { readFences } from "./fences.ts";
import { applyFencedProgram, applyFullProgram, leastLength, type Plausible } from "./full-program.ts";
import { editsInJson } from "./json-edit.ts";
import { lineTexts } from "./lines.ts";
import type { EditBlock } from "./block.ts";
import {
  EDIT_FORMATS,
  type EditableRange,
  type EditFailure,
  type EditFailureKind,
  type EditFormat,
  type EditOutcome,
  editFailure,
} from "./outcome.ts";
import { isEscaped, otherReadings, unescapeHtml } from "./readings.ts";
import { endsWithBlock, readSearchReplace } from "./search-replace.ts";
import { readUnifiedDiff } from "./unified-diff.ts";

/** The bounds that an edit is checked against. */
export interface EditOptions {
  /** The format that was asked for: it is looked for first, and failures are told in its words. */
  readonly format: EditFormat;
  /** Ranges of the source that may change; `null` when all may. @defaultValue null */
  readonly editable?: readonly EditableRange[] | null;
  /**
   * Chooses between several fenced blocks of a full program, and says whether a fence that nobody asked for
   * holds a program. @defaultValue the longest block counts, and no other fence
   */
  readonly plausible?: Plausible;
  /**
   * True when the model stopped at its token limit: such a reply is `truncated` unless its last line ends a
   * block or a fence, so that what it says is whole.
   * @defaultValue false
   */
  readonly cutShort?: boolean;
}

/**
 * Applies a model's reply to a program: SEARCH/REPLACE blocks, a unified diff, the whole program in a fence, or
 * the one region that may change in a fence, whichever was asked for. A reply that gives no edit as it came is read otherwise: as JSON, escaped for HTML,
 * with line numbers and the like. Time is linear in the reply and the program (times the number of
 * blocks, at most 256); it never throws. Text outside the editable ranges comes out byte for byte as it went
 * in.
 */
export function applyEdit(source: string, reply: string, options: EditOptions): EditOutcome {
  if (reply.length > MAX_REPLY_LENGTH) {
    return editFailure(
      "too-large",
      `the reply has ${reply.length} characters, at most ${MAX_REPLY_LENGTH} are read.`,
    );
  }
  if (options.cutShort === true && reply.trim() !== "" && !endsWhole(reply)) {
    return editFailure("truncated", "the reply stopped at the token limit; answer more briefly.");
  }
  for (const text of [editsInJson(reply, "pairs"), isEscaped(reply) ? unescapeHtml(reply) : null]) {
    const outcome = text === null ? null : applyReading(source, text, options);
    if (outcome?.status === "applied") return outcome;
  }
  const asked = applyReading(source, reply, options);
  if (asked.status === "applied" || !MAY_BE_READ_OTHERWISE.has(asked.kind)) return asked;
  const least = leastLength(source, options.editable ?? null);
  for (const text of otherReadings(reply)) {
    const outcome = applyReading(source, text, options);
    if (outcome.status !== "applied") continue;
    if (hasMarks(text) || (text.length >= least && options.plausible?.(outcome.source) === true))
      return outcome;
  }
  return asked;
}

/** Failures of a reply that another reading of it may not have. */
const MAY_BE_READ_OTHERWISE: ReadonlySet<EditFailureKind> = new Set([
  "prose",
  "malformed",
  "no-match",
  "truncated",
  "frozen",
]);

/** True for a text with the marks of an edit, which no prose has. */
function hasMarks(text: string): boolean {
  return /^[ \t]{0,8}(?:<{5,}|@@)/m.test(text);
}

/** True for a reply whose last line ends a block or a fence. */
function endsWhole(reply: string): boolean {
  const last = reply.trimEnd().split("\n").at(-1) ?? "";
  return /^\s*(?:`{3,}|~{3,})\s*$/.test(last)
    ? readFences(lineTexts(reply)).every(({ close }) => close !== null)
    : endsWithBlock(last);
}

function applyReading(source: string, reply: string, options: EditOptions): EditOutcome {
  const editable = options.editable ?? null;
  const plausible = options.plausible ?? null;
  const lines = lineTexts(reply);
  const byFormat: { readonly [format in EditFormat]: () => EditOutcome | null } = {
    "search-replace": () => applyIfAny(source, readSearchReplace(lines), editable),
    "unified-diff": () => applyIfAny(source, readUnifiedDiff(lines), editable),
    "full-program": () => applyFencedProgram(source, reply, editable, plausible),
  };
  const { format } = options;
  const asked =
    format === "full-program" ? applyFullProgram(source, reply, editable, plausible) : byFormat[format]();
  if (asked !== null && (asked.status === "applied" || !MAY_BE_ANOTHER.has(asked.kind))) return asked;
  const others = EDIT_FORMATS.filter((other) => other !== format).map((other) => byFormat[other]());
  const applied = others.find((outcome) => outcome?.status === "applied");
  // blocks and hunks show by their marks what the reply was meant to be
  const marked = hasMarks(reply) ? others.find((outcome) => outcome !== null) : null;
  return (
    applied ??
    marked ??
    asked ??
    others.find((outcome) => outcome !== null) ??
    classifyWithoutEdit(reply, EXPECTED[format])
  );
}

function applyIfAny(
  source: string,
  blocks: readonly EditBlock[] | EditFailure,
  editable: readonly EditableRange[] | null,
): EditOutcome | null {
  if ("status" in blocks) return blocks;
  return blocks.length === 0 ? null : applyBlocks(source, blocks, editable);
}

/** Failures of the format that was asked for which a reply in another one causes, too. */
const MAY_BE_ANOTHER: ReadonlySet<EditFailureKind> = new Set(["prose", "frozen", "malformed"]);

const EXPECTED: { readonly [format in EditFormat]: string } = {
  "search-replace": "SEARCH/REPLACE blocks",
  "unified-diff": "a unified diff with @@ hunks",
  "full-program": "the whole program in one fenced block",
};

/** Longest reply that is read, UTF-16 units (8 Mi). */
const MAX_REPLY_LENGTH = 8 * 1024 * 1024;
