import type { Code } from "../mutation/edit.ts";
import { addDecoy, addQuickscan, bootAway, putBeside } from "./arrange.ts";
import type { Block, Drawing } from "./block.ts";
import { drawClear, drawStone } from "./bombers.ts";
import { drawImps } from "./imps.ts";
import { drawLoopPaper, drawSilk } from "./paper.ts";
import { drawScanner } from "./scanners.ts";

/** Kinds of blocks that live on their own, with how often each is drawn. */
const BLOCK_KINDS: readonly {
  readonly kind: string;
  readonly weight: number;
  readonly draw: (drawing: Drawing) => Block | null;
}[] = [
  { kind: "silk", weight: 5, draw: drawSilk },
  { kind: "paper", weight: 1, draw: drawLoopPaper },
  { kind: "stone", weight: 3, draw: drawStone },
  { kind: "clear", weight: 2, draw: drawClear },
  { kind: "scanner", weight: 3, draw: drawScanner },
  { kind: "imps", weight: 1, draw: drawImps },
];

/** A block of any kind that fits; `null` where the one that was drawn does not. */
export function drawBlock(drawing: Drawing, room: number): Block | null {
  const { draw } = drawing.random.weighted(BLOCK_KINDS, ({ weight }) => weight);
  const block = draw(drawing);
  return block !== null && block.instructions.length <= room ? block : null;
}

/** A warrior of one to three blocks, moved away or behind a first look at times; `null` where it does not fit. */
export function drawComposition(drawing: Drawing, room: number): { code: Code; note: string } | null {
  const { random, coreSize } = drawing;
  const first = drawBlock(drawing, room);
  if (first === null) return null;
  const kinds = [first.kind];
  let code: Code = { instructions: first.instructions, start: first.entry };
  const others = random.pick([0, 0, 0, 1, 1, 2]);
  for (let other = 0; other < others; other++) {
    const block = drawBlock(drawing, room - code.instructions.length - 2);
    if (block === null) continue;
    code = putBeside(code, block, coreSize);
    kinds.push(block.kind);
  }
  for (const [name, share, arrange] of ARRANGEMENTS) {
    if (random.next() >= share) continue;
    const arranged = arrange(code, drawing);
    if (arranged.instructions.length > room) continue;
    code = arranged;
    kinds.push(name);
  }
  return { code, note: kinds.join(" + ") };
}

const ARRANGEMENTS: readonly (readonly [string, number, (code: Code, drawing: Drawing) => Code])[] = [
  ["boot", 0.15, bootAway],
  ["decoy", 0.05, addDecoy],
  ["quickscan", 0.15, addQuickscan],
];
