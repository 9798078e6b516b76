/** A text as notes show it. */
export function short(text: string): string {
  return text.replace(/\s+/g, " ").slice(0, 60);
}
