import type { RepositoryFunction } from "./kit.ts";

/** The name under which a file is imported, and that of its package; empty where it is in none. */
export function moduleOf({ file, path }: Pick<RepositoryFunction, "file" | "path">): {
  readonly name: string;
  readonly parent: string;
} {
  const inside = path === "" ? file : file.slice(path.length + 1);
  const name = inside
    .replace(/\.py$/, "")
    .replace(/\/__init__$/, "")
    .replaceAll("/", ".");
  return { name, parent: name.includes(".") ? name.slice(0, name.lastIndexOf(".")) : "" };
}

/**
 * The Python program that calls a function of a file on a list of cases from standard input, `{"args", "kwargs"}` each, and writes a
 * list of what became of them. The file takes the place of its module; everything else is imported from the archive.
 *
 * @param source - text of the file
 * @param archive - path of the zip
 * @param isTimed - true for a list that also tells how long each call took, milliseconds
 */
export function callingProgram(
  { file, function: name, path }: RepositoryFunction,
  source: string,
  archive: string,
  isTimed = false,
): string {
  const module = moduleOf({ file, path });
  const text = JSON.stringify;
  return `import json
import math
import sys
import time
import types

sys.path.insert(0, ${text(path === "" ? archive : `${archive}/${path}`)})


def shown(value):
    if isinstance(value, float) and not math.isfinite(value):
        return {"float": repr(value)}
    if isinstance(value, int) and abs(value) >= 2**53:
        return {"int": str(value)}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [shown(one) for one in value]
    if isinstance(value, (set, frozenset)):
        return {"set": sorted((json.dumps(shown(one), sort_keys=True) for one in value))}
    if isinstance(value, dict):
        return {"dict": [[shown(key), shown(one)] for key, one in value.items()]}
    return {"repr": repr(value)}


def load(source, name, parent, file):
    if parent:
        __import__(parent)
    module = types.ModuleType(name)
    module.__package__ = parent
    module.__file__ = file
    sys.modules[name] = module
    if parent:
        setattr(sys.modules[parent], name.rpartition(".")[2], module)
    exec(compile(source, file, "exec"), module.__dict__)
    return module


def main():
    answers, sys.stdout = sys.stdout, sys.stderr
    text = sys.stdin.read()
    cases, twins = json.loads(text), json.loads(text)
    module = load(${text(source)}, ${text(module.name)}, ${text(module.parent)}, ${text(file)})
    function = getattr(module, ${text(name)})
    results = []
    for case in cases:
        begun = time.process_time()
        try:
            result = {"value": function(*case["args"], **case["kwargs"])}
        except Exception as error:
            result = {"raises": type(error).__name__}
        ${isTimed ? 'result["ms"] = (time.process_time() - begun) * 1000' : "pass"}
        results.append(result)
    for result, case, twin in zip(results, cases, twins):
        if "value" in result:
            result["value"] = shown(result["value"])
        # what a function does to its arguments is a part of what it does
        if case != twin:
            result["after"] = shown([case["args"], case["kwargs"]])
    json.dump(results, answers)


main()
`;
}
