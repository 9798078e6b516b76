import { languageOfFile } from "../../language/index.ts";
import { isNode, parseProgram, type SyntaxNode } from "../../program/index.ts";
import type { FoundFunction } from "./kit.ts";
import { markedLines } from "./markers.ts";

/** A function at the top level of a file of JavaScript or TypeScript. */
export interface ScriptFunction {
  readonly name: string;
  /** The whole statement, and the function in it. */
  readonly statement: SyntaxNode;
  readonly value: SyntaxNode;
}

/** Marks a function of a JavaScript or TypeScript file as its only evolve region: the whole lines of its statement. */
export function markScriptFunction(text: string, name: string, file: string): FoundFunction {
  const found = scriptFunctions(text, file);
  if (typeof found === "string") return { status: "missing", message: found, names: [] };
  const names = found.map((one) => one.name);
  const one = found.findLast((candidate) => candidate.name === name);
  if (one === undefined) return { status: "missing", message: `no function ${name} at its top level`, names };
  if (one.value.async === true || one.value.generator === true)
    return { status: "missing", message: `${name}, which is async or a generator`, names: [] };
  const { start, end } = one.statement;
  const from = lineOf(text, start);
  const to = lineOf(text, end);
  const lines = text.split("\n");
  const before = text.slice(0, start).split("\n").at(-1) ?? "";
  const after = text.slice(end).split("\n")[0] ?? "";
  if (before.trim() !== "" || !/^\s*(?:;\s*)?(?:\/\/.*)?$/.test(after))
    return { status: "missing", message: `${name} on a line with other statements`, names: [] };
  return { status: "ok", marked: markedLines(lines, { from, to }, "//") };
}

/** The functions at the top level of a file; why it cannot be read, as a text. */
export function scriptFunctions(text: string, file: string): readonly ScriptFunction[] | string {
  const language = languageOfFile(file).name === "typescript" ? "typescript" : "javascript";
  const parsed = parseProgram(text, language);
  if (parsed.status !== "ok") return `a file that does not parse: ${parsed.message}`;
  return (parsed.program.root.body as readonly SyntaxNode[]).flatMap((statement) => {
    const declared = isNode(statement.declaration) ? statement.declaration : statement;
    if (declared.type === "FunctionDeclaration" && isNode(declared.id))
      return [{ name: String(declared.id.name), statement, value: declared }];
    if (!Array.isArray(declared.declarations) || declared.declarations.length !== 1) return [];
    const [{ id, init }] = declared.declarations as [SyntaxNode];
    if (!isNode(id) || !isNode(init) || !/^(?:Arrow)?FunctionExpression$/.test(init.type)) return [];
    return [{ name: String(id.name), statement, value: init }];
  });
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length - 1;
}
