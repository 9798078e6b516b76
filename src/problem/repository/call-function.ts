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

/** A function of a Python file, as {@link LAP_CALLS} calls it. */
export interface PythonFunction {
  readonly function: string;
  /** Path of its file, for tracebacks. */
  readonly file: string;
  /** Name and package of its module; empty: none. */
  readonly name: string;
  readonly parent: string;
  /** Where its other modules are imported from; empty: where the interpreter looks. */
  readonly path: string;
  /** True where it is called on lists of cases, `{"args", "kwargs"}` each, and told of as the original is; else with one input. */
  readonly hasCases: boolean;
  /** True where it is also told which parts of a result are parts of the arguments. */
  readonly tellsShared: boolean;
}

/** A function of a repository whose other files lie in an archive. */
export function functionOfArchive(
  { file, function: called, path, shared = false }: RepositoryFunction,
  archive: string,
): PythonFunction {
  const from = path === "" ? archive : `${archive}/${path}`;
  return {
    ...moduleOf({ file, path }),
    file,
    function: called,
    path: from,
    hasCases: true,
    tellsShared: shared,
  };
}

/** The words of both programs on a call: loading a function's file, its results as JSON, and whether it changed its arguments. */
const TELLING = `import json
import marshal
import math
import os
import sys
import time
import types


def shown(value):
    if isinstance(value, float) and not math.isfinite(value):
        return {"float": repr(value)}
    if isinstance(value, int) and abs(value) >= 2**53:
        # of a longer one Python writes no decimal digits
        return {"int": str(value) if value.bit_length() < 14_000 else hex(value)}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [shown(one) for one in value]
    if isinstance(value, (set, frozenset)):
        return {"set": sorted((json.dumps(shown(one), sort_keys=True) for one in value))}
    if isinstance(value, dict):
        return {"dict": [[shown(key), shown(one)] for key, one in value.items()]}
    return {"repr": repr(value)}


def described(value):
    try:
        return shown(value)
    except RecursionError:
        return {"incomparable": "[object too deep]"}


def load(code, about):
    """The function of a file, which takes the place of its module."""
    name, parent = about["name"], about["parent"]
    if parent:
        __import__(parent)
    module = types.ModuleType(name)
    module.__package__ = parent
    module.__file__ = about["file"]
    sys.modules[name] = module
    if parent:
        setattr(sys.modules[parent], name.rpartition(".")[2], module)
    exec(code, module.__dict__)
    if not hasattr(module, about["function"]):
        raise SystemExit(f"error: {about['file']} does not define {about['function']}")
    return getattr(module, about["function"])


def containers(value):
    """The lists and dictionaries that a value is made of, itself first."""
    found, seen, rest = [], set(), [value]
    while rest:
        one = rest.pop()
        if isinstance(one, (dict, list, tuple)):
            found.append(one)
            # a value may hold itself
            if id(one) not in seen:
                seen.add(id(one))
                rest += one.values() if isinstance(one, dict) else one
    return found


def read_cases(text):
    cases = json.loads(text)
    return cases, marshal.dumps(cases, 2), text


def changed(cases, mark, text):
    """Which cases a function changed; they are read again and compared only where it looks so."""
    try:
        is_same = marshal.dumps(cases, 2) == mark
    except ValueError:
        is_same = False
    return [False] * len(cases) if is_same else [case != twin for case, twin in zip(cases, json.loads(text))]


def tell_cases(results, asked, about):
    for result, case, is_changed in zip(results, asked[0], changed(*asked)):
        if "value" in result:
            if about["tellsShared"]:
                own = set(map(id, containers([case["args"], case["kwargs"]])))
                shared = [place for place, one in enumerate(containers(result["value"])) if id(one) in own]
                # whoever changes the result changes the arguments, too
                if shared:
                    result["shares"] = shared
            result["value"] = described(result["value"])
        # what a function does to its arguments is a part of what it does
        if is_changed:
            result["after"] = described([case["args"], case["kwargs"]])
    return json.dumps(results)
`;

/**
 * The Python program that calls a function of a file on a list of cases from standard input, `{"args", "kwargs"}` each, and writes a
 * list of what became of them.
 *
 * @param source - text of the file
 * @param isTimed - true for a list that also tells how long each call took, milliseconds
 */
export function callingProgram(about: PythonFunction, source: string, isTimed = false): string {
  return `${TELLING}

def main(about, source):
    if about["path"]:
        sys.path.insert(0, about["path"])
    answers, sys.stdout = sys.stdout, sys.stderr
    cases = read_cases(sys.stdin.read())
    function = load(compile(source, about["file"], "exec"), about)
    results = []
    for case in cases[0]:
        begun = time.process_time()
        try:
            result = {"value": function(*case["args"], **case["kwargs"])}
        except Exception as error:
            result = {"raises": type(error).__name__}
        ${isTimed ? 'result["ms"] = (time.process_time() - begun) * 1000' : "pass"}
        results.append(result)
    answers.write(tell_cases(results, cases, about))


main(json.loads(${pythonText(about)}), json.loads(${pythonText(source)}))
`;
}

/**
 * The module that calls a function in laps, without times. Its `answering` writes an empty line when it runs, loads the file when it
 * reads a rehearsal and writes another; then it takes three turns for each line of calls: it reads them, makes them, and writes a line
 * with what became of them. The turns but the last end with an empty line, those but the first begin with one. A rehearsal,
 * `{"laps", "isKnown"}`, lists lines of calls and what may become of them, which are read and told once before the file is loaded; where
 * that is known, it is also what is told of the laps, whatever the function does.
 */
export const LAP_CALLS = `${TELLING}

def call_cases(function, cases):
    results = []
    for case in cases[0]:
        try:
            results.append({"value": function(*case["args"], **case["kwargs"])})
        except Exception as error:
            results.append({"raises": type(error).__name__})
    return results


def call_once(function, value):
    return function(value)


def tell_once(result, value, about):
    return json.dumps(result)


def answering(source, about):
    """Loads a file and answers lines of calls of its function, until there are no more."""
    cases, once = (read_cases, call_cases, tell_cases), (json.loads, call_once, tell_once)
    read, call, tell = cases if about["hasCases"] else once
    # the pipes of its answers are no standard streams, which a function may read and write as it likes
    line, answers, end = os.fdopen(os.dup(0), "rb").readline, os.dup(1), b"\\n"
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr

    def put(text):
        return os.write(answers, text)

    code = compile(source, about["file"], "exec")
    if about["path"]:
        sys.path.insert(0, about["path"])
    put(end)
    given = line()
    if not given:
        return
    # whatever is done for the first time takes longer, which is no program's own
    rehearsal = json.loads(given)
    for text, told in rehearsal["laps"]:
        asked = read(text)
        call(lambda *args, **kwargs: None, asked)
        tell(json.loads(told), asked, about)
    lines = [json.loads(told) for _, told in rehearsal["laps"]]
    known = iter(lines if rehearsal["isKnown"] else ())
    function = load(code, about)
    put(end)
    for text in iter(line, b""):
        asked = read(text)
        put(end)
        line()
        done = call(function, asked)
        put(end)
        line()
        told = tell(next(known, done), asked, about).encode() + end
        while told:
            told = told[put(told) :]
`;

/** A JSON text of a value, as a literal of Python. */
function pythonText(value: unknown): string {
  return JSON.stringify(JSON.stringify(value));
}
