import { applyBlocks } from "./apply-blocks.ts";
import { classifyWithoutEdit } from "./classify.ts";
import { applyFullProgram, type Plausible } from "./full-program.ts";
import { lineTexts } from "./lines.ts";
import { type EditableRange, type EditFormat, type EditOutcome, editFailure } from "./outcome.ts";
import { readSearchReplace } from "./search-replace.ts";
import { readUnifiedDiff } from "./unified-diff.ts";

/** The bounds that an edit is checked against. */
export interface EditOptions {
  /** The format that was asked for; a reply in another one is not guessed at. */
  readonly format: EditFormat;
  /** Ranges of the source that may change; `null` when all may. @defaultValue null */
  readonly editable?: readonly EditableRange[] | null;
  /** Chooses between several fenced blocks of a full program. @defaultValue the longest block counts */
  readonly plausible?: Plausible;
  /**
   * True when the model stopped at its token limit: such a reply is `truncated`, however complete it looks.
   * @defaultValue false
   */
  readonly cutShort?: boolean;
}

/**
 * Applies a model's reply to a program. Time is linear in the reply and the program (times the number of
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
  if (options.format === "full-program") {
    return applyFullProgram(source, reply, editable, options.plausible ?? null);
  }
  const lines = lineTexts(reply);
  const diff = options.format === "unified-diff";
  const blocks = diff ? readUnifiedDiff(lines) : readSearchReplace(lines);
  if ("status" in blocks) return blocks;
  if (blocks.length > 0) return applyBlocks(source, blocks, editable);
  return classifyWithoutEdit(reply, diff ? "a unified diff with @@ hunks" : "SEARCH/REPLACE blocks");
}

/** Longest reply that is read, UTF-16 units (8 Mi). */
const MAX_REPLY_LENGTH = 8 * 1024 * 1024;
