import type { Instruction } from "../instruction.ts";
import { decode, encode } from "./generator/encoding.ts";
import { CELL, type Layout } from "./generator/layout.ts";
import type { Tagging } from "./generator/tagging.ts";

/** Instructions as they lie in the memory of an engine, at any position of the core. */
export interface CoreImage {
  readonly length: number;
  /** 32-bit words of the cells' plane: numbers, and the tags of a narrow layout. */
  readonly cells: Uint32Array;
  /** 32-bit words of the second plane of a wide layout; every other one is not used. */
  readonly tags: Uint32Array;
}

const WORDS = CELL / 4;

/** Translates a warrior's instructions for a layout. */
export function createCoreImage(
  instructions: readonly Instruction[],
  { narrow }: Layout,
  { tagOf }: Tagging,
): CoreImage {
  const cells = new Uint32Array(instructions.length * WORDS);
  const tags = new Uint32Array(narrow ? 0 : instructions.length * WORDS);
  for (const [index, instruction] of instructions.entries()) {
    const at = index * WORDS;
    const [a, b] = [instruction.a * CELL, instruction.b * CELL];
    const tag = tagOf[encode(instruction)] ?? 0;
    cells[at] = narrow ? a | (b << 16) : a;
    cells[at + 1] = narrow ? tag : b;
    if (!narrow) tags[at] = tag;
  }
  return { length: instructions.length, cells, tags };
}

/**
 * Copies an image into the core, the first instruction to `position`; what passes the last address goes on at
 * 0.
 */
export function loadImage(words: Uint32Array, image: CoreImage, position: number, layout: Layout): void {
  const fits = Math.min(image.length, layout.shape.coreSize - position) * WORDS;
  const copy = (plane: Uint32Array, base: number): void => {
    words.set(plane.subarray(0, fits), base + position * WORDS);
    words.set(plane.subarray(fits), base);
  };
  copy(image.cells, 0);
  if (!layout.narrow) copy(image.tags, layout.tags / 4);
}

/** Makes every cell `DAT.F $0,$0`, all of whose bits are 0. */
export function clearCore(words: Uint32Array, { narrow, span, tags }: Layout): void {
  words.fill(0, 0, span / 4);
  if (!narrow) words.fill(0, tags / 4, (tags + span) / 4);
}

/** The instruction in a cell. */
export function readCell(
  words: Uint32Array,
  address: number,
  { narrow, tags }: Layout,
  { codeOf }: Tagging,
): Instruction {
  const at = address * WORDS;
  const first = words[at] ?? 0;
  const second = words[at + 1] ?? 0;
  const tag = narrow ? second : (words[tags / 4 + at] ?? 0);
  const operation = decode(codeOf[tag] ?? 0);
  if (operation === null) throw new Error(`cell ${address} holds no instruction`);
  return {
    ...operation,
    a: (narrow ? first & 0xffff : first) / CELL,
    b: (narrow ? first >>> 16 : second) / CELL,
  };
}
