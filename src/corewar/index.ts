/**
 * Core War: warriors, small programs in Redcode, fight in a shared circular memory; who still runs at the end
 * wins. This room assembles them, simulates battles exactly as pMARS 0.9.2 does, holds tournaments, observes
 * behaviour, and mutates Redcode.
 */
export * from "./assembler/index.ts";
export {
  type BattleOptions,
  type BattleResult,
  checkLengths,
  type RoundResult,
  runBattle,
  type Standing,
} from "./battle.ts";
export { adviseOn } from "./advice.ts";
export { pmarsChecksum } from "./checksum.ts";
export { coreSha256 } from "./core-hash.ts";
export { createEngine, type EngineKind } from "./engine.ts";
export {
  type Instruction,
  type Mode,
  MODES,
  type Modifier,
  MODIFIERS,
  type Opcode,
  OPCODES,
  type Warrior,
} from "./instruction.ts";
export { drawBlock, drawComposition, putBeside, takeTurns } from "./blocks/index.ts";
export * from "./debugger/index.ts";
export * from "./mars/index.ts";
export * from "./mutation/index.ts";
export { createPlacement, nextSeed, type Placement } from "./placement.ts";
export { printInstruction, printLoadFile, printSource } from "./print.ts";
export * from "./red-queen/index.ts";
export * from "./replay/index.ts";
export { mastery, points, type Score, scoreOf } from "./score.ts";
export * from "./study/index.ts";
export * from "./tournament/index.ts";
