// node problems/tabular-pipeline/draw.ts: writes the inputs of the problem anew, from the law in table.ts.
import { writeFileSync } from "node:fs";
import { foldQuestions, freshQuestions } from "./folds.ts";

for (const [file, questions] of [
  ["folds.json", foldQuestions()],
  ["fresh.json", freshQuestions()],
] as const)
  writeFileSync(new URL(file, import.meta.url), `${JSON.stringify(questions)}\n`);
