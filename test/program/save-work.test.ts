import { describe, expect, it } from "vitest";
import { randomStream } from "../../src/core/index.ts";
import { languageNamed } from "../../src/language/index.ts";

const PYTHON = `# EVOLVE-BLOCK-START
def common(a, b):
    result = []
    for x in a:
        ys = sorted(list(b))
        if x in ys and x not in result.copy():
            result.append(x)
    return result
# EVOLVE-BLOCK-END
`;
const JAVASCRIPT = `// EVOLVE-BLOCK-START
export function common(a, b) {
  const result = [];
  for (const x of a) {
    const ys = [...b].sort((p, q) => p - q);
    if (ys.includes(x) && !result.slice().includes(x)) result.push(x);
  }
  return result;
}
// EVOLVE-BLOCK-END
`;

/** Children by the operator that made them. */
function children(name: string, source: string, forSpeed: boolean): ReadonlyMap<string, readonly string[]> {
  const language = languageNamed(name);
  const made = new Map<string, string[]>();
  for (let draw = 0; draw < 400; draw++) {
    const input = { source, mates: [], strategy: {}, maxLength: 65_536, forSpeed };
    const child = language?.vary({ ...input, random: randomStream("save-work", draw) });
    if (child?.status !== "changed") continue;
    made.set(child.operator, [...(made.get(child.operator) ?? []), child.source]);
    expect(language?.check?.(child.source, null) ?? null).toBe(null);
  }
  return made;
}

describe.each([
  [
    "python",
    PYTHON,
    /\n {4}ys = sorted\(list\(b\)\)\n {4}for x in a:\n {8}if/,
    [/ys = sorted\(b\)/, /not in result:/, /ys = b\n|ys = \(list\(b\)\)/],
  ],
  [
    "javascript",
    JAVASCRIPT,
    /\n {2}const ys = .*\n {2}for \(const x of a\) \{\n {4}if/,
    [/ys = b\.sort/, /!result\.includes/, /ys = \[\.\.\.b\];/],
  ],
] as const)("where run time counts, children in %s", (name, source, hoisted, dropped) => {
  it("move statements out of loops, and leave out calls that copy", () => {
    const made = children(name, source, true);
    expect(made.get("hoist")?.some((child) => hoisted.test(child))).toBe(true);
    const without = made.get("drop-call") ?? [];
    for (const pattern of dropped) expect(without.some((child) => pattern.test(child))).toBe(true);
  });

  it("and elsewhere they do not", () => {
    const made = children(name, source, false);
    expect([made.has("hoist"), made.has("drop-call")]).toEqual([false, false]);
  });
});

/** Programs with one thing each that a person would change, and the child that does. */
const MOVES = [
  ["python", "x = a[:n]\nb = x[-1]", "b = a[:n][-1]"],
  ["javascript", "const x = a + 1;\nn = x * 2;", "n = (a + 1) * 2;"],
  [
    "python",
    "for x in a:\n    if x < len(b):\n        n += 1",
    "len_b = len(b)\nfor x in a:\n    if x < len_b:\n        n += 1",
  ],
  ["python", "for i in a:\n    n += b[i].x + b[i].y", "for i in a:\n    b_i = b[i]\n    n += b_i.x + b_i.y"],
  ["python", "for x in a:\n    b[n][x] = 1", "b_n = b[n]\nfor x in a:\n    b_n[x] = 1"],
  [
    "python",
    "for x in a:\n    if x not in b:\n        b.append(x)",
    "b_known = set(b)\nfor x in a:\n    if x not in b_known:\n        b.append(x)\n        b_known.add(x)",
  ],
  [
    "python",
    "for x in a:\n    if x == n:\n        b = x",
    "for x in a:\n    if x == n:\n        b = x\n        break",
  ],
  ["python", 'b = b + str(n) + ", "', 'b += str(n) + ", "'],
  ["python", "b = []\nfor x, y in a:\n    b.append(x + y)", "b = []\nb += [x + y for x, y in a]"],
  ["python", "n = 0\nfor x in a:\n    if x > 1:\n        n += x", "n = 0\nn += sum([x for x in a if x > 1])"],
  ["python", "b = []\nb += [x + 1 for x in a]", "b = [x + 1 for x in a]"],
  ["python", "n = min(a[0], len(b))", "least = a[0]\nother = len(b)\nn = least if least < other else other"],
  ["python", "n = a[: len(b) - 1][-1]", "n = a[len(b) - 1 - 1]"],
  [
    "javascript",
    "for (const x of a) {\n  n += x * Math.sqrt(b);\n}",
    "const Math_sqrt_b = Math.sqrt(b);\nfor (const x of a) {\n  n += x * Math_sqrt_b;\n}",
  ],
  [
    "javascript",
    "for (let i = 0; i < n; i++) {\n  b[n][i] = a[i];\n}",
    "const b_n = b[n];\nfor (let i = 0; i < n; i++) {\n  b_n[i] = a[i];\n}",
  ],
  [
    "javascript",
    "for (const x of a) {\n  if (!b.includes(x)) b.push(x);\n}",
    "const b_known = new Set(b);\nfor (const x of a) {\n  if (!b_known.has(x)) b.push(x), b_known.add(x);\n}",
  ],
  ["javascript", "b = [...b, n + 1];", "b.push(n + 1);"],
  ["javascript", "n = 2 * (a.length - 1) ** 2;", "n = 2 * ((a.length - 1) * (a.length - 1));"],
  [
    "typescript",
    "for (const [i, x] of a.entries()) n += i * x;",
    "for (let i = 0; i < a.length; i++) { const x = a[i]; n += i * x; }",
  ],
] as const;

/** Children of a program whose function has these lines. */
function childrenOf(name: string, lines: string): readonly string[] {
  const isPython = name === "python";
  const body = lines.replace(/^/gm, isPython ? "    " : "  ");
  const source = isPython
    ? `# EVOLVE-BLOCK-START\ndef f(a, b, n):\n${body}\n    return b, n\n# EVOLVE-BLOCK-END\n`
    : `// EVOLVE-BLOCK-START\nexport function f(a, b, n) {\n${body}\n  return [b, n];\n}\n// EVOLVE-BLOCK-END\n`;
  const all = [...children(name, source, true).values()].flat();
  return all.map((child) =>
    child
      .split("\n")
      .slice(2, isPython ? -3 : -4)
      .join("\n")
      .replace(/^ {2}( {2})?/gm, isPython ? "" : "$1"),
  );
}

describe("where run time counts", () => {
  it.each(MOVES)("in %s, %j becomes %j", (name, slow, fast) => {
    expect(childrenOf(name, slow)).toContain(fast);
  });

  it.each([
    ["python", "for x in a:\n    b = x\n    n += len(b)", /len_b/],
    ["javascript", "for (const x of a) {\n  b = x;\n  n += Math.sqrt(b);\n}", /Math_sqrt_b = /],
  ])("in %s, what a loop changes stays in it: %j", (name, slow, kept) => {
    expect(childrenOf(name, slow).filter((child) => kept.test(child))).toEqual([]);
  });
});
