import { basename } from "node:path";
import type { PythonLook } from "./look.ts";
import type { FoundTask, Plan } from "./plan.ts";

/** The words for models: those of the configuration, else of the instructions, the evaluator or the seed, else the name. */
export function describeTask(
  { folder, evaluator, seed, tool }: FoundTask,
  plan: Pick<Plan, "description"> & { readonly instruction: string },
  look: PythonLook,
): string {
  const { description } = plan;
  if (description.trim() !== "") return bounded(description);
  if (tool === "harbor") return bounded(plan.instruction);
  const docs = [look.files[evaluator]?.doc, look.files[seed ?? ""]?.doc];
  const found = docs.find((doc) => typeof doc === "string" && doc.trim() !== "");
  return bounded(found ?? `Improve the program of the task ${basename(folder)}.`);
}

function bounded(text: string): string {
  const clean = text.replaceAll("\r\n", "\n").trim();
  return clean.length <= MOST ? clean : `${clean.slice(0, MOST)}\n(…)`;
}

/** Longest description of a problem, less what says that it was cut. */
const MOST = 60_000;
