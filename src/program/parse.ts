import { type Context, createContext, Script } from "node:vm";
import type { ParserOptions } from "@babel/parser";
import { type Fingerprint, shortHash } from "../core/index.ts";
import { babel } from "./babel.ts";
import type { ParsedLanguage } from "./language.ts";
import { findRegions, type Region } from "./regions.ts";
import { isNode, type SyntaxNode } from "./syntax.ts";
import { textForm } from "./text-form.ts";
import { type Span, type TreeForm, treeForm } from "./tree-form.ts";

/** Bounds on hostile text. */
export interface ParseLimits {
  /** Longest source, characters. @defaultValue 262144 */
  readonly maxLength?: number;
  /**
   * Deepest nesting of the syntax tree.
   * @defaultValue 256 (far below what any thread's stack holds, so that the verdict does not depend on the
   * thread)
   */
  readonly maxDepth?: number;
}

/** A program whose text was understood. */
export interface ParsedProgram {
  readonly source: string;
  readonly language: ParsedLanguage;
  readonly regions: readonly Region[];
  /** The `Program` node. */
  readonly root: SyntaxNode;
  readonly fingerprint: Fingerprint;
  /** Number of nodes of the syntax tree. */
  readonly nodes: number;
  readonly form: TreeForm;
  readonly comments: readonly Span[];
}

/** A parsed program, or why there is none. The message is one line and names the line where it can. */
export type ParseResult = { readonly status: "ok"; readonly program: ParsedProgram } | ParseFailure;

/** Why a text is not a program that can be worked with. */
interface ParseFailure {
  readonly status: "error";
  readonly kind: "syntax" | "regions" | "too-large" | "too-deep" | "too-slow";
  readonly message: string;
}

/**
 * Parses JavaScript or TypeScript as a module. Never throws: broken, oversized or absurdly nested text is a
 * value. Recently parsed programs are remembered (per thread), so asking again for a parent is free.
 */
export function parseProgram(
  source: string,
  language: ParsedLanguage,
  limits: ParseLimits = {},
): ParseResult {
  const { maxLength = 262_144, maxDepth = 256 } = limits;
  if (source.length > maxLength) {
    return failure("too-large", `the program has ${source.length} characters; at most ${maxLength} are read`);
  }
  const cached = recent.get(source);
  if (cached && cached.language === language && maxDepth === 256) return { status: "ok", program: cached };
  const found = findRegions(source);
  if (found.status !== "ok") return failure("regions", found.message);
  const tree = readTree(source, language, maxDepth);
  if (tree.status !== "ok") return tree;
  const form = treeForm(tree.root, maxDepth);
  if (!form) return tooDeep(maxDepth);
  const fingerprint = {
    text: shortHash(textForm(source, tree.comments, form.verbatim)),
    tree: shortHash(form.form),
  };
  return {
    status: "ok",
    program: {
      source,
      language,
      regions: found.regions,
      root: tree.root,
      fingerprint,
      nodes: form.nodes,
      form,
      comments: tree.comments,
    },
  };
}

/**
 * Parses like {@link parseProgram} and remembers the program: for parents, which are asked for again and
 * again.
 */
export function parseParent(source: string, language: ParsedLanguage): ParseResult {
  const result = parseProgram(source, language);
  if (result.status === "ok") remember(result.program);
  return result;
}

/** Characters of source whose trees are kept; a tree takes about a hundred bytes per character. */
const REMEMBERED_CHARACTERS = 400_000;
const recent = new Map<string, ParsedProgram>();
let remembered = 0;

function remember(program: ParsedProgram): void {
  if (recent.delete(program.source)) remembered -= program.source.length;
  recent.set(program.source, program);
  remembered += program.source.length;
  for (const [source] of recent) {
    if (remembered <= REMEMBERED_CHARACTERS || recent.size === 1) break;
    recent.delete(source);
    remembered -= source.length;
  }
}

type Tree = { readonly status: "ok"; readonly root: SyntaxNode; readonly comments: readonly Span[] };

function failure(kind: ParseFailure["kind"], message: string): ParseFailure {
  return { status: "error", kind, message };
}

function tooDeep(maxDepth: number): ParseFailure {
  return failure("too-deep", `the program is nested too deeply; at most ${maxDepth} levels are read`);
}

function readTree(source: string, language: ParsedLanguage, maxDepth: number): Tree | ParseFailure {
  if (language === "typescript" && bracketDepth(source) > HARMLESS_BRACKETS) {
    return failure(
      "too-slow",
      `brackets with types before or in them, as in <T>(<T>(…, are nested too deeply; at most ${HARMLESS_BRACKETS} levels are read`,
    );
  }
  try {
    const file: unknown =
      language === "typescript" ? parseTypeScript(source) : babel().parse(source, OPTIONS);
    if (!isNode(file) || !isNode(file.program)) return failure("syntax", "the parser returned no program");
    return { status: "ok", root: file.program, comments: file.comments as readonly Span[] };
  } catch (error) {
    if (error instanceof RangeError) return tooDeep(maxDepth);
    if (error instanceof SyntaxError) {
      const { pos } = error as { pos?: unknown };
      const line = typeof pos === "number" ? ` (line ${source.slice(0, pos).split("\n").length})` : "";
      return failure("syntax", `${error.message.replace(/\s*\(\d+:\d+\)\s*$/, "").slice(0, 200)}${line}`);
    }
    if ((error as { code?: unknown }).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") {
      return failure("too-slow", `the program was not parsed within ${PARSE_TIMEOUT_MS} ms`);
    }
    throw error;
  }
}

const OPTIONS: ParserOptions = {
  sourceType: "module",
  attachComment: false,
  createParenthesizedExpressions: true,
  locations: false,
};
const TYPESCRIPT_OPTIONS: ParserOptions = { ...OPTIONS, plugins: ["typescript"] };

/**
 * Nested `<T>(<T>(…` makes the parser try each bracket twice: 2ⁿ steps. Up to this depth that is still
 * instant.
 */
const HARMLESS_BRACKETS = 12;
/**
 * Beyond what the count of brackets bounds, so far out that no busy machine gets there with a program that it
 * lets through.
 */
const PARSE_TIMEOUT_MS = 10_000;

/**
 * How deeply brackets that a type may stand before or in (`<T>(`, `<T>[`, `(<T>`) lie in each other: a count
 * of the text, not of time, so that every machine says the same. Arrows (`=> (`) do not count; comparisons
 * do, and are never nested that deeply.
 */
function bracketDepth(source: string): number {
  const opened: boolean[] = [];
  let depth = 0;
  let deepest = 0;
  for (const [text] of source.matchAll(/(?<!=)>\s*[([{]|[([{]\s*<|[([{]|[)\]}]/g)) {
    const last = text.at(-1) as string;
    if (/[)\]}]/.test(last)) {
      if (opened.pop()) depth--;
      continue;
    }
    const counts = text.length > 1;
    opened.push(counts);
    if (counts) deepest = Math.max(deepest, ++depth);
  }
  return deepest;
}

function parseTypeScript(source: string): unknown {
  if (source.split("<").length <= HARMLESS_BRACKETS + 1) return babel().parse(source, TYPESCRIPT_OPTIONS);
  guard ??= { script: new Script("job()"), globals: createContext({}) };
  guard.globals.job = () => babel().parse(source, TYPESCRIPT_OPTIONS);
  return guard.script.runInContext(guard.globals, { timeout: PARSE_TIMEOUT_MS });
}

/**
 * The only way to interrupt synchronous code of one's own: a script in a context, under the engine's
 * watchdog.
 */
let guard: { readonly script: Script; readonly globals: Context } | undefined;
