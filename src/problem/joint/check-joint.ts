import { type Fault, faultAt, show } from "../../schema/index.ts";
import type { ProblemDefinition } from "../definition.ts";
import type { ProblemFile } from "../file/problem-file.ts";

/** A property that says how outputs are judged or programs are run, where the evaluator does both itself. */
export function checkJoint(file: ProblemFile): Fault | null {
  const { contract, joint } = file;
  if (contract !== "joint") {
    if (!joint) return null;
    return faultAt("/joint", "nothing without the contract for it", "joint", 'add "contract": "joint"');
  }
  const own: { readonly [name: string]: unknown } = file;
  const odd = ALONE.find((name) => own[name] !== undefined && own[name] !== null);
  if (odd === undefined) return null;
  const hint = `remove ${odd}: the evaluator runs the program itself`;
  return faultAt(`/${odd}`, "nothing where the contract is joint", show(own[odd]), hint);
}

/** Needs without a command that could have them. */
export function checkNeeds({ needs, engine }: ProblemDefinition): Fault | null {
  if (!needs || engine === "command") return null;
  const hint = "remove needs: programs that are called as functions have no files and no modules";
  return faultAt("/needs", "nothing where no command runs the programs", "needs", hint);
}

const ALONE = [
  "inputs",
  "holdout",
  "output",
  "stages",
  "timing",
  "command",
  "build",
  "warm",
  "hopping",
  "adversarial",
  "verifier",
  "race",
  "objectives",
  "constraints",
] as const;
