"""Tasks of ShinkaEvolve: a script that takes --program_path and --results_dir and leaves two JSON files.

A program that is not correct is stored there but never archived: it has no score here, unless failures score 0.
"""

import json
import os
import runpy
import sys


def run(task, home, program, outcome):
    results = os.path.join(os.path.dirname(home), "results")
    os.makedirs(results, exist_ok=True)
    words = ["--program_path", program, "--results_dir", results]
    for name, value in task["arguments"].items():
        words += [f"--{name}", str(value)]
    path = os.path.join(home, task["evaluator"])
    sys.argv = [path, *words]
    sys.path.insert(0, home)
    left = None
    try:
        runpy.run_path(path, run_name="__main__")
    except SystemExit as end:
        left = end.code
    correct = read(results, "correct.json") or {"correct": False, "error": f"the evaluator left no verdict (exit {left})"}
    metrics = read(results, "metrics.json") or {}
    public = dict(metrics.get("public") or {})
    private = dict(metrics.get("private") or {})
    artifacts = {}
    feedback = metrics.get("text_feedback")
    if feedback:
        artifacts["text_feedback"] = "\n".join(map(str, feedback)) if isinstance(feedback, list) else feedback
    for name in ("all_validation_errors", "early_stop"):
        if metrics.get(name):
            artifacts[name] = metrics[name]
    for name in ("num_valid_runs", "num_invalid_runs", "num_successful_runs"):
        if name in metrics:
            public.setdefault(name, metrics[name])
    score = metrics.get(task["metric"] or "combined_score", public.get(task["metric"] or "", 0.0))
    failed = None if correct.get("correct") is True else str(correct.get("error") or "the program is not correct")
    return outcome(score if failed is None else 0.0, public, private, artifacts, failed)


def read(folder, name):
    try:
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            value = json.load(file)
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None
