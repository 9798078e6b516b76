import type { FoundFunction } from "./kit.ts";
import { markedLines } from "./markers.ts";

/**
 * Marks a function of a Python file as its only evolve region: its decorators, its head and its body. Functions count that stand at
 * the file's top level.
 */
export function markPythonFunction(text: string, name: string): FoundFunction {
  const lines = text.split("\n");
  const heads = lines.flatMap((line, index) => {
    const found = /^(?:async\s+)?def\s+([A-Za-z_]\w*)/.exec(line)?.[1];
    return found === undefined ? [] : [{ index, name: found }];
  });
  const names = heads.map((head) => head.name);
  // the last definition of a name is the one that counts
  const head = heads.findLast((one) => one.name === name);
  if (head === undefined)
    return { status: "missing", message: `no function ${name} at its top level`, names };
  if (/^async\b/.test(lines[head.index] ?? ""))
    return { status: "missing", message: `${name}, which is async`, names: [] };
  let from = head.index;
  while (from > 0 && /^@/.test(lines[from - 1] ?? "")) from--;
  let to = head.index + 1;
  let last = head.index;
  const text3 = tripleQuoted(lines);
  for (; to < lines.length; to++) {
    const line = lines[to] ?? "";
    if (line.trim() === "") continue;
    if (!/^[\s)\]}]/.test(line) && !text3.has(to)) break;
    last = to;
  }
  return { status: "ok", marked: markedLines(lines, { from, to: last }, "#") };
}

/** Numbers of the lines that begin inside a triple-quoted string. */
function tripleQuoted(lines: readonly string[]): ReadonlySet<number> {
  const inside = new Set<number>();
  let open = "";
  for (const [index, line] of lines.entries()) {
    if (open !== "") inside.add(index);
    for (let at = 0; at < line.length; at++) {
      const three = line.slice(at, at + 3);
      if (open === "" && line[at] === "#") break;
      if (open === "" && (three === '"""' || three === "'''")) open = three;
      else if (open !== "" && three === open) open = "";
      else continue;
      at += 2;
    }
  }
  return inside;
}
