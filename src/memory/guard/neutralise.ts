import { printable, wholeSentences } from "../../core/index.ts";

/** A lesson's text made safe to keep. */
export interface Neutralised {
  readonly text: string;
  /** It read as an instruction to whoever reads prompts. */
  readonly suspicious: boolean;
}

/** Marks by which chat templates, prompts and tools tell their parts apart. */
const MARKUP = /<\|?\/?[a-z_|][^<>\n]{0,80}>|\[\/?(?:INST|SYS)\]|```+|~~~+|^\s{0,3}#{1,6}\s/gimu;
/** Phrases that speak to the reader instead of about programs. */
const INSTRUCTION = new RegExp(
  [
    /\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:previous|above|prior|earlier|all|any|other)\b.{0,40}\b(?:instruction|rule|prompt|message|lesson|context|guideline)/,
    /\b(?:system|developer|assistant|user|human)\s*(?:(?:prompt|message)\s*)?:/,
    /\byou (?:are now|must|should now|have to|will now)\b/,
    /\b(?:new|real|actual|updated) (?:instructions?|task|goal|objective)\b/,
    /\b(?:do not|don't|never) (?:tell|reveal|mention|evaluate|report|follow)\b/,
    /\b(?:api[_ -]?key|password|secret key|environment variable)s?\b/,
    /\b(?:call|invoke|run|execute) (?:the )?(?:tool|function|command|shell)\b/,
    /\bhttps?:\/\//,
  ]
    .map(({ source }) => source)
    .join("|"),
  "iu",
);

/**
 * Text from a model, a program or a file, made into one printable paragraph of bounded length: control
 * characters and marks that reorder text are out, prompt markup is taken apart, and text that reads as an
 * instruction is told, so that it is shown as a quotation only.
 */
export function neutralise(text: string): Neutralised {
  // twice the length is enough to fill the paragraph, and bounds the effort on hostile text
  const plain = printable(text.slice(0, 2 * TEXT_LENGTH)).replaceAll("·", " ");
  const open = plain.replace(MARKUP, " ").replace(/\s+/gu, " ").trim();
  const isMarked = open !== plain.replace(/\s+/gu, " ").trim();
  return { text: wholeSentences(open, TEXT_LENGTH), suspicious: isMarked || INSTRUCTION.test(open) };
}

/** Characters of a lesson's text. */
const TEXT_LENGTH = 600;
