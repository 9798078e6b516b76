/** Places of warriors in the core, drawn as pMARS draws them. */
import { GalapagosError } from "../core/index.ts";
import { checkRoom, type MarsSettings } from "./mars/index.ts";

/**
 * Next state of pMARS's generator: the minimal standard generator of Park & Miller (CACM 31:10, 1988), by
 * Schrage's method. States are in [1, 2147483646]; 0 stays 0.
 */
export function nextSeed(seed: number): number {
  const next = 16807 * (seed % 127773) - 2836 * Math.floor(seed / 127773);
  return next < 0 ? next + 2147483647 : next;
}

/** Where warriors stand, round by round. */
export interface Placement {
  /**
   * Positions of the next round, in the warriors' order; warrior 0 is at address 0 unless positions were
   * given for all.
   */
  next(): number[];
}

/** How to place. */
export interface PlacementOptions {
  readonly settings: MarsSettings;
  /** Whole number the generator starts from, as pMARS starts it from the clock. @defaultValue 1 */
  readonly seed?: number | undefined;
  /**
   * Positions of the first round: of the warriors 1, 2, …, or of all. Later rounds follow pMARS's generator
   * as after `-F`.
   */
  readonly positions?: readonly number[] | undefined;
  /**
   * The number of pMARS's `-F`: where the second of two warriors stands in round 1; with more warriors, where the generator of
   * their places starts, from round 1 on. Takes the place of `seed` and `positions`.
   */
  readonly fixed?: number | undefined;
}

/**
 * Places warriors as pMARS 0.9.2 does: two by one draw, more by drawing with bounded backtracking and, when
 * that fails, by dealing out the free room.
 *
 * @throws GalapagosError when the warriors cannot stand so
 */
export function createPlacement({ settings, seed = 1, fixed, ...options }: PlacementOptions): Placement {
  const { coreSize, minDistance, warriors } = settings;
  checkRoom(settings);
  const positions = fixed !== undefined && warriors === 2 ? [fixed] : options.positions;
  const given = positions === undefined ? null : checkedPositions(positions, settings);
  const begin = given?.[1] ?? fixed;
  let state = begin === undefined ? nextSeed(normalSeed(seed)) : Math.max(0, begin - minDistance);
  const draw = (): number => {
    state = nextSeed(state);
    return state;
  };
  let first = true;
  return {
    next() {
      const fixed = first ? given : null;
      first = false;
      if (warriors === 1) return fixed ?? [0];
      if (warriors === 2) {
        const position = minDistance + (state % (coreSize + 1 - 2 * minDistance));
        draw();
        return fixed ?? [0, position];
      }
      return fixed ?? [0, ...(drawMany(settings, draw) ?? dealOut(settings, draw))];
    },
  };
}

function normalSeed(seed: number): number {
  if (!Number.isInteger(seed)) {
    throw new GalapagosError(`seed: expected a whole number, got ${seed}`, {
      code: "corewar/seed",
      hint: "--seed 1",
    });
  }
  const rest = Math.abs(seed) % 2147483647;
  return rest === 0 ? 2147483646 : rest;
}

function checkedPositions(
  positions: readonly number[],
  { coreSize, minDistance, warriors }: MarsSettings,
): number[] {
  const all = positions.length === warriors - 1 ? [0, ...positions] : [...positions];
  const wrong = (message: string): GalapagosError =>
    new GalapagosError(message, {
      code: "corewar/placement",
      hint: `give ${warriors - 1} position${warriors === 2 ? "" : "s"} (warrior 0 stands at 0), e.g. --positions ${exampleOf(coreSize, warriors)}`,
    });
  if (all.length !== warriors)
    throw wrong(`${positions.length} positions were given for ${warriors} warriors`);
  for (const [index, position] of all.entries()) {
    if (!Number.isInteger(position) || position < 0 || position >= coreSize) {
      throw wrong(`position ${position} of warrior ${index} is not a whole number from 0 to ${coreSize - 1}`);
    }
    for (const [other, place] of all.slice(0, index).entries()) {
      const gap = Math.abs(position - place);
      const distance = Math.min(gap, coreSize - gap);
      if (distance < minDistance) {
        throw wrong(
          `warriors ${other} and ${index} stand ${distance} cells apart; the distance is at least ${minDistance}`,
        );
      }
    }
  }
  return all;
}

function exampleOf(coreSize: number, warriors: number): string {
  return Array.from({ length: warriors - 1 }, (_, index) =>
    Math.floor((coreSize * (index + 1)) / warriors),
  ).join(",");
}

/**
 * Draws positions one by one; a conflict is redrawn 20 times, then the draw goes back to the conflicting one,
 * 4 times in all.
 */
function drawMany({ coreSize, minDistance, warriors }: MarsSettings, draw: () => number): number[] | null {
  const places: number[] = [];
  let redraws = 20;
  let returns = 4;
  while (places.length < warriors - 1) {
    const place = (draw() % (coreSize - 2 * minDistance + 1)) + minDistance;
    const conflict = places.findIndex((other) => Math.abs(place - other) < minDistance);
    if (conflict === -1) places.push(place);
    else if (returns === 0) return null;
    else if (redraws > 0) redraws--;
    else {
      places.length = conflict;
      returns--;
      redraws = 20;
    }
  }
  return places;
}

/** Sorted draws in the room that is left, spread by the distance, then shuffled. */
function dealOut({ coreSize, minDistance, warriors }: MarsSettings, draw: () => number): number[] {
  const room = coreSize - minDistance * warriors + 1;
  const places: number[] = [];
  for (let index = 1; index < warriors; index++) {
    const place = draw() % room;
    const at = places.findIndex((other) => other >= place);
    places.splice(at === -1 ? places.length : at, 0, place);
  }
  const spread = places.map((place, index) => place + minDistance * (index + 1));
  for (let index = 0; index < spread.length; index++) {
    const other = (draw() % (spread.length - index)) + index;
    [spread[index], spread[other]] = [spread[other] as number, spread[index] as number];
  }
  return spread;
}
