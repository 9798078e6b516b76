/** Flags for the rules of a battle, and the settings they make. */
import { given } from "../../core/index.ts";
import { type Command, InvalidArgumentError, Option } from "commander";
import {
  completeSettings,
  type MarsSettings,
  type Preset,
  type PresetName,
  presets,
} from "../../corewar/index.ts";

/** Flags that set the rules of a battle. */
export interface RulesFlags {
  readonly preset?: PresetName;
  readonly coreSize?: number;
  readonly cycles?: number;
  readonly processes?: number;
  readonly length?: number;
  readonly distance?: number;
  readonly pspace?: number;
  readonly readLimit?: number;
  readonly writeLimit?: number;
}

/** A whole number, 0 allowed: ranges are checked where they are known. */
export function parseWhole(text: string): number {
  if (!/^\d{1,15}$/.test(text.trim())) throw new InvalidArgumentError("Expected a whole number.");
  return Number(text);
}

/** Whole numbers separated by commas. */
export function parseWholes(text: string): number[] {
  return text.split(",").map(parseWhole);
}

/** Adds the rules' flags to a command. */
export function withRules(command: Command): Command {
  const names = Object.keys(presets);
  return command
    .addOption(new Option("--preset <name>", "rules of a known hill; other flags override it").choices(names))
    .option("--core-size <cells>", "cells of the core (8000)", parseWhole)
    .option("--cycles <n>", "cycles until a tie (80000)", parseWhole)
    .option("--processes <n>", "processes of one warrior (8000)", parseWhole)
    .option("--length <n>", "longest warrior (100)", parseWhole)
    .option("--distance <n>", "least distance between warriors (the length)", parseWhole)
    .option("--pspace <cells>", "private memory kept between rounds (core / 16)", parseWhole)
    .option("--read-limit <cells>", "reach of reads (the core)", parseWhole)
    .option("--write-limit <cells>", "reach of writes (the core)", parseWhole);
}

/** The preset that the flags name, when they do. */
export function presetOf({ preset }: RulesFlags): Preset | null {
  return preset === undefined ? null : presets[preset];
}

/** True where a flag says anything of the rules. */
export function namesRules(flags: RulesFlags): boolean {
  const { preset, coreSize, cycles, processes, length, distance, pspace, readLimit, writeLimit } = flags;
  const said = [preset, coreSize, cycles, processes, length, distance, pspace, readLimit, writeLimit];
  return said.some((value) => value !== undefined);
}

/** Rules from the flags: preset below, single flags above. */
export function settingsOf(flags: RulesFlags, warriors: number): MarsSettings {
  const own: Partial<MarsSettings> = given({
    coreSize: flags.coreSize,
    maxCycles: flags.cycles,
    maxProcesses: flags.processes,
    maxLength: flags.length,
    minDistance: flags.distance,
    pSpaceSize: flags.pspace,
    readLimit: flags.readLimit,
    writeLimit: flags.writeLimit,
  });
  return completeSettings({ ...presetOf(flags)?.settings, ...own, warriors });
}
