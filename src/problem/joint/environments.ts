import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Needs } from "../definition.ts";

/** A virtual environment, a toolchain or another prefix, as a problem names it. */
export interface Environment {
  /** Absolute path of its folder. */
  readonly folder: string;
  /** Absolute path of its programs. */
  readonly bin: string;
  /** Folders that it needs besides: where the Python of a virtual environment comes from. */
  readonly beneath: readonly string[];
}

/** The environments that a problem names, in its order. @param folder - absolute path of the problem's folder */
export function environmentsOf(folder: string, needs: Needs | null): readonly Environment[] {
  return (needs?.environments ?? []).map((path) => {
    const home = resolve(folder, path);
    return { folder: home, bin: join(home, "bin"), beneath: originOf(home) };
  });
}

/** The Python that programs get: that of the first environment with one, else the system's. */
export function pythonOf(folder: string, needs: Needs | null): string {
  const own = environmentsOf(folder, needs).map(({ bin }) => join(bin, "python3"));
  return own.find(isProgram) ?? SYSTEM_PYTHON;
}

/** A virtual environment says in a file of its own where its Python comes from. */
function originOf(home: string): readonly string[] {
  const facts = join(home, "pyvenv.cfg");
  if (!existsSync(facts)) return [];
  const [, bin = ""] = /^home\s*=\s*(.+?)\s*$/m.exec(readFileSync(facts, "utf8")) ?? [];
  return bin === "" || bin.startsWith("/usr/") ? [] : [dirname(bin)];
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The only Python that a sandbox has of itself. */
export const SYSTEM_PYTHON = "/usr/bin/python3";
