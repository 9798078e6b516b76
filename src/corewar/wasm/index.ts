/**
 * The fast MARS: WebAssembly generated for the settings of a battle. Every common operation (opcode, modifier
 * and both modes) has a handler of its own, all of them in one loop behind one jump table; what is rare is
 * decoded step by step. Rounds of two warriors and of many, observed and not, are separate modules from one
 * generator, so that the usual round pays for nothing else.
 */

export { createWebAssemblyEngine } from "./create-engine.ts";
