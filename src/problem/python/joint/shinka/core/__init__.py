"""Runs a program several times, judges each run, and leaves the two files that a task's launcher reads."""

from shinka.core.wrap_eval import load_program, run_shinka_eval, save_json_results

__all__ = ["load_program", "run_shinka_eval", "save_json_results"]
