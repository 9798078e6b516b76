import type { GalapagosError, SandboxLevel } from "../core/index.ts";
import { probeBubblewrap } from "./sandbox/bubblewrap.ts";
import { findIsolatedVm, isolateFilesReadable } from "./sandbox/isolate.ts";
import { QUICKJS_ENGINE } from "./sandbox/quickjs.ts";

/** One containment level on this machine. */
export interface LevelReport {
  readonly level: SandboxLevel;
  readonly name: string;
  readonly available: boolean;
  /** Engine and wall that are there, or why the level is not available. */
  readonly detail: string;
  /** What to type to get it; empty when there is nothing to do. */
  readonly hint: string;
}

/** Tries every level for real, for `doctor`: what is available here, and if not, why not and what to do. */
export async function probeLevels(): Promise<readonly LevelReport[]> {
  const wall = await probeBubblewrap("deny");
  return [
    { level: 0, name: "own machine", available: true, detail: "Core War runs in our interpreters", hint: "" },
    { level: 1, name: "JavaScript in WebAssembly", available: true, detail: QUICKJS_ENGINE, hint: "" },
    isolateReport(wall),
    {
      level: 3,
      name: "commands in any language",
      available: wall.available,
      detail: wall.available
        ? `bubblewrap${wall.wall.filter ? " with a system-call filter" : ""}`
        : wall.reason,
      hint: wall.available ? "" : wall.hint,
    },
  ];
}

function isolateReport(wall: Awaited<ReturnType<typeof probeBubblewrap>>): LevelReport {
  const name = "JavaScript on V8 in child processes";
  const engine = `v8@${process.versions.v8}`;
  try {
    findIsolatedVm();
  } catch (error) {
    const { message, hint } = error as GalapagosError;
    return { level: 2, name, available: false, detail: message, hint: hint ?? "" };
  }
  if (!wall.available) {
    return {
      level: 2,
      name,
      available: true,
      detail: `${engine}, without bubblewrap: ${wall.reason}`,
      hint: wall.hint,
    };
  }
  if (isolateFilesReadable())
    return { level: 2, name, available: true, detail: `${engine} inside bubblewrap`, hint: "" };
  const detail = `${engine} inside bubblewrap, but as root: the user nobody cannot read the program files`;
  const hint = "Move the project to a folder that others can read, or do not run as root.";
  return { level: 2, name, available: true, detail, hint };
}
