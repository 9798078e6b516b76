import type { Objective, Scored } from "../../core/index.ts";
import type { Language } from "../../language/index.ts";
import type { RaceName } from "./race-rules.ts";

/** Settings of a tuner. */
export interface TunerOptions {
  readonly language: Language;
  readonly objective: Objective;
  /**
   * The number by which a search that began at a step ranks a verdict; what is not finite ranks as a failure.
   * @defaultValue its score
   */
  readonly worth?: (verdict: Scored, began: number) => number;
  /** True when others have come further than a search's best; see `NumberSearch`. @defaultValue never */
  readonly isOvertaken?: (best: number, began: number) => boolean;
  /** Largest share of the island's steps that it takes. */
  readonly share: number;
  /**
   * `bipop`: see `Restarts`; `widths`: every search around the elite that selection draws, by turns wider and narrower.
   * @defaultValue `bipop`
   */
  readonly restarts?: "bipop" | "widths";
  /** Rules of races, of which there are some with `bipop` alone. @defaultValue `seeded` */
  readonly race?: RaceName;
  /**
   * `archive`: where searches begin at elites alone, the share falls with what that pays (see `Pay`); `none`: it does not.
   * @defaultValue `none`
   */
  readonly credit?: "archive" | "none";
  /** Steps of the island under way at once. */
  readonly inFlight?: number;
  /** Results that go to the numbers of a model's child that entered the archive. @defaultValue 0 */
  readonly perChild?: number;
}
