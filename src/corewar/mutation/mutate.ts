/** Mutation of warriors: a table of weighted changes, and the draw among them. */
import type { Random } from "../../core/index.ts";
import { takeTurns } from "../blocks/index.ts";
import { type Instruction, MODES, MODIFIERS, OPCODES, type Opcode, type Warrior } from "../instruction.ts";
import type { MarsSettings } from "../mars/index.ts";
import { reduce } from "../reduce.ts";
import { BLOCK_SHARE, changeBlocks } from "./change-blocks.ts";
import { type Code, splice } from "./edit.ts";
import { changeFarNumber, changeNumber, drawNumber, isFar } from "./numbers.ts";

/** A child and how it came about. */
export interface Mutation<Child> {
  readonly child: Child;
  /** The changes, in a few words: "operand 3, insert 5". */
  readonly note: string;
}

/** Rules for children. */
export interface MutationOptions {
  readonly settings: Pick<MarsSettings, "coreSize" | "maxLength">;
  /** Most changes in one child; the number is drawn, one being the likeliest. @defaultValue 4 */
  readonly mostChanges?: number;
  /** Opcodes children may get. @defaultValue all but LDP and STP */
  readonly opcodes?: readonly Opcode[];
  /** True where a child may take turns with its mate from round to round, by p-space. @defaultValue false */
  readonly takesTurns?: boolean;
}

/** Share of the children with a mate that take turns with it. */
const TURNS_SHARE = 0.2;

interface Tools {
  readonly random: Random;
  readonly coreSize: number;
  readonly maxLength: number;
  readonly opcodes: readonly Opcode[];
  readonly mate: Warrior | null;
}

/** A change of code, or `null` where it cannot be made. */
type Change = (code: Code, tools: Tools) => Code | null;

const CHANGES: readonly { readonly name: string; readonly weight: number; readonly change: Change }[] = [
  { name: "operand", weight: 20, change: changeOperand },
  { name: "far number", weight: 30, change: changeFar },
  { name: "mode", weight: 12, change: changeMode },
  { name: "modifier", weight: 6, change: changeModifier },
  { name: "opcode", weight: 8, change: changeOpcode },
  { name: "insert", weight: 10, change: insertInstruction },
  { name: "delete", weight: 10, change: deleteInstruction },
  { name: "replace", weight: 6, change: replaceInstruction },
  { name: "repeat", weight: 4, change: repeatBlock },
  { name: "swap", weight: 4, change: swapInstructions },
  { name: "copy number", weight: 4, change: copyNumber },
  { name: "constant", weight: 6, change: changeConstant },
  { name: "start", weight: 2, change: changeStart },
];

const NO_PSPACE: readonly Opcode[] = OPCODES.filter((opcode) => opcode !== "LDP" && opcode !== "STP");

/**
 * Mutates a warrior; a pure function of its arguments and the stream's draws. What is longer than allowed is
 * cut.
 */
export function mutateWarrior(
  parent: Warrior,
  mate: Warrior | null,
  random: Random,
  options: MutationOptions,
): Mutation<Warrior> {
  const { coreSize, maxLength } = options.settings;
  const tools: Tools = { random, coreSize, maxLength, opcodes: options.opcodes ?? NO_PSPACE, mate };
  const most = Math.max(1, options.mostChanges ?? 4);
  let wanted = 1;
  while (wanted < most && random.next() < 0.4) wanted++;
  let code: Code = {
    instructions: parent.instructions.slice(0, maxLength),
    start: Math.min(parent.start, maxLength - 1),
  };
  if (mate !== null && options.takesTurns === true && random.next() < TURNS_SHARE) {
    const both = takeTurns(code, mate, tools);
    if (both !== null && both.instructions.length <= maxLength)
      return { child: { ...parent, ...both }, note: "takes turns with the mate" };
  }
  if (random.next() < BLOCK_SHARE) {
    const changed = changeBlocks(code, tools);
    if (changed !== null) return { child: { ...parent, ...changed.code }, note: changed.note };
  }
  const done: string[] = [];
  const take = (name: string, next: Code | null): void => {
    if (next === null) return;
    code = next;
    done.push(name);
  };
  if (mate !== null && random.int(2) === 0) take("block from mate", copyBlock(code, tools));
  for (let attempt = 0; done.length < wanted && attempt < 20 * wanted; attempt++) {
    const { name, change } = random.weighted(CHANGES, ({ weight }) => weight);
    take(name, change(code, tools));
  }
  return { child: { ...parent, ...code }, note: done.join(", ") };
}

/** A warrior of random instructions, short ones being likelier. */
export function randomWarrior(random: Random, options: MutationOptions): Warrior {
  const { coreSize, maxLength } = options.settings;
  const length = 1 + random.int(Math.min(maxLength, 1 + random.int(20)));
  const tools: Tools = { random, coreSize, maxLength, opcodes: options.opcodes ?? NO_PSPACE, mate: null };
  const instructions = Array.from({ length }, () => drawInstruction(tools, length));
  return {
    name: "Random",
    author: "Galapagos",
    strategy: "",
    instructions,
    start: random.int(length),
    pin: null,
  };
}

function drawInstruction({ random, coreSize, opcodes }: Tools, length: number): Instruction {
  return {
    opcode: random.pick(opcodes),
    modifier: random.pick(MODIFIERS),
    aMode: random.pick(MODES),
    a: drawNumber(random, coreSize, length),
    bMode: random.pick(MODES),
    b: drawNumber(random, coreSize, length),
  };
}

/** Changes one instruction in its place. */
function alter(code: Code, random: Random, change: (instruction: Instruction) => Instruction): Code {
  const at = random.int(code.instructions.length);
  const instructions = code.instructions.map((instruction, index) =>
    index === at ? change(instruction) : instruction,
  );
  return { ...code, instructions };
}

function changeOperand(code: Code, { random, coreSize }: Tools): Code {
  const { length } = code.instructions;
  return alter(code, random, (instruction) => {
    if (random.int(2) === 0)
      return { ...instruction, a: changeNumber(instruction.a, random, coreSize, length) };
    return { ...instruction, b: changeNumber(instruction.b, random, coreSize, length) };
  });
}

/** Changes one far number, and its negative, wherever they stand. */
function changeFar(code: Code, { random, coreSize }: Tools): Code | null {
  const { length } = code.instructions;
  const far = code.instructions.flatMap(({ a, b }) => [a, b]).filter((one) => isFar(one, coreSize, length));
  if (far.length === 0) return null;
  const before = random.pick(far);
  return replaceNumber(code, before, changeFarNumber(before, random, coreSize), coreSize);
}

function changeMode(code: Code, { random }: Tools): Code {
  return alter(code, random, (instruction) => {
    const mode = random.pick(MODES);
    return random.int(2) === 0 ? { ...instruction, aMode: mode } : { ...instruction, bMode: mode };
  });
}

function changeModifier(code: Code, { random }: Tools): Code {
  return alter(code, random, (instruction) => ({ ...instruction, modifier: random.pick(MODIFIERS) }));
}

function changeOpcode(code: Code, { random, opcodes }: Tools): Code {
  return alter(code, random, (instruction) => ({ ...instruction, opcode: random.pick(opcodes) }));
}

function replaceInstruction(code: Code, tools: Tools): Code {
  return alter(code, tools.random, () => drawInstruction(tools, code.instructions.length));
}

function insertInstruction(code: Code, tools: Tools): Code | null {
  const { length } = code.instructions;
  if (length >= tools.maxLength) return null;
  return splice(code, tools.random.int(length + 1), 0, [drawInstruction(tools, length)], tools.coreSize);
}

function deleteInstruction(code: Code, { random, coreSize }: Tools): Code | null {
  const { length } = code.instructions;
  if (length < 2) return null;
  const most = Math.min(length - 1, random.int(4) === 0 ? 1 + random.int(5) : 1);
  return splice(code, random.int(length - most + 1), most, [], coreSize);
}

function repeatBlock(code: Code, { random, maxLength, coreSize }: Tools): Code | null {
  const { length } = code.instructions;
  const from = random.int(length);
  const block = code.instructions.slice(from, from + 1 + random.int(Math.min(6, length)));
  if (length + block.length > maxLength) return null;
  return splice(code, random.int(length + 1), 0, block, coreSize);
}

function swapInstructions(code: Code, { random }: Tools): Code | null {
  const { length } = code.instructions;
  if (length < 2) return null;
  const one = random.int(length);
  const other = (one + 1 + random.int(length - 1)) % length;
  const instructions = code.instructions.map((instruction, index) => {
    return (
      (index === one ? code.instructions[other] : index === other ? code.instructions[one] : null) ??
      instruction
    );
  });
  return { ...code, instructions };
}

/** Puts the number of one field into another: constants of a warrior often belong together. */
function copyNumber(code: Code, { random, coreSize }: Tools): Code {
  const { a, b } = random.pick(code.instructions);
  const number = random.int(2) === 0 ? a : b;
  const value = random.int(3) === 0 ? (coreSize - number) % coreSize : number;
  return alter(code, random, (instruction) => {
    return random.int(2) === 0 ? { ...instruction, a: value } : { ...instruction, b: value };
  });
}

/** Changes a number, and its negative, wherever they stand. */
function changeConstant(code: Code, { random, coreSize }: Tools): Code {
  const { a, b } = random.pick(code.instructions);
  const before = random.int(2) === 0 ? a : b;
  return replaceNumber(
    code,
    before,
    changeNumber(before, random, coreSize, code.instructions.length),
    coreSize,
  );
}

/** Puts another number in the place of one wherever it stands, and its negative in the place of the negative. */
function replaceNumber(code: Code, before: number, after: number, coreSize: number): Code {
  const change = (number: number): number => {
    if (number === before) return after;
    return number === reduce(-before, coreSize) ? reduce(-after, coreSize) : number;
  };
  const instructions = code.instructions.map((one) => ({ ...one, a: change(one.a), b: change(one.b) }));
  return { ...code, instructions };
}

function changeStart(code: Code, { random }: Tools): Code | null {
  const { length } = code.instructions;
  return length < 2 ? null : { ...code, start: random.int(length) };
}

/** Takes a block of the mate, mostly to replace as much here, else to stand between. */
function copyBlock(code: Code, { random, maxLength, coreSize, mate }: Tools): Code | null {
  if (mate === null || mate.instructions.length === 0) return null;
  const { length } = code.instructions;
  const from = random.int(mate.instructions.length);
  const block = mate.instructions.slice(from, from + 1 + random.int(mate.instructions.length - from));
  const at = random.int(length + 1);
  const removed = random.int(3) === 0 ? 0 : Math.min(block.length, length - at);
  const room = maxLength - (length - removed);
  if (room < 1) return null;
  return splice(code, at, removed, block.slice(0, room), coreSize);
}
