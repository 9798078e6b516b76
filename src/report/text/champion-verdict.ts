import { printable, showNumber } from "../../core/index.ts";
import type { RunSummary, Verification } from "../../run/index.ts";
import { renderProof } from "./proof.ts";

/**
 * The lines that the champion's verdict in a fresh process adds to its score, and those of the next best programs where it did not pass;
 * none where it says the same.
 *
 * @param run - as a word of a command; `null` for one turn of a run, which nobody verifies later
 */
export function describeVerification(
  { best, verified, runnerUp, status }: RunSummary,
  run: string | null,
): readonly string[] {
  if (best === null) return [];
  if (verified === null)
    return status === "done" ? [run === null ? "not verified" : `not verified yet: ${later(run)}`] : [];
  if (verified.id !== best.id) return [];
  if (verified.status === "ok") return describePassed(verified, best.score, run);
  const { runnersUp = [] } = verified;
  const failed = [verified, ...runnersUp].filter((one) => one.status !== "ok");
  const lines = failed.map(({ id, message }) => `${id} did not pass: ${printable(message)}`);
  const last = runnersUp.at(-1);
  if (runnerUp === undefined || last === undefined)
    return [...lines, "no program that was verified passed: galapagos best prints the champion all the same"];
  return [
    ...lines,
    `${runnerUp.id} passed in its place: ${showNumber(runnerUp.score)}`,
    ...describePassed(last, runnerUp.score, run),
  ];
}

/** Lines that a verification adds to the score that a program has in the run. */
function describePassed(
  { score, holdout, message, start, proof }: Verification,
  recorded: number,
  run: string | null,
): readonly string[] {
  const other = score !== null && score !== recorded ? [showNumber(score)] : [];
  const apart = holdout === undefined ? [] : [`${showNumber(holdout)} on the hold-out inputs`];
  const left = message === "" ? [] : [`${printable(message)}${run === null ? "" : `; ${later(run)}`}`];
  const found = [...other, ...apart, ...left];
  return [
    ...(found.length > 0 ? [`verified in a fresh process: ${found.join(", ")}`] : []),
    ...(start === undefined
      ? []
      : [`made again from its start, the construction of ${start}: the score holds for both together`]),
    ...(proof ? renderProof(proof) : []),
  ];
}

/** The command that verifies what no time was left for. */
function later(run: string): string {
  return `galapagos resume ${run} does it`;
}
