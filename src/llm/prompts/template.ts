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
   * Fills the gaps in one pass: a value that itself contains `{{…}}` stays as it is.
   *
   * @throws GalapagosError `prompt/missing` when a gap has no value
   */
  fill(values: { readonly [name: string]: string }): string;
}

const TAG = /\{\{[^\S\n]*([#/]?)[^\S\n]*([^{}\n]*?)[^\S\n]*\}\}/g;

/**
 * Reads a template: `{{name}}` is a gap, `{{#name}} … {{/name}}` is kept only when the value of `name` is not empty (sections do not nest
 * in themselves). Other braces are text.
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
    const [, sign = "", name = ""] = match;
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
      // Sections that fell away leave blank lines behind.
      return render(pieces, values)
        .replace(/\n{3,}/g, "\n\n")
        .trim();
    },
  };
}

function render(pieces: readonly Piece[], values: { readonly [name: string]: string }): string {
  return pieces
    .map((piece) => {
      if (piece.type === "text") return piece.text;
      const value = values[piece.name] ?? "";
      if (piece.type === "value") return value;
      return value === "" ? "" : render(piece.pieces, values);
    })
    .join("");
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
