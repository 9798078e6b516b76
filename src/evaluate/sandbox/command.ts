import { GalapagosError } from "../../core/index.ts";
import { type Bubblewrap, probeBubblewrap } from "./bubblewrap.ts";
import { findGroupPlace } from "./command/control-group.ts";
import { createCommandSandbox } from "./command/create-sandbox.ts";
import type { Availability, MachineOptions, Prepared, SandboxKind } from "./kind.ts";

/** Level 3: a command in any language, a process of its own for each call, inside bubblewrap. */
export const command: SandboxKind<Bubblewrap | null> = {
  engine: "command",
  contract: "command",
  level: 3,
  title: "commands in any language",
  times: { batch: 30, grace: 5_000, hold: 0 },
  needsCanary: false,
  probe,
  prepare,
  open: createCommandSandbox,
};

async function probe(searchPath: string): Promise<Availability> {
  const found = await probeBubblewrap("allow", searchPath);
  if (!found.available) return { available: false, detail: found.reason, hint: found.hint };
  const filter = found.bubblewrap.filter ? " with a system-call filter" : "";
  const groups = findGroupPlace() === null ? "" : ", and control groups";
  return { available: true, detail: `bubblewrap${filter}${groups}`, hint: "" };
}

async function prepare({ unsafe, searchPath }: MachineOptions): Promise<Prepared<Bubblewrap | null>> {
  const found = await probeBubblewrap("allow", searchPath);
  if (found.available) {
    const { bubblewrap } = found;
    const warnings = bubblewrap.filter ? [] : [`no system-call filter exists here for ${process.arch}`];
    return { setup: bubblewrap, warnings };
  }
  if (!unsafe) {
    throw new GalapagosError(`commands (sandbox level 3) need bubblewrap: ${found.reason}`, {
      code: "evaluate/level",
      hint: `${found.hint} Or, only for programs you trust: --unsafe`,
    });
  }
  const warning = `UNSAFE: commands run without bubblewrap, with your files, network and processes (${found.reason})`;
  return { setup: null, warnings: [warning] };
}
