import type { SandboxLevel } from "../core/index.ts";
import { defaultSearchPath } from "./sandbox/bubblewrap.ts";
import type { Availability } from "./sandbox/kind.ts";
import { imageMissing } from "./sandbox/container/create-sandbox.ts";
import { probeEngine } from "./sandbox/container/engine.ts";
import { SANDBOXES } from "./sandbox/registry.ts";

/** A kind of sandbox on this machine. */
export interface LevelReport extends Availability {
  readonly level: SandboxLevel;
  readonly name: string;
  /** True where only problems that ask for it need it. */
  readonly isExtra: boolean;
}

/**
 * Tries every kind of sandbox for real, for `doctor`: is it available here, and if not, why not and what to
 * do.
 */
export function probeLevels(): Promise<readonly LevelReport[]> {
  const searchPath = defaultSearchPath();
  return Promise.all(
    SANDBOXES.map(async (kind) => ({
      level: kind.level,
      name: kind.title,
      isExtra: kind.isExtra === true,
      ...(await kind.probe(searchPath)),
    })),
  );
}

/** How an engine fares on this machine; `null` for one that nobody knows. */
export async function engineHere(engine: string): Promise<Availability | null> {
  const kind = SANDBOXES.find((known) => known.engine === engine);
  return kind === undefined ? null : kind.probe(defaultSearchPath());
}

/** True where an engine works on this machine; false for one that nobody knows. */
export async function isEngineHere(engine: string): Promise<boolean> {
  return (await engineHere(engine))?.available ?? false;
}

/** Why a container's image cannot be used here, and what to type; `null` where it can. */
export async function imageMissingHere(
  image: string,
): Promise<{ readonly fact: string; readonly hint: string } | null> {
  const found = await probeEngine(defaultSearchPath());
  if (!found.available) return { fact: found.detail, hint: found.hint };
  return imageMissing(found.engine, image);
}
