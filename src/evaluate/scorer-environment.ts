import type { Problem } from "../problem/index.ts";

/**
 * The environment of a scorer that is a process: where programs and a home are, a plain locale, and nothing that
 * could hold a key.
 */
export function scorerEnvironment(
  _problem: Problem,
  environment: NodeJS.ProcessEnv,
): { [name: string]: string } {
  const kept: { [name: string]: string } = {};
  for (const name of KEPT) {
    const value = environment[name];
    if (value !== undefined) kept[name] = value;
  }
  return { ...kept, LANG: "C.UTF-8", TZ: "UTC", PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1" };
}

const KEPT = ["PATH", "HOME", "TMPDIR", "VIRTUAL_ENV", "CONDA_PREFIX", "PYENV_ROOT", "LD_LIBRARY_PATH"];
