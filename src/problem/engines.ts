import type { Contract } from "../language/index.ts";

/** Engines that come with the toolkit, by how they call a program; the default first. */
export const ENGINES: { readonly [contract in Contract]: readonly [string, ...string[]] } = {
  function: ["quickjs", "v8"],
  text: ["own", "model"],
  command: ["command", "container"],
};

/** True for an engine that comes with the toolkit; others are found when they are opened. */
export function isShipped(engine: string): boolean {
  return Object.values(ENGINES).some((engines) => engines.includes(engine));
}
