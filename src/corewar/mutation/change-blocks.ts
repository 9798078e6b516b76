/** Changes by whole building blocks: a warrior of new ones, one more beside, a way to begin, a mate as a whole. */
import type { Random } from "../../core/index.ts";
import {
  addDecoy,
  addQuickscan,
  bootAway,
  type Drawing,
  drawBlock,
  drawComposition,
  putBeside,
} from "../blocks/index.ts";
import type { Warrior } from "../instruction.ts";
import type { Code } from "./edit.ts";

/** The means and bounds of a change. */
interface Means {
  readonly random: Random;
  readonly coreSize: number;
  readonly maxLength: number;
  readonly mate: Warrior | null;
}

/** A warrior after a change by blocks, and what was changed. */
export interface BlockChange {
  readonly code: Code;
  readonly note: string;
}

/** Share of children that are changed by whole blocks. */
export const BLOCK_SHARE = 0.2;

/** Changes a warrior by a whole block; `null` where what was drawn does not fit. */
export function changeBlocks(code: Code, means: Means): BlockChange | null {
  const { change } = means.random.weighted(CHANGES, ({ weight }) => weight);
  const changed = change(code, means);
  return changed === null || changed.code.instructions.length > means.maxLength ? null : changed;
}

const CHANGES: readonly {
  readonly weight: number;
  readonly change: (code: Code, means: Means) => BlockChange | null;
}[] = [
  { weight: 10, change: (_, means) => renew(means) },
  { weight: 5, change: addBlock },
  { weight: 4, change: addMate },
  { weight: 2, change: (code, means) => ({ code: bootAway(code, means), note: "boot" }) },
  { weight: 2, change: (code, means) => ({ code: addQuickscan(code, means), note: "quickscan" }) },
  { weight: 1, change: (code, means) => ({ code: addDecoy(code, means), note: "decoy" }) },
];

/** A warrior of building blocks, in place of what there is; `null` where what was drawn does not fit. */
export function renew(means: Drawing & Pick<Means, "maxLength">): BlockChange | null {
  const composition = drawComposition(means, means.maxLength);
  return composition && { code: composition.code, note: `new: ${composition.note}` };
}

function addBlock(code: Code, means: Means & Drawing): BlockChange | null {
  const block = drawBlock(means, means.maxLength - code.instructions.length - 2);
  return block && { code: putBeside(code, block, means.coreSize), note: `beside: ${block.kind}` };
}

function addMate(code: Code, { mate, coreSize }: Means): BlockChange | null {
  if (mate === null || mate.instructions.length === 0) return null;
  const block = { kind: "mate", instructions: mate.instructions, entry: mate.start };
  return { code: putBeside(code, block, coreSize), note: "beside: the mate" };
}
