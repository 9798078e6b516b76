import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { GalapagosError, type Json, type JsonObject } from "../../core/index.ts";

/** A call of a function, as its tests made it. */
export interface RecordedCall {
  readonly args: readonly Json[];
  readonly kwargs: JsonObject;
}

/**
 * Runs a command of the repository, as its owner would, and writes down with which arguments a function is called, as far as they
 * are JSON. Equal calls are told once.
 *
 * @param root - absolute path of the repository
 * @param command - line of the shell
 * @throws GalapagosError `init/tests` when the command fails
 */
export async function recordCalls(
  root: string,
  command: string,
  { module, name }: { readonly module: string; readonly name: string },
): Promise<readonly RecordedCall[]> {
  const folder = await mkdtemp(join(tmpdir(), "galapagos-record-"));
  const out = join(folder, "calls");
  try {
    await writeFile(join(folder, "sitecustomize.py"), RECORDER);
    await writeFile(out, "");
    const path = [folder, process.env.PYTHONPATH].filter(Boolean).join(delimiter);
    const env = {
      ...process.env,
      ...{ PYTHONPATH: path, PYTHONDONTWRITEBYTECODE: "1" },
      ...{ GALAPAGOS_MODULE: module, GALAPAGOS_FUNCTION: name, GALAPAGOS_CALLS: out },
    };
    const failed = await run(command, root, env);
    if (failed !== null) {
      throw new GalapagosError(
        `expected ${JSON.stringify(command)} to pass before anything changes, got: ${failed}`,
        {
          code: "init/tests",
          hint: "mend the tests first, or name others: --test <command>",
        },
      );
    }
    const lines = new Set((await readFile(out, "utf8")).split("\n").filter((line) => line !== ""));
    return [...lines].map((line) => JSON.parse(line) as RecordedCall);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a line of the shell; the end of what it said where it fails. */
function run(command: string, cwd: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  return new Promise((resolve) => {
    const options = { cwd, env, timeout: LONGEST_MS, maxBuffer: 16 << 20 };
    execFile("/bin/sh", ["-c", command], options, (error, stdout, stderr) => {
      const said = `${stdout}\n${stderr}`.trim().split("\n").slice(-3).join(" ").slice(-300);
      resolve(error === null ? null : said === "" ? error.message : said);
    });
  });
}

/** Longest run of the tests, milliseconds. */
const LONGEST_MS = 600_000;

/** Is imported by every Python that the command starts; wraps the function as soon as its module is there. */
const RECORDER = `import functools
import importlib.abc
import importlib.util
import json
import os
import sys

MODULE = os.environ["GALAPAGOS_MODULE"]
FUNCTION = os.environ["GALAPAGOS_FUNCTION"]
CALLS = os.environ["GALAPAGOS_CALLS"]
MOST, LONGEST = 2000, 20000


def recording(function):
    state = {"depth": 0, "count": 0}

    @functools.wraps(function)
    def call(*args, **kwargs):
        if state["depth"] == 0 and state["count"] < MOST:
            note(args, kwargs)
            state["count"] += 1
        state["depth"] += 1
        try:
            return function(*args, **kwargs)
        finally:
            state["depth"] -= 1

    return call


def note(args, kwargs):
    case = {"args": list(args), "kwargs": kwargs}
    try:
        line = json.dumps(case, allow_nan=False)
        if len(line) > LONGEST or json.loads(line) != case:
            return
    except Exception:
        return
    with open(CALLS, "a") as file:
        file.write(line + "\\n")


class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name != MODULE:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def exec_module(module):
                execute(module)
                setattr(module, FUNCTION, recording(getattr(module, FUNCTION)))

            spec.loader.exec_module = exec_module
        return spec


sys.meta_path.insert(0, Finder())
`;
