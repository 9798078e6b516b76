/** Chains: commands of one line with `~` between them, with loops, conditions and macros, as cdb has them. */
import { calculationsIn, Mistake, numberIn } from "./arguments.ts";
import { commandFor, listsAddress } from "./commands.ts";
import type { Audience, Debugging } from "./debugging.ts";
import { listRange } from "./looking.ts";
import { macroIn } from "./macros.ts";

/** Shows a line. */
export type Tell = (line: string, audience: Audience) => void;

/** How a line ended: `quit` when it was time to leave. */
export type ChainEnd = "done" | "reset" | "quit";

/** Commands of one line at most; endless loops end here. */
const MOST_COMMANDS = 10_000_000;

/** Macros that call macros, at most. */
const MOST_CALLS = 100;

/** Parts of a line at most, what its macros say included. */
const MOST_PARTS = 100_000;

/** A command of a chain. */
interface Part {
  readonly text: string;
  readonly audience: Audience;
  /** Numbers of the macros' calls that it stands in, the outermost first. */
  readonly calls: readonly number[];
}

/** One line of commands. @throws Mistake */
export function runChain(line: string, debugging: Debugging, tell: Tell): ChainEnd {
  const audience: Audience = { screen: true, log: true };
  try {
    const end = run(line, audience, debugging, tell);
    if (end === "reset" && /^\s*res\w*\s*$/i.test(line))
      tell("there is no chain to leave; restart begins the round anew", audience);
    return end;
  } finally {
    debugging.leaveQueue();
  }
}

function run(line: string, audience: Audience, debugging: Debugging, tell: Tell): ChainEnd {
  // an entry waits for a line as it is, and has what may look like a chain
  const parts =
    debugging.pending === null ? partsOf(line, audience, []) : [{ text: line, audience, calls: [] }];
  const loops = new Loops(debugging);
  // the command before, of each macro's call and of the line itself
  const before = new Map<number | undefined, string>();
  let left = MOST_COMMANDS;
  let calls = 0;
  for (let at = 0; at < parts.length; ) {
    if (left-- <= 0 || parts.length > MOST_PARTS) throw new Mistake("the line does not come to an end");
    const part = parts[at] as Part;
    const word = part.text.trim();
    if (debugging.pending !== null) {
      for (const answer of debugging.pending(part.text)) tell(answer, debugging.audience);
      at++;
    } else if (word.startsWith("!")) {
      at = loops.next(word, at);
    } else if (/^if\b/i.test(word)) {
      const [condition] = calculationsIn(word.slice(2), debugging);
      at = condition === 0 ? behindNext(parts, at) : at + 1;
    } else {
      // nothing at all repeats what was before, a blank does nothing
      const call = part.calls.at(-1);
      const command = part.text === "" ? (before.get(call) ?? "") : word;
      before.set(call, command);
      const end = command === "" ? "done" : obey(command, part.audience, debugging, tell);
      if (end === "quit" || end === "reset") return end;
      // what a macro says takes the place of its call, so that a loop may begin in one and end in another, as in cdb
      if (end === "done") at++;
      else parts.splice(at, 1, ...partsOf(end.chain, end.audience, [...part.calls, calls++]));
    }
  }
  return "done";
}

function partsOf(chain: string, audience: Audience, calls: readonly number[]): Part[] {
  if (calls.length > MOST_CALLS) throw new Mistake(`macros call each other more than ${MOST_CALLS} deep`);
  return chain.split("~").map((text) => ({ text, audience, calls }));
}

/** Loops of a chain: `!n` goes back to the beginning, to the last loop's end or to a `!!`, until all was done n times. */
class Loops {
  readonly #debugging: Debugging;
  readonly #wasOn: boolean;
  /** Begins of blocks that are open, the outermost being the chain, and how often each was gone through. */
  readonly #open: { from: number; times: number }[] = [{ from: 0, times: 0 }];

  constructor(debugging: Debugging) {
    this.#debugging = debugging;
    this.#wasOn = debugging.session.goesOn;
  }

  /** Where it goes on behind a `!!`, a `!` or a `!n` at a place. */
  next(word: string, at: number): number {
    if (word.startsWith("!!")) {
      this.#open.push({ from: at + 1, times: 0 });
      return at + 1;
    }
    const block = this.#open.at(-1) as { from: number; times: number };
    block.times++;
    const times = word === "!" ? this.#endless() : numberIn(word.slice(1), this.#debugging);
    if (block.times < times) return block.from;
    if (this.#open.length > 1) this.#open.pop();
    else this.#open[0] = { from: at + 1, times: 0 };
    return at + 1;
  }

  /** Without a number a loop goes on until the round is over, or, begun after that, until something ends it. */
  #endless(): number {
    return this.#wasOn && !this.#debugging.session.goesOn ? 0 : Number.POSITIVE_INFINITY;
  }
}

/** The place behind what follows a command: another one, all that a macro said, or a block. */
function behindNext(parts: readonly Part[], command: number): number {
  const at = command + 1;
  const within = parts[command]?.calls ?? [];
  const call = parts[at]?.calls.find((number, depth) => number !== within[depth]);
  if (call === undefined) return parts[at]?.text.trim().startsWith("!!") ? behindBlock(parts, at) : at + 1;
  const end = parts.findIndex(({ calls }, place) => place > at && !calls.includes(call));
  return end === -1 ? parts.length : end;
}

/** The place behind a block that begins there. */
function behindBlock(parts: readonly Part[], at: number): number {
  let depth = 0;
  for (let place = at; place < parts.length; place++) {
    const word = parts[place]?.text.trim() ?? "";
    if (word.startsWith("!!")) depth++;
    else if (word.startsWith("!") && --depth === 0) return place + 1;
  }
  return parts.length;
}

/** How a command ended; a macro's call with what it says. */
type CommandEnd = ChainEnd | { readonly chain: string; readonly audience: Audience };

function obey(typed: string, heard: Audience, debugging: Debugging, tell: Tell): CommandEnd {
  const [, sign = "", command = ""] = /^([@&]?)\s*(.*)$/.exec(typed) ?? [];
  const audience: Audience = { screen: heard.screen && sign === "", log: heard.log && sign !== "&" };
  debugging.audience = audience;
  const answer = (lines: readonly string[]): "done" => {
    for (const line of lines) tell(line, audience);
    return "done";
  };
  if (listsAddress(command)) return answer(listRange(command, debugging));
  const { name, text, run: act } = commandFor(command, debugging);
  if (name === "quit" || name === "reset") return name;
  if (name !== "macro") return answer(namingItself(name, () => act(text, debugging)));
  const { chain, answer: told } = macroIn(text, debugging);
  answer(told);
  return chain === null ? "done" : { chain, audience };
}

/** Answer of a command; its mistakes say whose they are, since `u` may have been meant for another one. */
function namingItself(name: string, act: () => readonly string[]): readonly string[] {
  try {
    return act();
  } catch (error) {
    if (error instanceof Mistake) throw new Mistake(`${name}: ${error.message}`);
    throw error;
  }
}
