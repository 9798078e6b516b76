import { GalapagosError } from "../../core/index.ts";

/** One piece of a template. */
type Piece =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "value"; readonly name: string }
  | { readonly type: "section"; readonly name: string; readonly pieces: readonly Piece[] };

/** A text with gaps, checked when it was read. */
export interface Template {
  /** Names of the gaps, each once, sorted. */
  readonly names: readonly string[];
  /**
   * Fills the gaps in one pass: a value that itself contains `{{…}}`, or several blank lines, stays as it is.
   *
   * @throws GalapagosError `prompt/missing` when a gap has no value
   */
  fill(values: { readonly [name: string]: string }): string;
}

const TAG = /\{\{[^\S\n]*([#/]?)([^{}\n]*)\}\}/g;

/**
 * Reads a template: `{{name}}` is a gap, `{{#name}} … {{/name}}` is kept only when the value of `name` is not
 * empty (sections do not nest in themselves). Other braces are text.
 *
 * @param where - file or name, for messages
 * @param allowed - the names that there are values for
 * @throws GalapagosError `prompt/unknown` for another name, `prompt/section` for sections that do not match
 */
export function parseTemplate(text: string, where: string, allowed: readonly string[]): Template {
  const names = new Set<string>();
  const open: { name: string; pieces: Piece[] }[] = [{ name: "", pieces: [] }];
  const add = (piece: Piece): void => void open.at(-1)?.pieces.push(piece);
  let at = 0;
  for (const match of text.matchAll(TAG)) {
    add({ type: "text", text: text.slice(at, match.index) });
    at = match.index + match[0].length;
    const [, sign = "", name = ""] = match.map((text) => text.trim());
    if (!allowed.includes(name)) throw unknownName(match[0], where, text, match.index, allowed);
    names.add(name);
    if (sign === "") add({ type: "value", name });
    else if (sign === "#") open.push({ name, pieces: [] });
    else {
      const section = open.pop();
      if (section?.name !== name || open.length === 0) throw badSection(match[0], where, text, match.index);
      add({ type: "section", ...section });
    }
  }
  add({ type: "text", text: text.slice(at) });
  if (open.length > 1) throw badSection(`{{#${open.at(-1)?.name}}}`, where, text, text.length);
  const pieces = open[0]?.pieces ?? [];
  return {
    names: [...names].sort(),
    fill(values) {
      const missing = [...names].filter((name) => values[name] === undefined);
      if (missing.length > 0) {
        throw new GalapagosError(`${where}: no value for {{${missing.join("}}, {{")}}}.`, {
          code: "prompt/missing",
          exitCode: 1,
        });
      }
      return render(pieces, values)
        .map(({ text, isGiven }) => (isGiven ? text : text.replace(/\n{3,}/g, "\n\n")))
        .join("")
        .trim();
    },
  };
}

/** A stretch of a filled template: the template's own words, or a value. */
interface Stretch {
  text: string;
  readonly isGiven: boolean;
}

/**
 * Neighbouring words of the template become one stretch, so that the blank lines around a section that fell
 * away meet; a program's own blank lines are its text.
 */
function render(pieces: readonly Piece[], values: { readonly [name: string]: string }): readonly Stretch[] {
  const stretches: Stretch[] = [];
  const add = (text: string, isGiven: boolean): void => {
    const last = stretches.at(-1);
    if (text === "") return;
    if (last !== undefined && !last.isGiven && !isGiven) last.text += text;
    else stretches.push({ text, isGiven });
  };
  for (const piece of pieces) {
    if (piece.type === "text") add(piece.text, false);
    else {
      const value = values[piece.name] ?? "";
      if (piece.type === "value") add(value, true);
      else if (value !== "") for (const { text, isGiven } of render(piece.pieces, values)) add(text, isGiven);
    }
  }
  return stretches;
}

function unknownName(
  tag: string,
  where: string,
  text: string,
  at: number,
  allowed: readonly string[],
): GalapagosError {
  return new GalapagosError(`${where}, line ${lineOf(text, at)}: there is no value called ${tag}.`, {
    code: "prompt/unknown",
    hint: `Known here: ${allowed.map((name) => `{{${name}}}`).join(", ")}.`,
  });
}

function badSection(tag: string, where: string, text: string, at: number): GalapagosError {
  return new GalapagosError(`${where}, line ${lineOf(text, at)}: ${tag} has no counterpart.`, {
    code: "prompt/section",
    hint: "A section is {{#name}} … {{/name}}.",
  });
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}
