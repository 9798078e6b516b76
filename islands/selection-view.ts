import { type Aim, type Direction, type Elite, idOf } from "../src/core/index.ts";
import type { Clades } from "./clades.ts";
import type { Grid } from "./grid.ts";
import type { SelectionView } from "./selection/index.ts";
import type { NicheWindow } from "./temperature.ts";
import type { Visits } from "./visits.ts";

/** Parts of an island's state that selection looks at. */
interface SelectionParts {
  readonly ranking: readonly Elite[];
  readonly direction: Direction;
  readonly aims: readonly Aim[];
  readonly temperature: number;
  readonly visits: Visits;
  /** `null` where selection does not ask for them. */
  readonly clades: Clades | null;
  /** The last step that counts. */
  readonly until: number;
  readonly grid: Grid;
  readonly stale: number;
  readonly niches: ReturnType<NicheWindow["snapshot"]>;
}

/** An island as selection sees it; it stays so, whatever changes later. */
export function selectionView(parts: SelectionParts): SelectionView {
  const { ranking, direction, aims, temperature, stale, visits, clades, until, grid, niches } = parts;
  const at = (index: number): Elite => ranking[index] as Elite;
  const niche = (index: number): number => grid.cellOf(at(index).features);
  return {
    ...{ ranking, direction, aims, temperature, stale, niche },
    descendants: (index) => clades?.count(idOf(at(index)), until) ?? { born: 0, improved: 0 },
    visits: (index) => visits.of(idOf(at(index)), until),
    hits: (index) => niches().get(niche(index)) ?? 0,
  };
}
