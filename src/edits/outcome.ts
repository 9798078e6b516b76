/** How a reply is asked to express a change. */
export type EditFormat = "search-replace" | "unified-diff" | "full-program";

/** Every edit format, in the order in which documentation and prompts name them. */
export const EDIT_FORMATS: readonly EditFormat[] = ["search-replace", "unified-diff", "full-program"];

/**
 * A part of the source that may change: UTF-16 offsets, half open. Everything outside all regions is frozen.
 */
export interface EditableRange {
  readonly start: number;
  readonly end: number;
}

/** One changed place, for people and for the record. */
interface AppliedEdit {
  /** First changed line of the parent, from 1. */
  readonly line: number;
  /** Lines taken out. */
  readonly removed: number;
  /** Lines put in. */
  readonly added: number;
  /** How the place was found; `exact` unless the reply's white space or typography drifted. */
  readonly match: MatchLevel;
}

/**
 * How much a quoted line may differ from the source's line: not at all, in trailing white space, in
 * indentation, or in typography (quotes, dashes, inner white space, Unicode compatibility forms).
 */
export type MatchLevel = "exact" | "trailing" | "indentation" | "typography";

/**
 * Why a reply changed nothing.
 *
 * | kind | the reply |
 * |---|---|
 * | `empty` | has no text |
 * | `refusal` | declines the task |
 * | `prose` | talks, and holds no edit |
 * | `truncated` | ends inside a block or a fence |
 * | `malformed` | holds a block that cannot be read |
 * | `no-match` | quotes lines that the program does not have |
 * | `ambiguous` | quotes lines that the program has more than once |
 * | `overlap` | changes the same lines twice |
 * | `frozen` | would change text outside the regions that may change |
 * | `no-change` | leaves the program as it is |
 * | `too-large` | is larger than any reply that is read (see `MAX_REPLY_LENGTH`) |
 */
export type EditFailureKind =
  | "empty"
  | "refusal"
  | "prose"
  | "truncated"
  | "malformed"
  | "no-match"
  | "ambiguous"
  | "overlap"
  | "frozen"
  | "no-change"
  | "too-large";

/** Text of the program that the reply probably meant. */
export interface NearestText {
  /** First line, from 1. */
  readonly line: number;
  readonly text: string;
}

/** A reply that could not be applied; goes back to the model, within the same step. */
export interface EditFailure {
  readonly status: "failed";
  readonly kind: EditFailureKind;
  /** One sentence that says what was expected and what came. */
  readonly message: string;
  readonly nearest?: NearestText;
}

/** The changed program. */
interface EditSuccess {
  readonly status: "applied";
  readonly source: string;
  /** Changed places in the order of the source. */
  readonly edits: readonly AppliedEdit[];
}

/** The end of reading a reply: a value, never an exception. */
export type EditOutcome = EditSuccess | EditFailure;

/** Builds a failure. */
export function editFailure(kind: EditFailureKind, message: string, nearest?: NearestText): EditFailure {
  return nearest === undefined
    ? { status: "failed", kind, message }
    : { status: "failed", kind, message, nearest };
}
