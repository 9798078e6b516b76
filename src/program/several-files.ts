/** A file of a program that has several. */
export interface ProgramFile {
  /** Path, seen from the first file. */
  readonly path: string;
  readonly text: string;
}

/**
 * One text of several files: the first one, and each of the others behind a line that names it. What may change in which is said by
 * the evolve markers in each; the lines between the files stand outside of them.
 */
export function joinFiles(first: string, others: readonly ProgramFile[], comment: string): string {
  return [first, ...others.map(({ path, text }) => `${comment} ${WORD} ${path}\n${text}`)]
    .map((text) => (text.endsWith("\n") ? text : `${text}\n`))
    .join("");
}

/**
 * The files of a text, the first one's path being empty; a message where the others are not the ones that are expected, in their order.
 */
export function splitFiles(text: string, expected: readonly string[]): readonly ProgramFile[] | string {
  const files: { path: string; lines: string[] }[] = [{ path: "", lines: [] }];
  for (const line of text.split("\n")) {
    const path = SEPARATOR.exec(line)?.[1];
    if (path === undefined) files.at(-1)?.lines.push(line);
    else files.push({ path, lines: [] });
  }
  const [, ...others] = files.map(({ path }) => path);
  if (others.join("\n") !== expected.join("\n"))
    return `expected the files ${expected.join(", ")} behind the first, got ${others.join(", ") || "none"}`;
  return files.map(({ path, lines }, at) => {
    const isLast = at === files.length - 1;
    return { path, text: isLast ? lines.join("\n") : `${lines.join("\n")}\n` };
  });
}

const WORD = "EVOLVE-FILE";
const SEPARATOR = /^[^\w\s"'`]{1,4}[ \t]{0,8}EVOLVE-FILE[ \t]{1,8}(\S+)[ \t\r]*$/;
