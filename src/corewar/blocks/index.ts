/**
 * A building block is a piece of a warrior that does one thing: it copies itself, bombs, clears, scans, launches imps,
 * looks around first, or moves away. Generators write blocks of a kind with constants that follow from the core's
 * arithmetic; a search finds out which are good.
 */
export { addDecoy, addQuickscan, bootAway, putBeside } from "./arrange.ts";
export type { Drawing } from "./block.ts";
export { drawBlock, drawComposition } from "./draw.ts";
export { takeTurns } from "./turns.ts";
