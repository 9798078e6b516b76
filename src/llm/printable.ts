/**
 * Text without what could drive a terminal or hide from a reader: control characters (but for tab and line feed), lone
 * surrogates, bidirectional overrides and isolates (Trojan Source, CVE-2021-42574), Unicode tags and other invisible formatting.
 * Line ends become LF.
 */
export function printable(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, "\n").replace(HIDDEN, "");
}

const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
