"""Tasks of OpenEvolve, and of tools with its contract: `evaluate(program_path)`, or stages of it in a cascade.

The contract as its users know it: a dictionary or an EvaluationResult; the score is `combined_score`, else the mean of
the numeric metrics that are no feature dimension, else of all; a program that stays below a stage's threshold keeps
what the stage gave as its score; what fails scores 0. One thing is better than there: a coroutine is awaited.
"""

import asyncio
import importlib.util
import inspect
import math
import os
import sys
import traceback

from galapagos_joint import loops


def run(task, home, program, outcome):
    module = load(os.path.join(home, task["evaluator"]))
    thresholds = task["cascade"]
    if thresholds is not None and hasattr(module, "evaluate_stage1"):
        metrics, artifacts, reached = cascade(module, program, thresholds)
    else:
        reached = None
        metrics, artifacts = parts(called(module.evaluate, program))
    score, rule = fitness(metrics, task)
    if rule:
        artifacts = {**artifacts, "scored_by": rule}
    failed = failure(metrics, artifacts, score)
    if reached is not None:
        metrics = {**metrics, "stage_reached": reached}
    return outcome(0.0 if score is None else score, metrics, {}, artifacts, failed)


def load(path):
    loops.use_pipes()
    sys.path.insert(0, os.path.dirname(path))
    spec = importlib.util.spec_from_file_location("evaluation_module", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["evaluation_module"] = module
    spec.loader.exec_module(module)
    return module


def called(function, program):
    result = function(program)
    if not inspect.isawaitable(result):
        return result
    loop = asyncio.new_event_loop()
    try:
        asyncio.set_event_loop(loop)
        return loop.run_until_complete(result)
    finally:
        loop.close()


def parts(result):
    """Metrics and artifacts of a result; anything but the two known shapes is an error."""
    if isinstance(result, dict):
        result = dict(result)
        nested = result.pop("artifacts", None)
        inner = result.pop("metrics", None)
        if isinstance(inner, dict):
            result = {**inner, **result}
        return result, dict(nested) if isinstance(nested, dict) else {}
    if hasattr(result, "metrics") and isinstance(result.metrics, dict):
        artifacts = getattr(result, "artifacts", None) or {}
        return dict(result.metrics), dict(artifacts)
    return {"error": 0.0}, {"unexpected": f"the evaluator returned {type(result).__name__}"}


def cascade(module, program, thresholds):
    """One stage after the other, each gated by what the ones before it gave."""
    metrics, artifacts, reached = {}, {}, 0
    for stage in (1, 2, 3):
        function = getattr(module, f"evaluate_stage{stage}", None)
        if function is None:
            break
        if stage > 1 and not passes(metrics, thresholds, stage - 2):
            break
        try:
            found, kept = parts(called(function, program))
        except Exception as error:
            trace = traceback.format_exc()
            if stage == 1:
                metrics = {"stage1_passed": 0.0, "error": 0.0}
                artifacts = {"stderr": str(error), "traceback": trace, "failure_stage": "stage1"}
            else:
                metrics[f"stage{stage}_passed"] = 0.0
                artifacts[f"stage{stage}_stderr"] = str(error)
                artifacts[f"stage{stage}_traceback"] = trace
                artifacts["failure_stage"] = f"stage{stage}"
            break
        reached = stage
        if stage == 1:
            metrics = found
        else:
            merged = {**metrics, **found}
            metrics = {name: float(value) for name, value in merged.items() if counts(value) and name != "error"}
        artifacts.update(kept)
    return metrics, artifacts, reached


def passes(metrics, thresholds, index):
    """The gate behind a stage: its combined score, else the mean of all numbers but `error`, flags included."""
    if index >= len(thresholds):
        return False
    if "combined_score" in metrics:
        score = metrics["combined_score"]
        return counts(score) and float(score) >= thresholds[index]
    values = [float(value) for name, value in metrics.items() if counts(value) and name != "error"]
    return bool(values) and sum(values) / len(values) >= thresholds[index]


def counts(value):
    return isinstance(value, (int, float)) or (hasattr(value, "item") and getattr(value, "ndim", 1) == 0)


def fitness(metrics, task):
    """The score, and the rule it follows where that is not the metric `combined_score`."""
    named = task["metric"]
    if named is not None:
        return value_of(metrics.get(named)), f"the metric {named}" if named in metrics else f"no metric {named}"
    if "combined_score" in metrics:
        return value_of(metrics["combined_score"]), None
    numbers = {name: value_of(value) for name, value in metrics.items() if not isinstance(value, bool)}
    numbers = {name: value for name, value in numbers.items() if value is not None}
    apart = {name: value for name, value in numbers.items() if name not in task["dimensions"]}
    chosen = apart or numbers
    if not chosen:
        return 0.0, "no numeric metric: 0"
    return sum(chosen.values()) / len(chosen), f"the mean of {', '.join(chosen)}"


def value_of(value):
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return found if math.isfinite(found) else None


def failure(metrics, artifacts, score):
    """Why a program counts as failed: it has an error to tell, and no score worth keeping."""
    if "error" not in metrics or (score is not None and score > 0):
        return "the score is not a finite number" if score is None else None
    said = metrics["error"]
    if isinstance(said, str):
        return said
    return str(artifacts.get("stderr") or artifacts.get("unexpected") or artifacts.get("error") or "the evaluator reports an error")
