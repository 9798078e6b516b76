import { describe, expect, test } from "vitest";
import { fingerprint, parseProgram, plainFingerprint } from "../../src/program/index.ts";

const kindOf = (source: string, language: "javascript" | "typescript" = "javascript"): string => {
  const result = parseProgram(source, language);
  return result.status === "ok" ? "ok" : result.kind;
};

describe("parsing", () => {
  test("a syntax error is a value that names the line", () => {
    const result = parseProgram("let a = 1;\nlet b = ;\n", "javascript");
    expect(result).toEqual({ status: "error", kind: "syntax", message: "Unexpected token (line 2)" });
  });

  test("types are understood in TypeScript only", () => {
    const source = "export const f = <T,>(a: T): number => (a as unknown as number) satisfies number;\n";
    expect(kindOf(source, "typescript")).toBe("ok");
    expect(kindOf(source)).toBe("syntax");
  });

  test("malformed evolve regions are an error of their own", () => {
    expect(kindOf("// EVOLVE-BLOCK-START\n")).toBe("regions");
  });

  test("counts the nodes of the tree", () => {
    const result = parseProgram("f(1);", "javascript");
    // Program, ExpressionStatement, CallExpression, Identifier, NumericLiteral
    expect(result.status === "ok" && result.program.nodes).toBe(5);
  });
});

describe("hostile text", () => {
  const n = 100_000;
  test.each<[string, string]>([
    ["parentheses", `x = ${"(".repeat(n)}1${")".repeat(n)}`],
    ["open parentheses", "(".repeat(n)],
    ["brackets", `x = ${"[".repeat(n)}${"]".repeat(n)}`],
    ["blocks", `${"{".repeat(n)}${"}".repeat(n)}`],
    ["templates", "`${".repeat(n / 2)],
    ["a sum", `x = ${"1+".repeat(n)}1`],
    ["signs", `x = ${"- ".repeat(n)}1`],
    ["arrows", `x = ${"a=>".repeat(n / 2)}1`],
    ["choices", `x = ${"a?b:".repeat(n / 2)}c`],
    ["powers", `x = ${"2**".repeat(n / 2)}2`],
    ["else", `${"if(a);else ".repeat(20_000)};`],
    ["members", `x = a${".b".repeat(n)}`],
    ["calls", `x = a${"()".repeat(n)}`],
    ["just below the limit of length", `x = ${"(".repeat(131_000)}1${")".repeat(131_000)}`],
  ])("nested %s end quickly, with a value", (_, source) => {
    for (const language of ["javascript", "typescript"] as const) {
      const start = performance.now();
      expect(kindOf(source, language)).toMatch(/^(?:too-deep|syntax)$/);
      // Generous: the point is that it is neither minutes nor a crash.
      expect(performance.now() - start).toBeLessThan(20_000);
    }
  });

  test("nested type brackets, exponential for the parser, are given up", () => {
    expect(kindOf(`x = ${"<T>(".repeat(40)}1${")".repeat(40)}`, "typescript")).toBe("too-slow");
    expect(kindOf("const ok: number = 1;", "typescript")).toBe("ok");
  });

  test.each(["<T>(", "f<T>(", "<T>[", "[<T>", "(<T>"])("nested %s are counted, not timed", (opening) => {
    const nested = (depth: number): string =>
      `x = ${opening.repeat(depth)}1${(opening.includes("[") ? "]" : ")").repeat(depth)}`;
    expect(kindOf(nested(12), "typescript")).toBe("ok");
    expect(kindOf(nested(13), "typescript")).toBe("too-slow");
    const aside = `${"f(() => (g<T>([{ a: <T>(1) }])));\n".repeat(40)}`;
    expect(kindOf(aside, "typescript")).toBe("ok");
  });

  test("more text than is read", () => {
    expect(kindOf(" ".repeat(262_145))).toBe("too-large");
    expect(parseProgram("let abc;", "javascript", { maxLength: 5 })).toMatchObject({ kind: "too-large" });
  });

  test("nesting is judged by a fixed depth, not by what is left of the stack", () => {
    const nested = (depth: number): string => `x = ${"(".repeat(depth)}1${")".repeat(depth)}`;
    expect(kindOf(nested(200))).toBe("ok");
    expect(kindOf(nested(256))).toBe("too-deep");
    const deeper = (levels: number): string => (levels === 0 ? kindOf(nested(200)) : deeper(levels - 1));
    expect(deeper(500)).toBe("ok");
  });
});

describe("fingerprints", () => {
  const tree = (source: string, language: "javascript" | "typescript" = "javascript"): string =>
    fingerprint(source, language).tree;
  const text = (source: string): string => fingerprint(source, "javascript").text;

  test.each([
    ["let a = 0.5; // half", "let a=.50"],
    ["f(x => x + 1)", "f((x) => (x + 1))"],
    ['a = "b"', "a = 'b'"],
    ["if (a) { b() }", "if (a) {\n  b(); /* c */\n}"],
  ])("the tree of %j is the tree of %j", (one, other) => {
    expect(tree(one)).toBe(tree(other));
  });

  test.each([
    ["a = 1", "a = 2"],
    ["a = b", "a = c"],
    ["a + b", "a - b"],
    ['a = "b c"', 'a = "b  c"'],
    ["a = `x  y`", "a = `x y`"],
    ["a = /x  y/", "a = /x y/"],
    ["a = -1", "a = 1"],
    ["a[b]", "a.b"],
    ["a?.b", "a.b"],
    ["f(a, b)", "f(b, a)"],
    ["let a = 1", "const a = 1"],
    ["a = [1, , 2]", "a = [1, 2]"],
    ["(a + b) * c", "a + b * c"],
    ["async () => 1", "() => 1"],
    ["return_\n(1)", "return_;\n(1)"],
  ])("the tree of %j is not the tree of %j", (one, other) => {
    expect(tree(one)).not.toBe(tree(other));
  });

  test("text ignores comments, blank lines, indentation and line endings, but no string", () => {
    expect(text("let a = 1; // x\r\n\r\n\tlet b;\r\n")).toBe(text("let a = 1;\nlet b;"));
    expect(text("a = `x  // y`")).not.toBe(text("a = `x`"));
    expect(text('a = "x  y"')).not.toBe(text('a = "x y"'));
  });

  test("where there is no parser, or no sense, the tree is the text", () => {
    const python = plainFingerprint("x = 1\r\ny = '#'\r\n");
    expect(python.tree).toBe(python.text);
    expect(python).toEqual(plainFingerprint("x = 1\ny = '#'\n"));
    expect(python).not.toEqual(plainFingerprint("x = 1\ny = ''\n"));
    const broken = fingerprint("let a = ;", "javascript");
    expect(broken.tree).toBe(broken.text);
  });
});
