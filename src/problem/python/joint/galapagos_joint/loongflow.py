"""Tasks of LoongFlow: `evaluate(program_path)` returns status, score, summary, metrics and artifacts.

Programs that failed score what they were given, usually 0, and stay in the population, as there.
"""

from galapagos_joint import openevolve_task

GOOD = "success"


def run(task, home, program, outcome):
    module = openevolve_task.load(f"{home}/{task['evaluator']}")
    result = openevolve_task.called(module.evaluate, program)
    if not isinstance(result, dict):
        return outcome(0.0, failed=f"the evaluator returned {type(result).__name__}, expected a dictionary")
    status = result.get("status", "framework_error")
    summary = str(result.get("summary", ""))
    metrics = result.get("metrics") if isinstance(result.get("metrics"), dict) else {}
    artifacts = dict(result.get("artifacts")) if isinstance(result.get("artifacts"), dict) else {}
    score = result.get("score", 0.0)
    failed = None
    if "error" in result:
        score, failed = 0.0, str(result["error"])
    elif status != GOOD:
        failed = f"{status}: {summary or artifacts.get('stderr', '')}"
    if task["metric"] is not None:
        score = metrics.get(task["metric"], score)
    return outcome(score, metrics, {}, {"status": status, "summary": summary, **artifacts}, failed)
