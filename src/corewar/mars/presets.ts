import type { MarsSettings } from "./settings.ts";

/** A preset: rules of a known hill, and whether it is played in Redcode '88. */
export interface Preset {
  readonly settings: Partial<MarsSettings>;
  /** Dialect of the hill: `88` refuses '94 code. */
  readonly standard: "94" | "88";
  /** False where `LDP` and `STP` are not allowed. */
  readonly pSpace: boolean;
  readonly description: string;
}

const STANDARD = {
  coreSize: 8000,
  maxCycles: 80000,
  maxProcesses: 8000,
  maxLength: 100,
  minDistance: 100,
} as const;

/** Rules of the known hills (koth.org and SAL, as listed in their own pages). */
export const presets = {
  "94": { settings: STANDARD, standard: "94", pSpace: true, description: "'94 hill with p-space" },
  "94nop": { settings: STANDARD, standard: "94", pSpace: false, description: "'94 hill without p-space" },
  "94x": {
    settings: { coreSize: 55440, maxCycles: 500000, maxProcesses: 10000, maxLength: 200, minDistance: 200 },
    standard: "94",
    pSpace: true,
    description: "experimental big-core hill",
  },
  "94m": {
    settings: STANDARD,
    standard: "94",
    pSpace: true,
    description: "multiwarrior hill: all fight at once",
  },
  "94xm": {
    settings: { coreSize: 55440, maxCycles: 500000, maxProcesses: 10000, maxLength: 200, minDistance: 200 },
    standard: "94",
    pSpace: true,
    description: "multiwarrior hill with the big core",
  },
  "88": { settings: STANDARD, standard: "88", pSpace: false, description: "'88 hill" },
  icws: {
    settings: { coreSize: 8192, maxCycles: 100000, maxProcesses: 8000, maxLength: 300, minDistance: 300 },
    standard: "88",
    pSpace: false,
    description: "ICWS tournament rules",
  },
  tiny: {
    settings: {
      coreSize: 800,
      maxCycles: 8000,
      maxProcesses: 800,
      maxLength: 20,
      minDistance: 20,
      pSpaceSize: 50,
    },
    standard: "94",
    pSpace: true,
    description: "tiny hill",
  },
  nano: {
    settings: { coreSize: 80, maxCycles: 800, maxProcesses: 80, maxLength: 5, minDistance: 5, pSpaceSize: 5 },
    standard: "94",
    pSpace: true,
    description: "nano hill",
  },
  lp: {
    settings: { coreSize: 8000, maxCycles: 80000, maxProcesses: 8, maxLength: 200, minDistance: 200 },
    standard: "94",
    pSpace: true,
    description: "limited processes",
  },
  medium: {
    settings: { ...STANDARD, maxProcesses: 64 },
    standard: "94",
    pSpace: true,
    description: "64 processes",
  },
  "tiny-lp": {
    settings: {
      coreSize: 800,
      maxCycles: 8000,
      maxProcesses: 8,
      maxLength: 50,
      minDistance: 50,
      pSpaceSize: 50,
    },
    standard: "94",
    pSpace: true,
    description: "tiny hill with few processes",
  },
  x: {
    settings: { coreSize: 4096, maxCycles: 65536, maxProcesses: 32, maxLength: 64, minDistance: 64 },
    standard: "88",
    pSpace: false,
    description: "small experimental hill of pMARS's x.opt",
  },
  fortress: {
    settings: {
      coreSize: 8000,
      maxCycles: 80000,
      maxProcesses: 80,
      maxLength: 400,
      minDistance: 4000,
      writeLimit: 4000,
    },
    standard: "94",
    pSpace: true,
    description: "fortress hill: writes reach half the core",
  },
} as const satisfies Readonly<Record<string, Preset>>;

/** Name of a preset. */
export type PresetName = keyof typeof presets;
