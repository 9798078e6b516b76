import type { BackendSettings } from "../../backend.ts";
import type { PackedBundle } from "../bundle/pack-bundle.ts";

/** The things that make a lot. */
export interface LotParts {
  /** Name that stays the same when the run is resumed. */
  readonly id: string;
  readonly bundle: PackedBundle;
  readonly settings: BackendSettings;
}
