import type { Json } from "../../core/index.ts";
import { followKeys, type KeyRules } from "./fates.ts";
import { emptyPlan, numberOf, type Plan } from "./plan.ts";

/** Reads a configuration of a Harbor task: `task.toml`. */
export function planHarbor(config: Json, instruction: string): Plan {
  const plan = emptyPlan("harbor", "zero");
  plan.timeoutS = 600;
  plan.solution = solutionIn(instruction);
  plan.notes = [
    "the task's container image is not built: its tests run with what this system has, without a network",
  ];
  const rules: KeyRules = {
    "verifier.timeout_sec": (value) => {
      plan.timeoutS = numberOf(value) ?? 600;
      return "limits.deadlineMs";
    },
    "environment.memory_mb": (value) => {
      plan.memoryMb = numberOf(value);
      return plan.memoryMb === null ? null : "limits.memoryMb";
    },
    version: "of the format",
    schema_version: "of the format",
    metadata: "about the task",
    agent: "programs are made by operators, not by an agent in the container",
    environment: "the container image is not built",
  };
  plan.fates = followKeys(config, rules);
  return plan;
}

/** Where the instructions say that the program has to lie. */
function solutionIn(instruction: string): string {
  const [found] = /\/app\/[A-Za-z0-9_./-]+\.[a-z]+/.exec(instruction) ?? [];
  return found ?? "/app/solution.py";
}
