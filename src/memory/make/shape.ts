/**
 * A message or a note without what varies from case to case: numbers become `#`, quoted parts `“…”`, places
 * are dropped. Equal shapes are one kind of mistake, or one kind of try.
 */
export function shapeOf(text: string): string {
  return text
    .slice(0, READ)
    .replace(/"[^"\n]{0,200}"|'[^'\n]{0,200}'|`[^`\n]{0,200}`/g, "“…”")
    .replace(/\(?\b(?:at )?(?:lines?|column|offset|position) \d+(?:[:,–-] ?\d+)*\)?/gi, "")
    .replace(/[-+−]?\b\d+(?:\.\d+)?(?:e[-+]?\d+)?\b/gi, "#")
    .replace(/#(?:[\s,;:[\]()]+#)+/g, "#")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 160);
}

/** Characters of a message or a note that are looked at. */
const READ = 400;
