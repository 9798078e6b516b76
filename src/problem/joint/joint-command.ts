import type { Joint } from "../definition.ts";

/** The command line that runs an evaluator with the program, for people; what really starts is the harness. */
export function jointCommand({ shape }: Joint): readonly string[] {
  return shape === "script" || shape === "harbor" ? ["bash", "{program}"] : ["python3", "{program}"];
}
