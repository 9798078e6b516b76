import { type Kit, kitsOf } from "../../kit/index.ts";
import type { Limits, ProblemDefinition } from "../../problem/index.ts";
import type { Clock } from "./driver.ts";

/** The contents and the limits of a realm of JavaScript for a problem's programs. */
export interface RealmSettings {
  readonly limits: Limits;
  /** @defaultValue frozen */
  readonly clock?: Clock;
  /** True where programs are policies. @defaultValue false */
  readonly isPolicy?: boolean;
  /** Modules that programs may import. @defaultValue none */
  readonly kits?: readonly Kit[];
}

/** The settings of a problem's realms. */
export function realmSettingsOf(definition: ProblemDefinition): RealmSettings {
  const { limits, timing, policy = false } = definition;
  return { limits, clock: timing ? "real" : "frozen", isPolicy: policy, kits: kitsOf(definition) };
}
