import { applyBlocks } from "./apply-blocks.ts";
import { classifyWithoutEdit } from "./classify.ts";
import { applyFencedProgram, applyFullProgram, type Plausible } from "./full-program.ts";
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
import { readSearchReplace } from "./search-replace.ts";
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
   * True when the model stopped at its token limit: such a reply is `truncated`, however complete it looks.
   * @defaultValue false
   */
  readonly cutShort?: boolean;
}

/**
 * Applies a model's reply to a program: SEARCH/REPLACE blocks, a unified diff, the whole program in a fence, or
 * the one region that may change in a fence, whichever was asked for. Time is linear in the reply and the program (times the number of
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
  if (options.cutShort === true && reply.trim() !== "") {
    return editFailure("truncated", "the reply stopped at the token limit; answer more briefly.");
  }
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
  return (
    applied ??
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
