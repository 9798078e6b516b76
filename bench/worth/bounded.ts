import { parseProgram } from "../../src/program/index.ts";

/** A program opened for one input. */
export interface Opened {
  /** The entry point. */
  readonly call: (input: unknown) => unknown;
  /** Loop turns and calls so far, in units of {@link TURNS}. */
  readonly fuel: () => number;
}

/**
 * A program of our own mutator whose calls end: every loop turn and call is counted, and too many throw. It stands for the
 * sandbox in dry runs, whose programs come from the mutator alone; a hostile one it would not hold.
 *
 * @param most - units of fuel for one input
 * @returns opens the program afresh
 */
export function bounded(source: string, entryPoint: string, most: number): () => Opened {
  const numbers: number[] = [];
  const frame = QUOTED.test(source)
    ? source
    : source.replaceAll(NUMBER, (text) => `$[${numbers.push(Number(text)) - 1}]`);
  if (frame !== last?.frame || entryPoint !== last.entryPoint)
    last = { frame, entryPoint, make: compiled(frame, entryPoint) };
  const { make } = last;
  return () => {
    let turns = 0;
    const turn = (): void => {
      if (++turns > most * TURNS) throw new RangeError("out of fuel");
    };
    return { call: make(turn, numbers), fuel: () => Math.floor(turns / TURNS) };
  };
}

type Make = (turn: () => void, numbers: readonly number[]) => (input: unknown) => unknown;

/** The program compiled last, without its numbers: most children differ from their parents in those alone. */
let last: { readonly frame: string; readonly entryPoint: string; readonly make: Make } | null = null;

function compiled(frame: string, entryPoint: string): Make {
  const code = counted(frame).replaceAll(/^export /gm, "");
  return new Function("turn", "$", `"use strict";${code}\nreturn ${entryPoint};`) as Make;
}

const NUMBER = /(?<![\w$.])\d[\d.]*(?:e[-+]?\d+)?(?![\w$])/gi;
/** Texts may hold digits that are no numbers. */
const QUOTED = /["'`]/;

/** Empty loop turns of a unit of fuel, as the sandbox counts them. */
const TURNS = 5000;

/** The source with a call of `turn` at the head of every loop's and function's body. */
function counted(source: string): string {
  const marks: { at: number; text: string }[] = [];
  const parsed = parseProgram(source, "javascript");
  if (parsed.status === "error") throw new SyntaxError(parsed.message);
  visit(parsed.program, (node) => {
    const { type, body } = node as { type: string; body?: { type: string; start: number; end: number } };
    if (!/^(?:For|While|DoWhile|Function|ArrowFunction|ObjectMethod|ClassMethod)/.test(type) || !body) return;
    if (body.type === "BlockStatement") marks.push({ at: body.start + 1, text: "turn();" });
    else if (/Statement$/.test(body.type) && body.type !== "EmptyStatement") {
      marks.push({ at: body.start, text: "{turn();" }, { at: body.end, text: "}" });
    } else if (body.type === "EmptyStatement") marks.push({ at: body.start, text: "turn()" });
    else if (type === "ArrowFunctionExpression") {
      marks.push({ at: body.start, text: "(turn()," }, { at: body.end, text: ")" });
    }
  });
  let text = source;
  for (const { at, text: mark } of marks.sort((a, b) => b.at - a.at))
    text = text.slice(0, at) + mark + text.slice(at);
  return text;
}

function visit(value: unknown, see: (node: object) => void): void {
  if (typeof value !== "object" || value === null) return;
  if ("type" in value) see(value);
  for (const [key, child] of Object.entries(value)) if (key !== "loc") visit(child, see);
}
