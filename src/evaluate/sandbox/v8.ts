import { GalapagosError } from "../../core/index.ts";
import { type Bubblewrap, probeBubblewrap } from "./bubblewrap.ts";
import type { Availability, Prepared, SandboxKind } from "./kind.ts";
import { realmSettingsOf } from "./realm-settings.ts";
import { createIsolateSandbox } from "./v8/create-sandbox.ts";
import { findIsolatedVm, isolateFilesReadable } from "./v8/isolated-vm.ts";

/** Level 2: JavaScript in V8 isolates of a child process, inside bubblewrap where that works. */
export const v8: SandboxKind<Bubblewrap | null> = {
  engine: "v8",
  contract: "function",
  level: 2,
  title: "JavaScript on V8 in child processes",
  times: { batch: 100, grace: 30_000, hold: 100 },
  needsCanary: true,
  probe,
  prepare,
  open: async ({ definition }, bubblewrap) => createIsolateSandbox(realmSettingsOf(definition), bubblewrap),
};

async function probe(searchPath: string): Promise<Availability> {
  const engine = `v8@${process.versions.v8}`;
  try {
    findIsolatedVm();
  } catch (error) {
    if (!(error instanceof GalapagosError)) throw error;
    return { available: false, detail: error.message, hint: error.hint ?? "" };
  }
  const found = await probeBubblewrap("deny", searchPath);
  if (!found.available) {
    const detail = `${engine}, without bubblewrap: ${found.reason}`;
    return { available: true, detail, hint: found.hint };
  }
  if (isolateFilesReadable()) return { available: true, detail: `${engine} inside bubblewrap`, hint: "" };
  return {
    available: true,
    detail: `${engine} inside bubblewrap, but as root: the user nobody cannot read the program files`,
    hint: "Move the project to a folder that others can read, or do not run as root.",
  };
}

async function prepare({
  searchPath,
}: {
  readonly searchPath: string;
}): Promise<Prepared<Bubblewrap | null>> {
  const found = await probeBubblewrap("deny", searchPath);
  findIsolatedVm();
  if (!found.available)
    return { setup: null, warnings: [`level 2 runs without bubblewrap: ${found.reason}`] };
  if (isolateFilesReadable()) return { setup: found.bubblewrap, warnings: [] };
  const warning = "level 2 runs in bubblewrap as root: the user nobody cannot read the program files";
  return { setup: { ...found.bubblewrap, user: null }, warnings: [warning] };
}
