import { structuredPatch } from "diff";
import { el } from "./dom.ts";

/** The change from one text to another, line by line with three lines around it. */
export function diffOf(before: string, after: string): HTMLElement {
  if (before === after) return el("p", { class: "told" }, "The texts are the same.");
  const patch = structuredPatch("", "", before, after, "", "", { context: 3, timeout: 500 });
  if (patch === undefined)
    return el("p", { class: "told" }, "The texts differ too much to be compared here.");
  const lines = patch.hunks.flatMap((hunk, i) => [
    ...(i > 0 ? [{ kind: "gap", text: "⋯" }] : []),
    ...hunk.lines.map((text) => ({ kind: KINDS[text[0] ?? " "] ?? "same", text })),
  ]);
  return linesOf(lines);
}

/** A program's text with numbered lines. */
export function sourceOf(text: string): HTMLElement {
  const lines = text.replace(/\n$/, "").split("\n");
  const block = linesOf(lines.map((line) => ({ kind: "same", text: line })));
  block.classList.add("numbered");
  return block;
}

/** Lines of code; what would bring a browser to its knees is left out, and said so. */
function linesOf(lines: readonly { readonly kind: string; readonly text: string }[]): HTMLElement {
  const shown = lines
    .slice(0, MOST_LINES)
    .map(({ kind, text }) => el("span", { class: `line ${kind}` }, clipped(text)));
  const rest = lines.length - shown.length;
  return el(
    "pre",
    { class: "code", tabindex: 0 },
    ...shown,
    rest > 0 ? el("span", { class: "line gap" }, `${rest} more lines`) : null,
  );
}

function clipped(line: string): string {
  const rest = line.length - LONGEST_LINE;
  return rest > 0 ? `${line.slice(0, LONGEST_LINE)} … ${rest} more characters` : line || " ";
}

const KINDS: { readonly [mark: string]: string } = { "+": "added", "-": "removed", "\\": "gap" };

const MOST_LINES = 5000;

const LONGEST_LINE = 2000;
