/**
 * Text from a program, a model or a file, made safe to print and to read: line ends become LF, tabs stay, and
 * every character that could deceive a terminal or a reader becomes `mark`.
 *
 * @param mark - what people see in their place; the empty text removes them, as prompts want it.
 * @defaultValue "·"
 */
export function printable(text: string, mark = "·"): string {
  return text.replace(/\r\n?/g, "\n").replace(HIDDEN, mark);
}

/**
 * Characters that could drive a terminal, reorder text or hide from a reader: control characters but for tab and line feed, lone
 * surrogates, bidirectional overrides and isolates (Trojan Source, CVE-2021-42574; Unicode TR 9, TR 36), all that Unicode
 * lets a reader ignore (Default_Ignorable_Code_Point: soft hyphens, fillers, joiners, selectors, tags), the empty
 * pattern of Braille. Emoji keep the joiner and the selector that make them.
 */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u2800\ufff9-\ufffb\u{e0000}-\u{e0fff}]|(?!(?<=\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d(?=\p{Extended_Pictographic}))(?!(?<=\p{Extended_Pictographic})[\ufe0e\ufe0f])\p{Default_Ignorable_Code_Point}|\p{Surrogate}/gu;

/**
 * JSON text with every such character outside ASCII as an escape, so that it can be shown: the same value to whoever
 * reads it. Control characters are escapes in JSON anyway.
 */
export function printableJson(json: string): string {
  return json.replace(HIDDEN, (sign) =>
    sign === "\n"
      ? sign
      : Array.from({ length: sign.length }, (_, at) => escapeOf(sign.charCodeAt(at))).join(""),
  );
}

function escapeOf(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
