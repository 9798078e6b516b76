import type { RunConfig } from "../../config/index.ts";
import { defineModel, isLoopback } from "../../llm/index.ts";

/** A variable whose value a run sends to a server as a key. */
export interface KeyPlace {
  readonly model: string;
  readonly variable: string;
  /** Protocol, name and port. */
  readonly host: string;
}

/** The variables that a run's models send, and where to; those of servers on this machine apart. */
export function keyPlaces({ models, roles, directed }: RunConfig): readonly KeyPlace[] {
  const single = [...Object.values(roles), directed.embedding].filter((settings) => settings !== null);
  return [...models, ...single].map(defineModel).flatMap(({ id, keyVariable, baseUrl }) => {
    const url = URL.parse(baseUrl);
    if (keyVariable === null || url === null || isLoopback(baseUrl)) return [];
    return [{ model: id, variable: keyVariable, host: url.origin }];
  });
}
