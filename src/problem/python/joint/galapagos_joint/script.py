"""Tasks that are scripts: `evaluate.sh <program> train` with JSON on standard output, and Harbor's tests/test.sh.

They are written for a container image; here they run in the sandbox, with what the system has.
"""

import json
import os
import subprocess
import sys

from galapagos_joint import openevolve_task


def run(task, home, program, outcome):
    path = os.path.join(home, task["evaluator"])
    done = started(["bash", path, program, "train"], os.path.dirname(path))
    result = last_object(done.stdout)
    if result is None:
        words = (done.stderr or done.stdout)[-2000:]
        return outcome(0.0, {"error": 0.0}, {}, {"stderr": words}, f"no JSON on standard output (exit {done.returncode})")
    status = result.pop("status", "success")
    metrics, artifacts = openevolve_task.parts(result)
    score, rule = openevolve_task.fitness(metrics, task)
    if rule:
        artifacts["scored_by"] = rule
    failed = None if status == "success" else f"{status}: {artifacts.get('error', '')}"
    return outcome(0.0 if score is None else score, metrics, {}, artifacts, failed)


def run_harbor(task, home, program, outcome):
    """The program lies where the task wants it; the reward is read from where the tests leave it."""
    roots = {name: os.path.join(os.path.dirname(home), name) for name in ("app", "tests", "logs")}
    for path in roots.values():
        os.makedirs(path, exist_ok=True)
    os.makedirs(os.path.join(roots["logs"], "verifier"), exist_ok=True)
    subprocess.run(["cp", "-r", os.path.join(home, "tests", "."), roots["tests"]], check=True)
    place = os.path.join(os.path.dirname(home), task["solution"].lstrip("/"))
    os.makedirs(os.path.dirname(place), exist_ok=True)
    subprocess.run(["cp", program, place], check=True)
    done = started(["bash", "/tests/test.sh"], roots["app"])
    artifacts = {"stdout": done.stdout[-3000:], "stderr": done.stderr[-3000:], "exit": done.returncode}
    folder = os.path.join(roots["logs"], "verifier")
    for name in ("reward.json", "reward.txt"):
        try:
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                value = json.loads(file.read())
        except (OSError, ValueError):
            continue
        metrics = value if isinstance(value, dict) else {"reward": value}
        named = task["metric"] or ("reward" if "reward" in metrics else None)
        score, rule = openevolve_task.fitness(metrics, {**task, "metric": named})
        return outcome(0.0 if score is None else score, metrics, {}, artifacts, None)
    return outcome(0.0, {}, {}, artifacts, "the tests left no reward")


def started(words, folder):
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL)
    print(done.stderr, file=sys.stderr)
    return done


def last_object(text):
    """The last line, or all of it, that is a JSON object."""
    for part in (text, *reversed(text.strip().splitlines())):
        try:
            value = json.loads(part)
        except ValueError:
            continue
        if isinstance(value, dict):
            return value
    return None
