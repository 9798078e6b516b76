/**
 * Moves replacement lines from the indentation that a model used in its quotation to the program's own. Each
 * indentation of the quotation is mapped to that of the line it matched; deeper lines keep their extra depth.
 *
 * @param lines - replacement lines as the model wrote them
 * @param quoted - the quoted lines
 * @param matched - the program's lines that the quoted ones matched, one each
 */
export function reindent(
  lines: readonly string[],
  quoted: readonly string[],
  matched: readonly string[],
): string[] {
  const map = new Map<string, string>();
  quoted.forEach((line, at) => {
    if (line.trim() === "") return;
    const indent = indentOf(line);
    if (!map.has(indent)) map.set(indent, indentOf(matched[at] ?? ""));
  });
  const known = [...map.keys()].sort((a, b) => b.length - a.length);
  return lines.map((line) => {
    if (line.trim() === "") return line;
    const indent = indentOf(line);
    const base = known.find((candidate) => indent.startsWith(candidate));
    if (base !== undefined) return `${map.get(base) ?? ""}${line.slice(base.length)}`;
    const shallowest = known.at(-1);
    if (shallowest === undefined) return line;
    // Shallower than anything quoted: take off as much as the quotation was moved.
    const target = map.get(shallowest) ?? "";
    const lost = Math.max(0, target.length - (shallowest.length - indent.length));
    return `${target.slice(0, lost)}${line.slice(indent.length)}`;
  });
}

function indentOf(line: string): string {
  return line.slice(0, line.length - line.trimStart().length);
}
