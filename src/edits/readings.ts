import { fenceFor } from "../core/index.ts";
import { editsInJson } from "./json-edit.ts";

/**
 * Other readings of a reply that gives no edit as it came, likeliest first: what carriers and habits add is
 * undone step by step, each on top of those before it. Signs of other shapes and invisible ones, an edit in
 * JSON, marks of HTML, line ends as two letters, quotation, line numbers, tags around the whole, words
 * before a program. Time is linear in the reply.
 */
export function* otherReadings(reply: string): Generator<string> {
  let text = reply;
  for (const undo of UNDOINGS) {
    const undone = undo(text);
    if (undone === text) continue;
    text = undone;
    yield text;
  }
}

const UNDOINGS: readonly ((text: string) => string)[] = [
  withPlainSigns,
  (text) => editsInJson(text, "any") ?? text,
  unescapeHtml,
  withLineEnds,
  withFencesApart,
  withoutQuotation,
  withoutNumbers,
  withoutTags,
  asProgram,
];

/** Marks of HTML in a text. */
const ENTITIES = /&(?:lt|gt|amp|quot|apos|nbsp|#39|#x27|#34|#60|#62|#x3[ce]);/gi;
const SIGNS: { readonly [entity: string]: string } = {
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&quot;": '"',
  "&apos;": "'",
  "&nbsp;": " ",
  "&#39;": "'",
  "&#x27;": "'",
  "&#34;": '"',
  "&#60;": "<",
  "&#62;": ">",
  "&#x3c;": "<",
  "&#x3e;": ">",
};

/** The text with marks of HTML as the signs that they stand for. */
export function unescapeHtml(text: string): string {
  return text.replace(ENTITIES, (entity) => SIGNS[entity.toLowerCase()] ?? entity);
}

/** True for an edit that was escaped for HTML: it has marks of HTML, and none of the signs that they stand for. */
export function isEscaped(reply: string): boolean {
  if (!/&(?:lt|gt|amp);/.test(reply)) return false;
  const inside = reply.replace(/^[ \t]{0,8}[<>]{3,}.*$/gm, "").replace(ENTITIES, "");
  return !/[<>&]/.test(inside);
}

/** Invisible signs out, wide ones narrow where they are marks, a backslash before a mark out, any line end as a line feed. */
function withPlainSigns(text: string): string {
  return text
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, "")
    .replace(/^[ \t]{0,8}(?:\uff1c{3,}|\uff1d{3,}|\uff1e{3,})/gm, (marks) =>
      marks.replace(/[\uff1c-\uff1e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)),
    )
    .replace(/^[ \t]{0,8}(?:\\[<>=`]){3,}/gm, (marks) => marks.replaceAll("\\", ""))
    .replace(/\r\n?/g, "\n");
}

/** A reply on one line, whose line ends are a backslash and a letter. */
function withLineEnds(text: string): string {
  const trimmed = text.trim();
  if (trimmed.includes("\n") || !trimmed.includes("\\n")) return text;
  return trimmed.replace(/\\(?:r\\n|[nt"'\\])/g, (pair) => LETTERS[pair] ?? pair.slice(1));
}

const LETTERS: { readonly [pair: string]: string } = { "\\n": "\n", "\\r\\n": "\n", "\\t": "\t" };

/** Fences that begin or end behind words, on lines of their own. */
function withFencesApart(text: string): string {
  return text
    .split("\n")
    .flatMap((line) => {
      const at = line.indexOf("```");
      const isOnly = at > 0 && line.indexOf("`", at + 3) < 0 && line.indexOf("`") === at;
      return isOnly && line.slice(0, at).trim() !== "" ? [line.slice(0, at), line.slice(at)] : [line];
    })
    .join("\n");
}

/** Lines that are all quoted by `> `. */
function withoutQuotation(text: string): string {
  const lines = text.trim().split("\n");
  const isQuoted = lines.filter((line) => /^ {0,3}>(?!>)/.test(line)).length > 0.8 * lines.length;
  return isQuoted ? lines.map((line) => line.replace(/^ {0,3}>(?!>) ?/, "")).join("\n") : text;
}

const NUMBERED = /^[ \t]{0,8}(\d{1,6})(?:[ \t]?[|:│→][ \t]?|\t)(.*)$/;
const BOUNDARY = /^\s*(?:[<>=]{3,}|[`~]{3,})/;

/** Line numbers in front of a program's lines, where each line of a part has one and they count up. */
function withoutNumbers(text: string): string {
  const made: string[] = [];
  let part: string[] = [];
  const close = (): void => {
    const counts = countsUp(part);
    for (const line of part) made.push((counts ? NUMBERED.exec(line)?.[2] : undefined) ?? line);
    part = [];
  };
  for (const line of text.split("\n")) {
    if (BOUNDARY.test(line)) {
      close();
      made.push(line);
    } else part.push(line);
  }
  close();
  return made.join("\n");
}

function countsUp(lines: readonly string[]): boolean {
  const numbers = lines.filter((line) => line.trim() !== "").map((line) => Number(NUMBERED.exec(line)?.[1]));
  return numbers.length > 0 && numbers.every((number, at) => number === (numbers[0] ?? 0) + at);
}

/** A text that stands in tags, such as `<answer>` or `<code lang="js">`, one within the other. */
function withoutTags(text: string): string {
  let inner = text.trim();
  for (let depth = 0; depth < 3; depth++) {
    const tag = /^<([a-z][\w-]{1,30})(?: [^<>\n]{0,100})?>/i.exec(inner);
    const close = `</${tag?.[1]}>`;
    if (tag === null || !inner.endsWith(close)) break;
    inner = inner.slice(tag[0].length, -close.length).replace(/^\s*\n/, "");
  }
  return inner === text.trim() ? text : inner;
}

/** A program without a fence, behind a line of words that ends in a colon. */
function asProgram(text: string): string {
  const trimmed = text.trim();
  const introduction = /^[^\n]{0,300}:[ \t]*\n\s*\n?/.exec(trimmed);
  if (trimmed.includes("```") || trimmed === "") return text;
  const program = introduction === null ? trimmed : trimmed.slice(introduction[0].length);
  const fence = fenceFor(program);
  return `${fence}\n${program}\n${fence}`;
}
