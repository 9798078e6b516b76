import { GalapagosError } from "../../core/index.ts";
import { createContainerSandbox } from "./container/create-sandbox.ts";
import { type ContainerEngine, probeEngine } from "./container/engine.ts";
import type { Availability, MachineOptions, Prepared, SandboxKind } from "./kind.ts";

/** Level 3 by the user's own container engine: a command in any language, in a container of an image for each call. */
export const container: SandboxKind<ContainerEngine> = {
  engine: "container",
  contract: "command",
  level: 3,
  title: "commands in a container",
  times: { batch: 30, grace: 20_000, hold: 0 },
  needsCanary: false,
  isExtra: true,
  probe,
  prepare,
  open: createContainerSandbox,
};

async function probe(searchPath: string): Promise<Availability> {
  const found = await probeEngine(searchPath);
  return found.available ? { available: true, detail: found.detail, hint: "" } : found;
}

async function prepare({ searchPath }: MachineOptions): Promise<Prepared<ContainerEngine>> {
  const found = await probeEngine(searchPath);
  if (found.available) return { setup: found.engine, warnings: [] };
  const { detail, hint } = found;
  throw new GalapagosError(`containers (sandbox level 3): ${detail}`, { code: "evaluate/level", hint });
}
