/** Control characters but line break and tab, lone surrogates, and marks that reorder text (Unicode TR 9, TR 36). */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

/**
 * Text from a program, a model or a file, made safe to print: characters that could move a cursor, colour a terminal or
 * reorder text show as `·`; line breaks and tabs stay, CRLF becomes LF.
 */
export function printable(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(UNPRINTABLE, "·");
}
