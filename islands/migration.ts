import type { Topology } from "../src/config/index.ts";

/**
 * Islands that send emigrants to `island`, ascending. `ring`: the one before it; `star`: island 0 is the hub,
 * everyone sends to it and it sends to everyone; `complete`: all others; `none`: nobody.
 */
export function sourcesOf(island: number, islands: number, topology: Topology): readonly number[] {
  const others = Array.from({ length: islands }, (_, i) => i).filter((i) => i !== island);
  switch (topology) {
    case "none":
      return [];
    case "complete":
      return others;
    case "star":
      return island === 0 ? others : others.filter((i) => i === 0);
    case "ring":
      return others.filter((i) => (i + 1) % islands === island);
  }
}

/**
 * Number of `elites` that emigrate at the given rate: at least one when there are any and the rate is above
 * 0.
 */
export function emigrantCount(elites: number, rate: number): number {
  if (rate <= 0 || elites === 0) return 0;
  return Math.min(elites, Math.max(1, Math.round(elites * rate)));
}
