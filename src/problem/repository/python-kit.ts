import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { askOutside } from "./ask-outside.ts";
import { callingProgram, functionOfArchive, moduleOf } from "./call-function.ts";
import type { RepositoryKit } from "./kit.ts";
import { markPythonFunction } from "./python-function.ts";
import { recordCalls } from "./record-calls.ts";

/** Functions of Python: recorded by an import hook in the repository itself, called from its zip. */
export const pythonKit: RepositoryKit = {
  extensions: [".py"],
  ...{ archive: "repository.zip", format: "zip" },
  command: ["python3", "{program}"],
  imports: ["json", "math", "time", "types"],
  // a start costs little, and a program is measured in dozens of them
  work: { enoughMs: 100, mostMs: 240 },
  importFolder: importFolderOf,
  mark: markPythonFunction,
  async record({ root, target }, { test, bench }) {
    const module = moduleOf(target).name;
    const benched = bench === null ? [] : [benchLine(bench)];
    const lists = [];
    for (const command of [...benched, test]) {
      lists.push(
        await recordCalls(command, async (folder, calls) => {
          await writeFile(join(folder, "sitecustomize.py"), RECORDER);
          const path = [folder, process.env.PYTHONPATH].filter(Boolean).join(delimiter);
          const env = {
            ...{ PYTHONPATH: path, PYTHONDONTWRITEBYTECODE: "1" },
            ...{ GALAPAGOS_MODULE: module, GALAPAGOS_FUNCTION: target.function, GALAPAGOS_CALLS: calls },
          };
          return { cwd: root, env };
        }),
      );
    }
    return lists.flat();
  },
  async asking({ target, source }, archive, use) {
    const folder = await mkdtemp(join(tmpdir(), "galapagos-call-"));
    try {
      const file = join(folder, "call.py");
      await writeFile(file, callingProgram(functionOfArchive(target, archive), source, true));
      const env = { PYTHONHASHSEED: "0" };
      const outside = { program: "python3", words: [file], env, by: "the system's python3" };
      return await use((calls) => askOutside(outside, calls));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** The folder from which a file is imported: the first above it that is no package. */
function importFolderOf(root: string, file: string): string {
  let folder = dirname(file);
  while (folder !== "." && existsSync(join(root, folder, "__init__.py"))) folder = dirname(folder);
  return folder === "." ? "" : namespaceTop(root, file, folder);
}

/** Packages without an `__init__.py` are imported from the top, unless they lie in `src` or `lib`. */
function namespaceTop(root: string, file: string, folder: string): string {
  const isPackaged = existsSync(join(root, dirname(file), "__init__.py"));
  if (isPackaged) return folder;
  const [first = ""] = file.split("/");
  return first === "src" || first === "lib" ? first : "";
}

function benchLine(bench: string): string {
  return `PYTHONPATH="$PYTHONPATH:." python3 '${bench.replaceAll("'", "'\\''")}'`;
}

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
