"""Turns a function of a Python file into a scorer of Galapagos. The standard library is all that it needs.

An evaluator defines `score(outputs, inputs, seed)` and returns a number, or a dictionary with `score` and, if
wanted, `metrics`, `private_metrics`, `features` and `artifacts`; `{"invalid": "why"}`, or `raise Invalid("why")`,
says that a program breaks a rule.

The toolkit starts this file with the evaluator's path. Each line on standard input is a request, each line on
descriptor 3 an answer; what the evaluator prints is shown by `galapagos check` and `galapagos eval`.
"""

import asyncio
import importlib.util
import inspect
import json
import math
import os
import sys
import traceback


class Invalid(Exception):
    """Raised by a scorer where a program breaks a rule; its text says which."""


def serve(path):
    """Loads an evaluator and answers requests until there are no more."""
    requests, answers = _own_descriptors()
    folder = os.path.dirname(os.path.abspath(path))
    try:
        score = _load(path, folder)
    except BaseException as error:
        _answer(answers, {"error": _told(error, folder)})
        return
    _answer(answers, {"ready": True})
    for line in requests:
        _answer(answers, _score(score, json.loads(line), folder))


def _own_descriptors():
    """The two ends of the conversation, out of reach of whatever the evaluator reads, writes or starts."""
    requests = os.fdopen(os.dup(0), encoding="utf-8")
    answers = os.fdopen(os.dup(3), "w", encoding="utf-8")
    os.close(3)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return requests, answers


def _answer(answers, answer):
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    answers.write(json.dumps(_plain(answer), allow_nan=False) + "\n")
    answers.flush()


def _load(path, folder):
    sys.path[0] = folder
    sys.argv = [path]
    sys.modules["galapagos"] = sys.modules[__name__]
    name = os.path.splitext(os.path.basename(path))[0]
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    score = getattr(module, "score", None)
    if not callable(score):
        raise Invalid(f"expected a function score(outputs, inputs, seed), got {type(score).__name__}")
    return score


def _score(score, request, folder):
    try:
        given = [request["outputs"], request["inputs"], request["seed"], request.get("timing")]
        result = score(*given[: _most_arguments(score)])
        if inspect.isawaitable(result):
            result = asyncio.run(_await(result))
        return _result(result)
    except Invalid as why:
        return {"invalid": str(why)}
    except BaseException as error:
        return {"error": _told(error, folder)}


async def _await(result):
    return await result


def _most_arguments(score):
    """How many arguments a scorer takes: outputs, inputs, seed, timing, in this order."""
    try:
        parameters = inspect.signature(score).parameters.values()
    except (TypeError, ValueError):
        return 3
    if any(parameter.kind is parameter.VAR_POSITIONAL for parameter in parameters):
        return 4
    return sum(parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD) for parameter in parameters)


def _result(result):
    if not isinstance(result, dict):
        return {"score": result}
    return {"privateMetrics" if name == "private_metrics" else name: value for name, value in result.items()}


def _plain(value):
    """JSON data: numbers of numpy and its arrays are Python's, what is not finite is a word."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(inner) for inner in value]
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)


def _told(error, folder):
    """An error for the person who wrote the evaluator: the line of the folder that it comes from, and its causes."""
    if isinstance(error, Invalid):
        return str(error)
    place = _place(error, folder)
    texts = []
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    while cause is not None and len(texts) < 4:
        texts.append(f" (caused by {_name_and_message(cause)})")
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return f"{place}{_name_and_message(error)}{''.join(texts)}"


def _name_and_message(error):
    if isinstance(error, SystemExit):
        return f"sys.exit({error.code!r}) was called: return a result, or raise, instead"
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    return f"{type(error).__name__}: {message}" if message else type(error).__name__


def _place(error, folder):
    if isinstance(error, SyntaxError) and error.filename and error.lineno:
        return f"{os.path.relpath(error.filename, folder)}:{error.lineno}: "
    inside = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.startswith(folder + os.sep) and not frame.filename.endswith("galapagos.py")
    ]
    return f"{os.path.relpath(inside[-1].filename, folder)}:{inside[-1].lineno}: " if inside else ""


if __name__ == "__main__":
    serve(sys.argv[1])
