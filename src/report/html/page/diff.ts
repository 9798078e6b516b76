import { structuredPatch } from "diff";
import { colouredLines, type Stretch } from "./colour-code.ts";
import { type Child, el } from "./dom.ts";

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
export function sourceOf(text: string, language: string): HTMLElement {
  const lines = colouredLines(text.replace(/\n$/, ""), language);
  const block = linesOf(
    lines.map((stretches) => ({
      kind: "same",
      text: stretches.map((stretch) => stretch.text).join(""),
      stretches,
    })),
  );
  block.classList.add("numbered");
  return block;
}

/** Lines of code; what would bring a browser to its knees is left out, and said so. */
function linesOf(lines: readonly CodeLine[]): HTMLElement {
  const shown = lines
    .slice(0, MOST_LINES)
    .map(({ kind, text, stretches = [] }) =>
      el(
        "span",
        { class: `line ${kind}` },
        ...(text.length > LONGEST_LINE || text === "" ? [clipped(text)] : coloured(text, stretches)),
      ),
    );
  const rest = lines.length - shown.length;
  return el(
    "pre",
    { class: "code", tabindex: 0 },
    ...shown,
    rest > 0 ? el("span", { class: "line gap" }, `${rest} more lines`) : null,
  );
}

interface CodeLine {
  readonly kind: string;
  readonly text: string;
  readonly stretches?: readonly Stretch[];
}

function coloured(text: string, stretches: readonly Stretch[]): readonly Child[] {
  if (stretches.length === 0) return [text];
  return stretches.map((stretch) =>
    stretch.kind === null ? stretch.text : el("span", { class: stretch.kind }, stretch.text),
  );
}

function clipped(line: string): string {
  const rest = line.length - LONGEST_LINE;
  return rest > 0 ? `${line.slice(0, LONGEST_LINE)} … ${rest} more characters` : line || " ";
}

const KINDS: { readonly [mark: string]: string } = { "+": "added", "-": "removed", "\\": "gap" };

const MOST_LINES = 5000;

const LONGEST_LINE = 2000;
