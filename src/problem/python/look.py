"""Looks at the Python files of a task without running them: what they import, which names of files stand in them, and
how the classes that configure a run are called. Says besides which modules this interpreter does not have.

Reads a request as JSON on standard input, writes an answer as JSON on standard output.
"""

import ast
import importlib.util
import json
import math
import os
import sys

UNKNOWN = "(an expression)"
# what a text that somebody else wrote may make of its reader
UNREADABLE = (OSError, SyntaxError, ValueError, RecursionError, MemoryError)
MOST_BYTES = 4 << 20
MOST_WHOLE = 1 << 53
# packages of other tools that the toolkit has a part of
OWN = {"openevolve", "shinka", "galapagos_joint"}
OWN_HOME = os.path.join(os.path.dirname(os.path.abspath(__file__)), "joint")


def main():
    request = json.load(sys.stdin)
    folder = request["folder"]
    files, found = {}, {}
    open_files = list(request["files"])
    while open_files:
        path = open_files.pop()
        if path in files:
            continue
        files[path] = seen = look(folder, path)
        for module in seen["imports"]:
            for place in places(os.path.dirname(path), module["name"]):
                if is_own(folder, place):
                    found[module["name"]] = True
                    if place not in files:
                        open_files.append(place)
    answer = {
        "files": files,
        "missing": missing(files, found),
        "calls": calls(folder, request["config"], request["classes"]) if request["config"] else {},
        "python": sys.executable,
    }
    json.dump(answer, sys.stdout)


def places(home, name):
    """Files of the task that an import may mean: a module, a package and those above it."""
    parts = name.split(".")
    for length in range(1, len(parts) + 1):
        way = "/".join(parts[:length])
        for base in {home, ""}:
            yield os.path.join(base, f"{way}.py")
            yield os.path.join(base, way, "__init__.py")


def is_own(folder, path):
    """Whether a path is a plain file of the folder: no pipe, and no link that leads out of it."""
    real = os.path.realpath(os.path.join(folder, path))
    return os.path.isfile(real) and os.path.commonpath([os.path.realpath(folder), real]) == os.path.realpath(folder)


def parse(folder, path):
    if not is_own(folder, path):
        raise OSError("it is no plain file of the folder")
    with open(os.path.join(folder, path), encoding="utf-8") as file:
        text = file.read(MOST_BYTES + 1)
    if len(text) > MOST_BYTES:
        raise OSError(f"it is longer than {MOST_BYTES} characters")
    return ast.parse(text)


def look(folder, path):
    imports, strings = [], set()
    try:
        tree = parse(folder, path)
        visit(tree, imports, strings, False)
    except UNREADABLE as error:
        return {"imports": [], "strings": [], "names": [], "error": f"{type(error).__name__}: {error}"}
    names = [node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))]
    doc = ast.get_docstring(tree)
    return {"imports": imports, "strings": sorted(strings), "names": names, "doc": doc}


def visit(node, imports, strings, is_late):
    for inner in ast.iter_child_nodes(node):
        late = is_late
        if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.Try, ast.If)):
            late = True
        if isinstance(inner, ast.Import):
            imports.extend({"name": alias.name, "late": is_late} for alias in inner.names)
        elif isinstance(inner, ast.ImportFrom):
            base = inner.module or ""
            if base and inner.level == 0:
                imports.append({"name": base, "late": is_late})
            for alias in inner.names:
                imports.append({"name": f"{base}.{alias.name}".strip("."), "late": is_late, "member": bool(base)})
        elif isinstance(inner, ast.Constant) and isinstance(inner.value, str) and len(inner.value) <= 200:
            strings.add(inner.value)
        visit(inner, imports, strings, late)


def whole(name):
    """Files that a module may be, by its full name."""
    way = name.replace(".", "/")
    return f"{way}.py", f"{way}/__init__.py"


def is_here(name):
    """Whether this interpreter has a module; nothing of a package runs for it."""
    first, _, rest = name.partition(".")
    try:
        spec = importlib.util.find_spec(first)
    except (ImportError, ValueError):
        return False
    if spec is None or not rest:
        return spec is not None
    homes = spec.submodule_search_locations or []
    return any(os.path.isfile(os.path.join(home, place)) for home in homes for place in whole(rest))


def missing(files, found):
    """Modules that are neither the task's, nor the toolkit's, nor this interpreter's: by their first name, but where the toolkit has that."""
    late = {}
    for seen in files.values():
        for module in seen["imports"]:
            if module.get("member"):
                continue
            name = module["name"].split(".")[0]
            if name in OWN:
                if any(os.path.isfile(os.path.join(OWN_HOME, place)) for place in whole(module["name"])):
                    continue
                name = module["name"]
            if name in found or module["name"] in found:
                continue
            late[name] = late.get(name, True) and module["late"]
    here = {}
    for name in late:
        here[name] = is_here(name)
    standard = getattr(sys, "stdlib_module_names", ())
    return {
        "needed": sorted(name for name in late if name not in standard and not late[name]),
        "missing": sorted(name for name in late if not here[name] and not late[name]),
        "late": sorted(name for name in late if not here[name] and late[name]),
    }


def calls(folder, path, classes):
    """Keywords of calls of some classes, as far as they are plain values."""
    try:
        tree = parse(folder, path)
    except UNREADABLE:
        return {}
    known, found = {}, {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            known[node.targets[0].id] = value_of(node.value, known)
    for node in ast.walk(tree):
        name = getattr(getattr(node, "func", None), "id", None) if isinstance(node, ast.Call) else None
        if name in classes:
            found[name] = keywords(node, known)
    return found


def keywords(call, known):
    values = {}
    for keyword in call.keywords:
        value = value_of(keyword.value, known)
        if keyword.arg is not None:
            values[keyword.arg] = value
        elif isinstance(value, dict):
            values.update(value)
    return values


def value_of(node, known):
    if isinstance(node, ast.Name):
        return known.get(node.id, UNKNOWN)
    if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "dict":
        return keywords(node, known)
    if isinstance(node, (ast.List, ast.Tuple)):
        return [value_of(inner, known) for inner in node.elts]
    try:
        return plain(ast.literal_eval(node))
    except (TypeError, *UNREADABLE):
        return UNKNOWN


def plain(value):
    """The value as JSON has it; what JSON has not is an expression."""
    if isinstance(value, dict):
        return {key if isinstance(key, str) else str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return UNKNOWN
    if isinstance(value, int) and abs(value) > MOST_WHOLE:
        return UNKNOWN
    return value if value is None or isinstance(value, (str, bool, int, float)) else UNKNOWN


main()
