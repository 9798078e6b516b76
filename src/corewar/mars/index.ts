/**
 * A MARS is the machine warriors fight in: a circular core of instructions, a queue of processes for each
 * warrior, and the rule that one instruction of each is executed in turn. This room holds its rules ({@link
 * MarsSettings}), its interface ({@link Engine}) and the engine in plain JavaScript.
 */
export { CycleClock } from "./cycle-clock.ts";
export type { Engine, EngineFactory, Observation, Round, RoundFacts, Tie } from "./engine.ts";
export { hillNamedIn } from "./hill-line.ts";
export { JavaScriptEngine } from "./javascript/engine.ts";
export { checkRoom, completeSettings, type MarsSettings } from "./settings.ts";
export { type Preset, type PresetName, presets } from "./presets.ts";
