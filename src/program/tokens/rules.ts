/** One kind of string literal. */
export interface StringRule {
  /** Matches prefix and opening quote; sticky. */
  readonly open: RegExp;
  /** Closing quote, from what opened it. */
  readonly close: (open: string) => string;
  /** A backslash takes the meaning from the character after it. */
  readonly escapes: boolean;
  /** May go over several lines. */
  readonly multiline: boolean;
}

/**
 * How statements end and belong together: by indentation; by braces, and `;` or line ends; or by words, with
 * a statement on each line.
 */
type BlockStyle = "indentation" | "semicolons" | "newlines" | "lines";

/**
 * A way of writing something, and one that often does the same with less work. `$x` stands for an operand, `$$x` for an expression,
 * `$$$x` for several with commas between them, the same name for the same text; `@x` in what is put there for a name that is not in
 * use. One that ends with a line end stands for whole statements. What the holes hold is put in as it is: parentheses are the idiom's.
 */
export type Idiom = readonly [slow: string, fast: string];

/** A collection's companion that knows quickly what is in it. */
export interface Membership {
  /** Word between a value and the collection that it is looked for in. */
  readonly test: string;
  /** The companion of a collection. */
  readonly make: (collection: string) => string;
  /** Methods by which a collection grows, and those by which its companion does. */
  readonly grows: ReadonlyMap<string, string>;
}

/** The token mutator's knowledge of a language. All patterns are sticky. */
export interface LexicalRules {
  /** Comments, to the end of the line or over several. */
  readonly comments: readonly RegExp[];
  /** Lines for a preprocessor or the like: code, but none that is varied. */
  readonly directives?: RegExp;
  /** Tried in order. */
  readonly strings: readonly StringRule[];
  readonly blocks: BlockStyle;
  /** Words that are no names. */
  readonly keywords: ReadonlySet<string>;
  /** Words that begin a statement with a block of its own. */
  readonly headers: ReadonlySet<string>;
  /** Words that carry such a statement on: `else`, `except`. */
  readonly clauses: ReadonlySet<string>;
  /** Words that begin functions and types: their heads are left alone. */
  readonly functions: ReadonlySet<string>;
  /** Words that begin statements which are left alone: imports, cases. */
  readonly fixed: ReadonlySet<string>;
  /** Signs and words that may stand for each other between two operands. */
  readonly operators: readonly (readonly string[])[];
  /** Words that may stand for each other anywhere: `true` and `false`. */
  readonly constants: readonly (readonly string[])[];
  /** Functions that often do for one another when they are called. */
  readonly kin: readonly (readonly string[])[];
  /** Ways of writing something that cost more than others, where run time is the objective. */
  readonly idioms: readonly Idiom[];
  /** A statement that gives a new name a value; `null`: none is known. */
  readonly declare: ((name: string, value: string) => string) | null;
  /** The statement that ends a loop. */
  readonly leave: string;
  /** How to look quickly whether a value is in a collection; `null`: no way is known. */
  readonly membership: Membership | null;
  /** The opposite of a condition. */
  readonly negate: (condition: string) => string;
  /**
   * A statement under a condition, over several lines; `indent` is that of the statement. `null`: statements
   * are not guarded.
   */
  readonly guard: ((condition: string, statement: string, indent: string) => string) | null;
  /** A statement that does nothing, where a block must not be empty; `null` where it may. */
  readonly nothing: string | null;
}

/** True where braces make the blocks. */
export function hasBraces({ blocks }: LexicalRules): boolean {
  return blocks === "semicolons" || blocks === "newlines";
}

const NONE: ReadonlySet<string> = new Set();

/** Rules that many languages share: quotes and backslashes, the signs of C, a statement on each line. */
export const COMMON_RULES: LexicalRules = {
  comments: [],
  strings: [{ open: /["']/y, close: (open) => open, escapes: true, multiline: false }],
  blocks: "lines",
  keywords: NONE,
  headers: NONE,
  clauses: NONE,
  functions: NONE,
  fixed: NONE,
  operators: [
    ["+", "-", "*", "/"],
    ["<", "<=", ">", ">="],
    ["==", "!="],
    ["&&", "||"],
    ["+=", "-=", "*=", "/="],
  ],
  constants: [["true", "false"]],
  kin: [],
  idioms: [],
  declare: null,
  leave: "break",
  membership: null,
  negate: (condition) => `!(${condition})`,
  guard: null,
  nothing: null,
};
