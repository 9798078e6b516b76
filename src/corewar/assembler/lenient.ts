import { tokenize } from "./token.ts";
import { isReserved } from "./words.ts";

/**
 * Takes the warrior out of what a model wrote: the content of the code fence with most instructions when
 * there are fences, and no lines that are plainly prose. Lines keep their numbers.
 */
export function stripProse(text: string): string {
  const lines = text.split("\n");
  const blocks = fencedBlocks(lines);
  const chosen = blocks.reduce<Block | null>(
    (best, block) => (best === null || block.code > best.code ? block : best),
    null,
  );
  return lines
    .map((line, index) => {
      if (chosen !== null && chosen.code > 0 && (index <= chosen.from || index >= chosen.to)) return "";
      return isProse(line) ? "" : line;
    })
    .join("\n");
}

interface Block {
  readonly from: number;
  readonly to: number;
  /** Lines with an opcode. */
  readonly code: number;
}

function fencedBlocks(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let from = -1;
  let code = 0;
  for (const [index, line] of lines.entries()) {
    if (/^\s*(```|~~~)/.test(line)) {
      if (from === -1) from = index;
      else {
        blocks.push({ from, to: index, code });
        from = -1;
      }
      code = 0;
    } else if (hasOpcode(line)) code++;
  }
  if (from !== -1) blocks.push({ from, to: lines.length, code });
  return blocks;
}

function hasOpcode(line: string): boolean {
  const code = line.split(";", 1)[0] ?? "";
  return tokenize(code.slice(0, 200), 1).some(({ kind, text }) => kind === "name" && isReserved(text));
}

/**
 * Markdown, fences, and sentences: three words or more in a row before anything that could be an operation.
 */
function isProse(line: string): boolean {
  const code = (line.split(";", 1)[0] ?? "").trim();
  if (/^(```|~~~|#{1,6}\s|\/\/|--|\*\*|>\s|[-*]\s)/.test(code)) return true;
  const words = tokenize(code.slice(0, 400), 1);
  const first = words.findIndex(({ kind, text }) => kind === "name" && isReserved(text));
  const before = first === -1 ? words : words.slice(0, first);
  const names = before.filter(({ kind }) => kind === "name").length;
  if (first === -1) return names >= 3 || (names >= 2 && /[:.!?,]$/.test(code));
  return names >= 3 && !/^(equ|for)$/i.test(words[first]?.text ?? "");
}
