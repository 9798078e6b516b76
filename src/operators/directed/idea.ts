import { oneLine } from "../../llm/index.ts";

/** The idea of a reply in its own words; either may be empty. */
export interface Idea {
  readonly name: string;
  readonly description: string;
}

const NAME_LENGTH = 80;
const DESCRIPTION_LENGTH = 240;

/**
 * Reads the lines `NAME:` and `DESCRIPTION:` before the edit of a reply; where there are none, its words before the
 * edit are the description. `null` for a reply that begins with its edit.
 */
export function readIdea(reply: string): Idea | null {
  const words = reply.split(EDIT_BEGINS)[0] ?? "";
  const name = labelled("NAME").exec(words)?.[1] ?? "";
  const description = labelled("DESCRIPTION").exec(words)?.[1] ?? "";
  if (name === "" && description === "") {
    const said = oneLine(words, DESCRIPTION_LENGTH);
    return said === "" ? null : { name: "", description: said };
  }
  return { name: tidy(name, NAME_LENGTH), description: tidy(description, DESCRIPTION_LENGTH) };
}

/** An idea in a line; empty for none. */
export function ideaText(idea: Idea | null): string {
  if (idea === null) return "";
  return [idea.name, idea.description].filter((part) => part !== "").join(": ");
}

/** Where an edit of any format begins. */
const EDIT_BEGINS = /^(?:\s*`{3,}|\s*~{3,}|\s*<{5,}\s*SEARCH|--- |@@ )/im;

/** A label at the beginning of a line, with or without marks, and its paragraph. */
function labelled(label: string): RegExp {
  return new RegExp(
    `^[\\s*#>\`_-]*${label}[*\`_]*\\s*:[*\`_]*\\s*([^\\n]+(?:\\n(?!\\s*$|[\\s*#>\`_-]*[A-Z]{4,}\\W*:)[^\\n]+)*)`,
    "im",
  );
}

function tidy(text: string, length: number): string {
  return oneLine(text.replace(/^[*`_\s]+|[*`_\s]+$/g, ""), length);
}
