import { GalapagosError } from "../../core/index.ts";

/**
 * The rules of a battle: everything that the simulator and the assembler's predefined constants depend on.
 * Addresses and numbers are integers in [0, coreSize).
 */
export interface MarsSettings {
  /** Cells of the circular core (CORESIZE). @defaultValue 8000 */
  readonly coreSize: number;
  /**
   * Cycles until a round is a tie; in one cycle each living warrior executes one instruction (MAXCYCLES).
   * @defaultValue 80000
   */
  readonly maxCycles: number;
  /** Processes that one warrior may have at once (MAXPROCESSES). @defaultValue 8000 */
  readonly maxProcesses: number;
  /**
   * Instructions in a warrior (MAXLENGTH). @defaultValue 100, less in cores below 800 cells or with a smaller
   * distance
   */
  readonly maxLength: number;
  /** Least distance between the first instructions of two warriors (MINDISTANCE). @defaultValue maxLength */
  readonly minDistance: number;
  /**
   * Offsets of reads are folded into ±readLimit/2 (ICWS'94 draft, section 5.4); `coreSize` means no limit.
   * @defaultValue coreSize
   */
  readonly readLimit: number;
  /** The same for writes. @defaultValue coreSize */
  readonly writeLimit: number;
  /**
   * Cells of each warrior's private memory, kept between rounds (PSPACESIZE). @defaultValue coreSize / 16
   * when 16 divides it, as pMARS does
   */
  readonly pSpaceSize: number;
  /** Warriors in the core (WARRIORS). @defaultValue 2 */
  readonly warriors: number;
}

/** The largest values that engines accept. */
export const LARGEST_SETTINGS = {
  coreSize: 1 << 20,
  maxProcesses: 1 << 20,
  warriors: 64,
  instructions: 2 ** 30,
  queue: 1 << 25,
} as const;

/**
 * P-space size pMARS takes when none is given: the core divided by the largest of 16, 15, …, 1 that divides
 * it.
 */
function defaultPSpaceSize(coreSize: number): number {
  let divisor = 16;
  while (coreSize % divisor !== 0) divisor--;
  return coreSize / divisor;
}

/**
 * Completes settings with the defaults of pMARS and checks them.
 *
 * @throws GalapagosError naming the setting, what it was and what it may be
 */
export function completeSettings(partial: Partial<MarsSettings> = {}): MarsSettings {
  const coreSize = partial.coreSize ?? 8000;
  whole("core size", coreSize, 1, LARGEST_SETTINGS.coreSize);
  const maxLength =
    partial.maxLength ?? Math.min(100, Math.ceil(coreSize / 8), partial.minDistance ?? coreSize);
  const settings: MarsSettings = {
    coreSize,
    maxCycles: partial.maxCycles ?? 80000,
    maxProcesses: partial.maxProcesses ?? 8000,
    maxLength,
    minDistance: partial.minDistance ?? maxLength,
    readLimit: partial.readLimit ?? coreSize,
    writeLimit: partial.writeLimit ?? coreSize,
    pSpaceSize: partial.pSpaceSize ?? defaultPSpaceSize(coreSize),
    warriors: partial.warriors ?? 2,
  };
  whole("number of warriors", settings.warriors, 1, LARGEST_SETTINGS.warriors);
  whole("cycles", settings.maxCycles, 1, Math.floor(LARGEST_SETTINGS.instructions / settings.warriors));
  whole(
    "processes",
    settings.maxProcesses,
    1,
    Math.min(LARGEST_SETTINGS.maxProcesses, Math.floor(LARGEST_SETTINGS.queue / settings.warriors)),
  );
  whole("length", settings.maxLength, 1, coreSize);
  whole(
    "distance",
    settings.minDistance,
    settings.maxLength,
    coreSize,
    `warriors of up to ${settings.maxLength} instructions need at least that --distance; or take a smaller --length`,
  );
  whole("read limit", settings.readLimit, 1, coreSize);
  whole("write limit", settings.writeLimit, 1, coreSize);
  whole("p-space size", settings.pSpaceSize, 1, coreSize);
  checkRoom(settings);
  return settings;
}

/** @throws GalapagosError when so many warriors cannot keep their distance in such a core */
export function checkRoom({ coreSize, minDistance, warriors }: MarsSettings): void {
  if (warriors === 1 || warriors * minDistance <= coreSize) return;
  throw new GalapagosError(
    `${warriors} warriors at a distance of at least ${minDistance} do not fit into ${coreSize} cells`,
    {
      code: "corewar/placement",
      hint: "take fewer warriors, a smaller --distance or a larger --core-size",
    },
  );
}

function whole(
  name: string,
  value: number,
  least: number,
  most: number,
  hint = "see `galapagos corewar battle --help` for the rules of a battle, or take a --preset",
): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new GalapagosError(`${name}: expected a whole number from ${least} to ${most}, got ${value}`, {
    code: "corewar/settings",
    hint,
  });
}
