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
 * Characters that drive a terminal, reorder text or hide from a reader: control characters but for tab and
 * line feed, lone surrogates, bidirectional overrides and isolates (Trojan Source, CVE-2021-42574; Unicode TR
 * 9, TR 36), invisible formatting and Unicode tags.
 */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;
