/** The beginning of a text that has room, ended at the end of a line; of one long line, as much as has room. */
export function wholeLines(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const end = text.lastIndexOf("\n", maxLength);
  return sliceWhole(text, end <= 0 ? maxLength : end);
}

/**
 * The beginning of a text that has room, ended at the end of a sentence; where that would leave less than half of the room, at a word,
 * with `…`.
 */
export function wholeSentences(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const room = text.slice(0, maxLength);
  const sentence = Math.max(...[". ", "! ", "? "].map((end) => room.lastIndexOf(end)));
  if (sentence >= maxLength / 2) return room.slice(0, sentence + 1);
  const word = room.lastIndexOf(" ", maxLength - 1);
  return `${sliceWhole(room, word < maxLength / 2 ? maxLength - 1 : word)}…`;
}

/** A prefix that cuts no surrogate pair in two. */
function sliceWhole(text: string, length: number): string {
  const code = text.charCodeAt(length - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? length - 1 : length);
}
