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
