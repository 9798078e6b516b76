import { execFile } from "node:child_process";

/**
 * The modules of a list that a Python does not have, and its version; nothing of theirs is run but the packages that hold
 * submodules. `null` where it does not start.
 *
 * @param python - a path
 */
export function missingModules(
  python: string,
  modules: readonly string[],
): Promise<{ readonly missing: readonly string[]; readonly version: string } | null> {
  return new Promise((resolve) => {
    const options = { env: { LANG: "C.UTF-8" }, cwd: "/", timeout: PATIENCE_MS };
    execFile(python, ["-I", "-B", "-c", SCRIPT, ...modules], options, (error, text) => {
      if (error) return resolve(null);
      resolve(JSON.parse(text) as { missing: readonly string[]; version: string });
    });
  });
}

const SCRIPT = `import importlib.util, json, sys
def here(name):
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False
missing = [name for name in sys.argv[1:] if not here(name)]
print(json.dumps({"missing": missing, "version": sys.version.split()[0]}))`;
/** Longest answer, milliseconds. */
const PATIENCE_MS = 60_000;
