"""`run_shinka_eval` as evaluators call it: the runs one after the other, in their order.

Early stopping is not here: what it decides depends on estimates that this version does not make.
"""

import importlib.util
import json
import os
import statistics
import time
import traceback


def run_shinka_eval(
    program_path,
    results_dir,
    experiment_fn_name,
    num_runs,
    get_experiment_kwargs=None,
    aggregate_metrics_fn=None,
    validate_fn=None,
    plotting_fn=None,
    default_metrics_on_error=None,
    early_stop_method=None,
    early_stop_threshold=None,
    early_stop_score_fn=None,
    early_stop_kwargs=None,
    run_workers=1,
    max_workers_cap=None,
    verbose=None,
):
    """Returns metrics, whether all runs were valid, and the first error; writes metrics.json and correct.json."""
    if early_stop_method not in (None, "none"):
        raise NotImplementedError(f"early_stop_method {early_stop_method!r}: set it to None, all {num_runs} runs are made")
    results, times, complaints, faulty = [], [], [], 0
    correct, error = True, None
    try:
        function = getattr(load_program(program_path), experiment_fn_name)
        for index in range(num_runs):
            given = get_experiment_kwargs(index) if get_experiment_kwargs else {"seed": index + 1}
            began = time.perf_counter()
            result = function(**given)
            times.append(time.perf_counter() - began)
            results.append(result)
            valid, complaint = validate_fn(result) if validate_fn else (True, None)
            if valid:
                continue
            faulty += 1
            correct = False
            if complaint and complaint not in complaints:
                complaints.append(complaint)
        if complaints:
            error = f"Validation failed: {complaints[0]}"
        metrics = aggregate_metrics_fn(results) if aggregate_metrics_fn else {"num_successful_runs": len(results)}
    except Exception as failure:
        traceback.print_exc()
        correct, error = False, f"{type(failure).__name__}: {failure}"
        metrics = dict(default_metrics_on_error or {"combined_score": 0.0})
    metrics.setdefault("execution_time_mean", statistics.fmean(times) if times else 0.0)
    metrics.setdefault("execution_time_std", statistics.pstdev(times) if times else 0.0)
    metrics.setdefault("num_valid_runs", len(results) - faulty)
    metrics.setdefault("num_invalid_runs", faulty)
    metrics.setdefault("all_validation_errors", complaints)
    # data for plots and later programs, which need not be JSON
    metrics.pop("extra_data", None)
    save_json_results(results_dir, metrics, correct, error)
    return metrics, correct, error


def load_program(program_path):
    """The program as a module."""
    spec = importlib.util.spec_from_file_location("program", program_path)
    if spec is None or spec.loader is None:
        raise ImportError(f"not a module: {program_path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def save_json_results(results_dir, metrics, correct, error=None, verbose=True):
    """Writes metrics.json and correct.json."""
    os.makedirs(results_dir, exist_ok=True)
    for name, value in (("correct.json", {"correct": correct, "error": error}), ("metrics.json", metrics)):
        with open(os.path.join(results_dir, name), "w", encoding="utf-8") as file:
            json.dump(value, file, default=plain)


def plain(value):
    """What json does not know: numbers and arrays of numpy, and anything else by its words."""
    return value.tolist() if hasattr(value, "tolist") else str(value)
