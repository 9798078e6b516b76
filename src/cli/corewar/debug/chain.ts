/** Chains: commands of one line with `~` between them, with loops, conditions and macros, as cdb has them. */
import { Mistake, numberIn } from "./arguments.ts";
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

/** One line of commands. @throws Mistake */
export function runChain(line: string, debugging: Debugging, tell: Tell): ChainEnd {
  const left = { commands: MOST_COMMANDS };
  const audience: Audience = { screen: true, log: true };
  const end = run(line, { debugging, tell, left, audience, calls: 0 });
  if (end === "reset" && /^\s*res\w*\s*$/i.test(line))
    tell("there is no chain to leave; restart begins the round anew", audience);
  return end;
}

interface Running {
  readonly debugging: Debugging;
  readonly tell: Tell;
  /** Work that the whole line may still do. */
  readonly left: { commands: number };
  readonly audience: Audience;
  readonly calls: number;
}

function run(line: string, running: Running): ChainEnd {
  const { debugging, left } = running;
  if (running.calls > MOST_CALLS) throw new Mistake(`macros call each other more than ${MOST_CALLS} deep`);
  // an entry waits for a line as it is, and has what may look like a chain
  const parts = debugging.pending === null ? line.split("~") : [line];
  const loops = new Loops(debugging);
  let before = "";
  for (let at = 0; at < parts.length; ) {
    if (left.commands-- <= 0) throw new Mistake("the line does not come to an end");
    const part = parts[at] ?? "";
    const word = part.trim();
    if (debugging.pending !== null) {
      for (const answer of debugging.pending(part)) running.tell(answer, debugging.audience);
      at++;
    } else if (word.startsWith("!")) {
      at = loops.next(word, at);
    } else if (/^if\b/i.test(word)) {
      at = numberIn(word.slice(2), debugging) === 0 ? behindBlock(parts, at + 1) : at + 1;
    } else {
      // nothing at all repeats what was before, a blank does nothing
      const command = part === "" ? before : word;
      before = command;
      const end = command === "" ? "done" : obey(command, running);
      if (end !== "done") return end;
      at++;
    }
  }
  return "done";
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

/** The place behind a command, or behind a block that begins there. */
function behindBlock(parts: readonly string[], at: number): number {
  if (!parts[at]?.trim().startsWith("!!")) return at + 1;
  let depth = 0;
  for (let place = at; place < parts.length; place++) {
    const word = parts[place]?.trim() ?? "";
    if (word.startsWith("!!")) depth++;
    else if (word.startsWith("!") && --depth === 0) return place + 1;
  }
  return parts.length;
}

function obey(typed: string, running: Running): ChainEnd {
  const { debugging, tell } = running;
  const [, sign = "", command = ""] = /^([@&]?)\s*(.*)$/.exec(typed) ?? [];
  const audience: Audience = {
    screen: running.audience.screen && sign === "",
    log: running.audience.log && sign !== "&",
  };
  debugging.audience = audience;
  const answer = (lines: readonly string[]): ChainEnd => {
    for (const line of lines) tell(line, audience);
    return "done";
  };
  if (listsAddress(command)) return answer(listRange(command, debugging));
  const { name, text, run: act } = commandFor(command, debugging);
  if (name === "quit" || name === "reset") return name;
  if (name !== "macro") return answer(namingItself(name, () => act(text, debugging)));
  const { chain, answer: told } = macroIn(text, debugging);
  answer(told);
  return chain === null ? "done" : run(chain, { ...running, audience, calls: running.calls + 1 });
}

/** What a command answers; its mistakes say whose they are, since `u` may have been meant for another one. */
function namingItself(name: string, act: () => readonly string[]): readonly string[] {
  try {
    return act();
  } catch (error) {
    if (error instanceof Mistake) throw new Mistake(`${name}: ${error.message}`);
    throw error;
  }
}
