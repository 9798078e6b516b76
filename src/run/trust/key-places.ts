import type { RunConfig } from "../../config/index.ts";
import { defineModel } from "../../llm/index.ts";

/** A variable whose value a run sends to a server as a key. */
export interface KeyPlace {
  readonly model: string;
  readonly variable: string;
  /** Protocol, name and port. */
  readonly host: string;
}

/** The variables that a run's models send, and where to; those of servers on this machine apart. */
export function keyPlaces({ models, directed }: RunConfig): readonly KeyPlace[] {
  const asked = [...models, ...(directed.embedding === null ? [] : [directed.embedding])];
  return asked.map(defineModel).flatMap(({ id, keyVariable, baseUrl }) => {
    const url = URL.parse(baseUrl);
    if (keyVariable === null || url === null || isLoopback(url.hostname)) return [];
    return [{ model: id, variable: keyVariable, host: url.origin }];
  });
}

function isLoopback(name: string): boolean {
  return name === "localhost" || name === "[::1]" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name);
}
