import { type Manner, WINDOW_MARGIN } from "./manner.ts";

/** A request that was refused for its length, as far as its limits go. */
export interface RefusedLength {
  /** The limit that was asked for, tokens. */
  readonly limit: number;
  readonly promptBytes: number;
}

/**
 * The limits on tokens that a refusal tells: the most of a reply, or of prompt and reply together. The
 * numbers are taken from the server's own words; where it gives none, the limit is halved.
 *
 * @param words - the server's
 * @returns the better manner, or `null` when the words do not speak of that, or the prompt alone is too long
 */
export function learnLimits(
  manner: Manner,
  words: string,
  { limit, promptBytes }: RefusedLength,
): Manner | null {
  const window = minuteIn(words) ?? windowIn(words, limit);
  if (window !== null) {
    const least = toNumber(LEAST_PROMPT.exec(words)?.[1] ?? "0");
    const told = least > 0 ? null : promptIn(words, window, limit);
    return withWindow(manner, { window, told, least }, { limit, promptBytes });
  }
  if (
    !REPLY_LIMIT.test(words) ||
    (SAYS_LEAST.test(words) && !SAYS_MOST.test(words)) ||
    !/too|exceed|larg|must|most|less|maximum|range|between|up to|>/i.test(words)
  )
    return null;
  const allowed = numbersIn(words).filter((number) => number >= 16 && number < limit);
  const most = allowed.length > 0 ? Math.max(...allowed) : limit > 1024 ? Math.floor(limit / 2) : null;
  return most === null ? null : { ...manner, replyTokens: most };
}

/** The tokens of a minute where one request asks for more: prompt and reply have to fit into them (Groq, OpenAI). */
function minuteIn(words: string): number | null {
  const [, limit, requested] = /limit:? (\d{2,9}),? requested:? (\d{2,9})/i.exec(words) ?? [];
  return limit !== undefined && Number(requested) > Number(limit) ? Number(limit) : null;
}

const REPLY_LIMIT =
  /max[_ -]?(?:completion[_ -]?|output[_ -]?|new[_ -]?)?tokens|(?:completion|output|generated?|reply) tokens|num_predict/i;

/** Words of a least value, not of a largest one: "must be greater than the budget of thinking". */
const SAYS_LEAST = /must be (?:at least|greater|larger|more|higher)|too (?:small|low)|minimum/i;

/** Words of a largest value that stand beside them: "at least 1 and at most 8192". */
const SAYS_MOST = /at most|max(?:imum)?(?: value)?(?: is| of)?:? \d|less than or equal|up to|<=|≤|between/i;

const WINDOWS = [
  /\d[\d,_]* \+ \d[\d,_]* > (\d[\d,_]{2,9})/,
  /(?:<=|≤|less than or equal to) (\d[\d,_]{2,9})\. given/i,
  /context[ _-]?(?:length|window|size|limit)?\D{0,40}?(\d[\d,_]{2,9})/i,
  /with (\d[\d,_]{2,9}) maximum context/i,
  /n_ctx\D{1,8}(\d{3,9})/i,
  /model token limit\D{0,8}(\d[\d,_]{2,9})/i,
];

/**
 * The window that the words name; `null` when they speak of none, or of one that is too large to be the
 * reason.
 */
function windowIn(words: string, limit: number): number | null {
  const sum = /\d \+ \d|\+ `?max_new_tokens/.test(words);
  if (!/context|total|model token limit/i.test(words) && !sum) return null;
  for (const pattern of WINDOWS) {
    const found = pattern.exec(words)?.[1];
    if (found !== undefined && toNumber(found) !== limit) return toNumber(found);
  }
  return null;
}

/** A bound of the prompt that is reckoned from the reply's limit (vLLM stops counting there). */
const LEAST_PROMPT = /at least (\d[\d,_]*) (?:input|prompt) tokens/i;

const PROMPTS = [
  /(\d[\d,_]*) (?:in the (?:messages?|prompt|input)|of (?:the )?(?:text )?input)/i,
  /(\d[\d,_]*) (?:`?inputs?`?|prompt) tokens/i,
  /(\d[\d,_]*) tokens from the input/i,
  /Given: (\d[\d,_]*) `?inputs/i,
  /(\d[\d,_]*) \+ \d[\d,_]* > \d/,
  /prompt (?:contains|has|is|of) (\d[\d,_]*)/i,
  /n_prompt_tokens\D{1,8}(\d+)/i,
  /(?:request|input length|prompt) \((\d[\d,_]*)(?: tokens)?\)/i,
];

/** The prompt's tokens as the server counted them: told, or the rest of a total. */
function promptIn(words: string, window: number, limit: number): number | null {
  for (const pattern of PROMPTS) {
    const found = pattern.exec(words)?.[1];
    if (found !== undefined) return toNumber(found);
  }
  const total = numbersIn(words).filter((number) => number > Math.max(window, limit));
  return total.length > 0 ? Math.min(...total) - limit : null;
}

/** Fewest tokens that are worth a reply. */
const LEAST = 64;

/** A window as a refusal tells it: the prompt's tokens where they were counted, else the fewest that it has. */
interface ToldWindow {
  readonly window: number;
  readonly told: number | null;
  readonly least: number;
}

function withWindow(
  manner: Manner,
  { window, told, least }: ToldWindow,
  { limit, promptBytes }: RefusedLength,
): Manner | null {
  // refused although it was fitted in: the prompt has more tokens than it was taken for
  const guess = manner.tokensPerByte * (manner.windowTokens === window ? 1.6 : 1);
  if (told === null && guess > 1) return null;
  const prompt = Math.max(told ?? promptBytes * guess, least, 1);
  const left = window - prompt - WINDOW_MARGIN;
  // no better than what was refused: nothing is learnt
  if (left < LEAST || left >= limit) return null;
  return { ...manner, windowTokens: window, tokensPerByte: prompt / Math.max(1, promptBytes) };
}

function numbersIn(words: string): number[] {
  return [...words.matchAll(/(?<![\w.-])(\d[\d,_]{0,11})(?: \((?:exclusive)\))?(?![\w-])/g)].map(
    ([whole, number = ""]) => toNumber(number) - (whole.endsWith("(exclusive)") ? 1 : 0),
  );
}

function toNumber(text: string): number {
  return Number(text.replace(/[,_]/g, ""));
}
