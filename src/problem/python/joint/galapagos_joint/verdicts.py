"""Makes a verdict of what an evaluator of another tool returns: its score by that tool's rule, and bounded plain data."""

import base64
import json
import math
import traceback

from galapagos_joint import loongflow, openevolve_task, script, shinka_task

SHAPES = {
    "openevolve": openevolve_task.run,
    "shinka": shinka_task.run,
    "loongflow": loongflow.run,
    "script": script.run,
    "harbor": script.run_harbor,
}
LONGEST_TEXT = 3000
LONGEST_PRIVATE = 200


class Outcome:
    """The result of an evaluator, before it is bounded. `failed` says why a program failed, where it did."""

    def __init__(self, score, metrics=None, private=None, artifacts=None, failed=None):
        self.score = score
        self.metrics = metrics or {}
        self.private = private or {}
        self.artifacts = artifacts or {}
        self.failed = failed


def judge(task, home, program):
    try:
        outcome = SHAPES[task["shape"]](task, home, program, Outcome)
    except BaseException as error:
        outcome = broken(error)
    if outcome.failed is not None and task["failed"] == "invalid":
        return {"invalid": one_line(outcome.failed)}
    return scored(task, outcome)


def broken(error):
    """An evaluator that threw: what the tools score 0, with what they keep of it."""
    name = type(error).__name__
    artifacts = {"stderr": str(error), "traceback": traceback.format_exc(), "failure_stage": "evaluation"}
    said = f"{name}: {error}" if str(error) else name
    return Outcome(0.0, {"error": 0.0}, {}, artifacts, f"the evaluator failed: {said}")


def scored(task, outcome):
    metrics, artifacts = {}, {}
    for name, value in outcome.metrics.items():
        place(str(name), value, metrics, artifacts)
    private = {}
    for name, value in outcome.private.items():
        place(str(name), value, private, {})
    for name, value in outcome.artifacts.items():
        artifacts[str(name)] = plain(value)
    score = number(outcome.score)
    if score is None:
        return {"invalid": f"the score is {outcome.score!r}, expected a finite number"}
    if outcome.failed is not None:
        artifacts.setdefault("failed", one_line(outcome.failed))
    features = {}
    for name in task["features"]:
        features[name] = score if name == "score" else metrics.get(name, 0.0)
    return {
        "score": score,
        "metrics": metrics,
        "privateMetrics": private,
        "features": features,
        "artifacts": artifacts if task["whole"] else shortened(artifacts),
    }


def place(name, value, metrics, artifacts):
    """Finite numbers are metrics; words and flags are artifacts; what is not finite is neither, but is told."""
    found = number(value)
    if found is not None:
        metrics[name] = found
    elif isinstance(value, dict) and name in ("metrics", "artifacts"):
        for inner, one in value.items():
            if name == "metrics":
                place(str(inner), one, metrics, artifacts)
            else:
                artifacts[str(inner)] = plain(one)
    else:
        artifacts[name] = plain(value)


def number(value):
    """A finite number as a float; None for anything else, flags included."""
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):
        return None
    if hasattr(value, "item") and getattr(value, "ndim", 0) == 0:
        value = value.item()
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return None
    try:
        value = float(value)
    except OverflowError:
        return None
    return value if math.isfinite(value) else None


def plain(value):
    """JSON data of whatever an evaluator keeps."""
    if value is None or isinstance(value, (bool, str)):
        return value
    found = number(value)
    if found is not None:
        return found
    if isinstance(value, (bytes, bytearray)):
        data = bytes(value)
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return f"base64:{base64.b64encode(data).decode()}" if len(data) <= 4096 else f"({len(data)} bytes)"
    if isinstance(value, dict):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(inner) for inner in value]
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    return str(value)


def shortened(artifacts, most=12_000):
    """Artifacts that a person or a model can read: long texts lose their middle, and what has no room is named."""
    short, room = {}, most
    for name, value in artifacts.items():
        text = value if isinstance(value, str) else json.dumps(value, allow_nan=False)
        kept = value if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT // 2]} … {text[-LONGEST_TEXT // 2 :]}"
        size = min(len(text), LONGEST_TEXT) + len(name)
        if size > room:
            short[name] = f"({len(text)} characters left out)"
            room -= len(name) + 30
        else:
            short[name] = kept
            room -= size
        if room < 0:
            break
    return short


def one_line(text):
    return " ".join(str(text).split())[:400]
