"""Looks at the Python files of a task without running them: what they import, which names of files stand in them, and
how the classes that configure a run are called. Says besides which modules this interpreter does not have.

Reads a request as JSON on standard input, writes an answer as JSON on standard output.
"""

import ast
import importlib.util
import json
import os
import sys

UNKNOWN = "(an expression)"
OWN = {"openevolve", "shinka", "galapagos_joint"}


def main():
    request = json.load(sys.stdin)
    folder = request["folder"]
    files, found = {}, {}
    open_files = list(request["files"])
    while open_files:
        path = open_files.pop()
        if path in files:
            continue
        files[path] = seen = look(os.path.join(folder, path))
        for module in seen["imports"]:
            for place in places(os.path.dirname(path), module["name"]):
                if os.path.isfile(os.path.join(folder, place)):
                    found[module["name"]] = True
                    if place not in files:
                        open_files.append(place)
    answer = {
        "files": files,
        "missing": missing(files, found),
        "calls": calls(os.path.join(folder, request["config"]), request["classes"]) if request["config"] else {},
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


def look(path):
    try:
        with open(path, encoding="utf-8") as file:
            tree = ast.parse(file.read())
    except (OSError, SyntaxError, ValueError) as error:
        return {"imports": [], "strings": [], "names": [], "error": f"{type(error).__name__}: {error}"}
    imports, strings = [], set()
    visit(tree, imports, strings, False)
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


def missing(files, found):
    """Modules by their first name that are neither the task's, nor the toolkit's, nor this interpreter's."""
    late = {}
    for seen in files.values():
        for module in seen["imports"]:
            if module.get("member"):
                continue
            name = module["name"].split(".")[0]
            if name in OWN or name in found or module["name"] in found:
                continue
            late[name] = late.get(name, True) and module["late"]
    here = {}
    for name in late:
        try:
            here[name] = importlib.util.find_spec(name) is not None
        except (ImportError, ValueError):
            here[name] = False
    standard = getattr(sys, "stdlib_module_names", ())
    return {
        "needed": sorted(name for name in late if name not in standard and not late[name]),
        "missing": sorted(name for name in late if not here[name] and not late[name]),
        "late": sorted(name for name in late if not here[name] and late[name]),
    }


def calls(path, classes):
    """Keywords of calls of some classes, as far as they are plain values."""
    try:
        with open(path, encoding="utf-8") as file:
            tree = ast.parse(file.read())
    except (OSError, SyntaxError, ValueError):
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
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError):
        return UNKNOWN


main()
