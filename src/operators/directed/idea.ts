import { oneLine } from "../../llm/index.ts";

/** The idea of a reply in its own words; either may be empty. */
export interface Idea {
  readonly name: string;
  readonly description: string;
}

const NAME_LENGTH = 80;
const DESCRIPTION_LENGTH = 240;
/** Longest idea in a line, name and description, characters. */
export const IDEA_LENGTH = NAME_LENGTH + 2 + DESCRIPTION_LENGTH;

/**
 * Reads the lines `NAME:` and `DESCRIPTION:` before the edit of a reply; where there are none, its words before the
 * edit are the description. `null` for a reply that begins with its edit. Looks at one line after the other, because a pattern over
 * all of them takes the square of a reply that is nothing but line ends.
 */
export function readIdea(reply: string): Idea | null {
  const lines = reply.split("\n");
  const edit = lines.findIndex((line) => EDIT_BEGINS.test(line));
  const words = edit < 0 ? lines : lines.slice(0, edit);
  const name = labelled(words, NAME);
  const description = labelled(words, DESCRIPTION);
  if (name === "" && description === "") {
    const said = oneLine(words.join("\n"), DESCRIPTION_LENGTH);
    return said === "" ? null : { name: "", description: said };
  }
  return { name: tidy(name, NAME_LENGTH), description: tidy(description, DESCRIPTION_LENGTH) };
}

/** An idea in a line; empty for none. */
export function ideaText(idea: Idea | null): string {
  if (idea === null) return "";
  return [idea.name, idea.description].filter((part) => part !== "").join(": ");
}

/** The name in an idea's line (see {@link ideaText}); of one without a name, its first words. */
export function nameOfGist(gist: string): string {
  const end = gist.indexOf(": ");
  return oneLine(end > 0 && end <= NAME_LENGTH ? gist.slice(0, end) : gist, NAME_LENGTH);
}

/** The line at which an edit of any format begins. */
const EDIT_BEGINS = /^(?:\s*`{3}|\s*~{3}|\s*<{5,}\s*SEARCH|--- |@@ )/i;

/** Labels at the beginning of a line, with or without marks, and what follows them there. */
const NAME = /^[\s*#>`_-]*NAME[*`_]*\s*:[*`_]*(.*)$/i;
const DESCRIPTION = /^[\s*#>`_-]*DESCRIPTION[*`_]*\s*:[*`_]*(.*)$/i;
/** A line that begins with a label of any name. */
const LABEL = /^[\s*#>`_-]*[A-Z]{4,}\W*:/i;

/** The paragraph behind a label, which may begin on the next line that is not empty; empty without one. */
function labelled(lines: readonly string[], label: RegExp): string {
  const at = lines.findIndex((line) => label.test(line));
  const [, first = ""] = label.exec(lines[at] ?? "") ?? [];
  if (at < 0) return "";
  const rest = lines.slice(at + 1);
  const isBelow = first.trim() === "";
  const begun = isBelow ? rest.slice(firstFilled(rest)) : [first, ...rest];
  const end = begun.findIndex((line, at) => line.trim() === "" || ((isBelow || at > 0) && LABEL.test(line)));
  return (end < 0 ? begun : begun.slice(0, end)).join("\n");
}

function firstFilled(lines: readonly string[]): number {
  const found = lines.findIndex((line) => line.trim() !== "");
  return found < 0 ? lines.length : found;
}

/** One line without the marks around it. */
function tidy(text: string, length: number): string {
  const marks = new Set("*`_ ");
  const signs = [...oneLine(text, LONGEST)];
  const from = signs.findIndex((sign) => !marks.has(sign));
  const to = signs.findLastIndex((sign) => !marks.has(sign));
  return from < 0 ? "" : oneLine(signs.slice(from, to + 1).join(""), length);
}

/** More of a text is not looked at. */
const LONGEST = 2000;
