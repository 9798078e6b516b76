/** A text without the thinking that stood in it. */
export interface Spoken {
  /** The answer, without the thinking. */
  readonly text: string;
  readonly thinking: string;
  /** True when the thinking never ended: the answer was cut off before it began. */
  readonly isOpen: boolean;
}

/**
 * Parts the answer from thinking that stands inline, as servers without a reasoning parser send it:
 * `<think>…</think>` and its kin, a closing tag without its opening one (the chat template has written that), and
 * the channels of gpt-oss (Harmony), also where their marks were lost. A tag counts at the beginning of a line and outside fenced blocks, so that a program may speak
 * of one. A text without such tags comes back byte for byte. Time is linear in the text.
 */
export function withoutThinking(text: string): Spoken {
  if (text.includes("<|channel|>")) return withoutChannels(text);
  return withoutBareChannels(text) ?? withoutTags(text);
}

const NAME = "(?:think|thinking|thoughts?|reasoning|reflection|scratchpad|analysis|monologue)";
/** A name of its maker's own before it: `seed:think`, `longcat_think`, `inner_monologue`. */
const OWN = "(?:[a-z]{1,12}[:_])?";
/** Ways to open and to close thinking, each with the models that write so. */
const STYLES: readonly (readonly [opens: string, closes: string])[] = [
  // most
  [`<${OWN}${NAME}(?:\\s[^<>\\n]{0,80})?>`, `</${OWN}${NAME}\\s{0,8}>`],
  // Cohere, Sky
  [`<\\|(?:(?:start|begin)_(?:of_)?)?${NAME}\\|>`, `<\\|(?:/|end_(?:of_)?)${NAME}\\|>`],
  // Magistral, Kimi
  ["\\[THINK\\]|◁think▷", "\\[/THINK\\]|◁/think▷"],
  // Gemma and its kin
  ["<\\|channel>thought|<unused94>(?:thought)?", "<channel\\|>|<unused95>"],
  // Ollama's command line
  ["Thinking\\.\\.\\.$", "\\.\\.\\.done thinking\\."],
  // Open WebUI
  ['<details type="reasoning"[^<>\\n]{0,200}>', "</details>"],
];
const MARKS = new RegExp(
  `^[ \\t]{0,8}(?:\`{3,}|~{3,})|(?<opens>${STYLES.map(([opens]) => opens).join("|")})|(?<closes>${STYLES.map(([, closes]) => closes).join("|")})`,
  "gim",
);

function withoutTags(text: string): Spoken {
  const kept: string[] = [];
  const thinking: string[] = [];
  let from = 0;
  let opening = "";
  let isFenced = false;
  for (const { index, 0: mark, groups } of text.matchAll(MARKS)) {
    const end = index + mark.length;
    if (groups?.opens !== undefined) {
      if (opening !== "" || isFenced || !isBlankBefore(text, index)) continue;
      kept.push(text.slice(from, index));
      opening = mark;
      from = end;
    } else if (groups?.closes === undefined) {
      if (opening === "") isFenced = !isFenced;
    } else if (mark === "</details>" && !opening.startsWith("<details")) {
      // an ordinary one
    } else if (opening !== "") {
      thinking.push(text.slice(from, index));
      opening = "";
      from = end;
    } else if (isOrphan(text, index, end, isFenced)) {
      thinking.push(...kept.splice(0), text.slice(from, index));
      isFenced = false;
      from = end;
    }
  }
  if (from === 0) return { text, thinking: "", isOpen: false };
  const isOpen = opening !== "";
  (isOpen ? thinking : kept).push(text.slice(from));
  return { text: kept.join("").trimStart(), thinking: thinking.join(""), isOpen };
}

/** A closing tag on a line of its own, or at an end of one where no fence is open. */
function isOrphan(text: string, index: number, end: number, isFenced: boolean): boolean {
  const [before, after] = [isBlankBefore(text, index), isBlankAfter(text, end)];
  return isFenced ? before && after : before || after;
}

function isBlankBefore(text: string, index: number): boolean {
  let at = index - 1;
  while (at >= 0 && (text[at] === " " || text[at] === "\t")) at--;
  return at < 0 || text[at] === "\n" || text[at] === "\r" || text[at] === ">" || text[at] === "]";
}

function isBlankAfter(text: string, end: number): boolean {
  let at = end;
  while (text[at] === " " || text[at] === "\t") at++;
  return at >= text.length || text[at] === "\n" || text[at] === "\r";
}

const HARMONY_ENDS = /<\|(?:end|return|start)\|>/;

/**
 * Channels of gpt-oss: `final` is the answer, a channel that addresses a function stays for whoever reads
 * calls, all else is thinking.
 */
function withoutChannels(text: string): Spoken {
  const kept: string[] = [];
  const thinking: string[] = [];
  let isOpen = false;
  for (const [at, part] of text.split("<|channel|>").entries()) {
    const [body = ""] = part.split(HARMONY_ENDS, 1);
    const cut = body.indexOf("<|message|>");
    const head = cut < 0 ? "" : body.slice(0, cut);
    const content = cut < 0 ? body : body.slice(cut + "<|message|>".length);
    const isAnswer = at === 0 || /^\s*final\b/.test(head);
    if (head.includes("to=functions.")) kept.push(`<|channel|>${body}`);
    else (isAnswer ? kept : thinking).push(content);
    isOpen = !isAnswer && !head.includes("to=functions.") && body.length === part.length;
  }
  return { text: kept.join("").trimStart(), thinking: thinking.join("\n"), isOpen };
}

/** Channels of gpt-oss whose marks a server has removed and whose names it has left: `analysis…assistantfinal…`. */
function withoutBareChannels(text: string): Spoken | null {
  const start = /^\s{0,8}(?:assistant)?analysis(?=\S)/.exec(text)?.[0].length;
  const end = text.lastIndexOf(BARE_FINAL);
  if (start === undefined || end < start) return null;
  return {
    text: text.slice(end + BARE_FINAL.length).trimStart(),
    thinking: text.slice(start, end),
    isOpen: false,
  };
}

const BARE_FINAL = "assistantfinal";
