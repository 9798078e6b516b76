import type { Round } from "./engine.ts";

/** Indices of the warriors that a round observes. */
export function observedOf({ observe = false }: Round, warriors: number): readonly number[] {
  if (typeof observe === "number") return [observe];
  return observe ? Array.from({ length: warriors }, (_, index) => index) : [];
}

/** True for a round that observes at least one warrior. */
export function isObserved({ observe = false }: Round): boolean {
  return observe !== false;
}
