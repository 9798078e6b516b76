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
 * `<think>…</think>` and its kin (DeepSeek, Qwen, Seed), `[THINK]…[/THINK]` (Magistral), `◁think▷` (Kimi), a
 * closing tag without its opening one (the chat template has written that), and the channels of gpt-oss
 * (Harmony). A tag counts at the beginning of a line and outside fenced blocks, so that a program may speak
 * of one. A text without such tags comes back byte for byte. Time is linear in the text.
 */
export function withoutThinking(text: string): Spoken {
  return text.includes("<|channel|>") ? withoutChannels(text) : withoutTags(text);
}

const NAMES = "think|thinking|thoughts?|reasoning|reflection|seed:think";
const MARKS = new RegExp(
  `^[ \\t]{0,8}(?:\`{3,}|~{3,})|<(/?)(?:${NAMES})>|\\[(/?)THINK\\]|◁(/?)think▷|<\\|(begin|end)_of_thought\\|>`,
  "gim",
);

function withoutTags(text: string): Spoken {
  const kept: string[] = [];
  const thinking: string[] = [];
  let from = 0;
  let isOpen = false;
  let isFenced = false;
  for (const match of text.matchAll(MARKS)) {
    const { index } = match;
    const end = index + match[0].length;
    const kind = kindOf(match);
    if (kind === "fence") {
      if (!isOpen) isFenced = !isFenced;
    } else if (kind === "opens") {
      if (isOpen || isFenced || !isBlankBefore(text, index)) continue;
      kept.push(text.slice(from, index));
      isOpen = true;
      from = end;
    } else if (isOpen) {
      thinking.push(text.slice(from, index));
      isOpen = false;
      from = end;
    } else if (isOrphan(text, index, end, isFenced)) {
      thinking.push(...kept.splice(0), text.slice(from, index));
      isFenced = false;
      from = end;
    }
  }
  if (from === 0) return { text, thinking: "", isOpen: false };
  (isOpen ? thinking : kept).push(text.slice(from));
  return { text: kept.join("").trimStart(), thinking: thinking.join(""), isOpen };
}

function kindOf([, tag, bracket, moon, token]: RegExpMatchArray): "fence" | "opens" | "closes" {
  if (token !== undefined) return token === "begin" ? "opens" : "closes";
  const slash = tag ?? bracket ?? moon;
  if (slash === undefined) return "fence";
  return slash === "" ? "opens" : "closes";
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
