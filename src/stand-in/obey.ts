import type { Message } from "../wire/index.ts";

/**
 * The stand-in's answer where it is not asked for a program but given a prompt and an input: it obeys what the prompt says in lines
 * of the form `- some words, other words -> answer`. From the top, the first line one of whose words stands in the input decides,
 * and a line that begins with `anything` always does. `null` for another kind of conversation, or a prompt without such lines.
 */
export function obey(messages: readonly Message[]): string | null {
  const [told, asked] = messages;
  if (messages.length !== 2 || told?.role !== "system" || asked?.role !== "user") return null;
  if (/^Answer format:/im.test(`${told.text}\n${asked.text}`)) return null;
  const rules = told.text.split("\n").flatMap(ruleOf);
  if (rules.length === 0) return null;
  const words = ` ${plain(asked.text)} `;
  const rule = rules.find(({ cues }) =>
    cues.some((cue) => /^anything\b/.test(cue) || words.includes(` ${cue} `)),
  );
  return rule?.answer ?? "I do not know.";
}

/** A line of a prompt that says what to answer, and when. */
interface Rule {
  readonly cues: readonly string[];
  readonly answer: string;
}

function ruleOf(line: string): readonly Rule[] {
  const [, cues = "", answer = ""] = /^\s*(?:[-*]|\d+[.)])\s*(.+?)\s*(?:->|→)\s*(.+?)\s*$/.exec(line) ?? [];
  const known = cues
    .split(",")
    .map(plain)
    .filter((cue) => cue !== "");
  return known.length === 0 ? [] : [{ cues: known, answer }];
}

/** Words in small letters with single spaces between them. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}']+/gu, " ")
    .trim();
}
