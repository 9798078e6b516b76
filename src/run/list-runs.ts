import { printable } from "../core/index.ts";
import { folderBytes, listAllRuns, type RunEntry } from "../store/index.ts";
import type { RunStanding } from "./kinds/run.ts";
import { openRun } from "./open-run.ts";

/** A run of a results folder in a line. */
export interface RunLine extends Omit<RunStanding, "status"> {
  /** Its name within the results. */
  readonly run: string;
  /** How it stands, or why it cannot be read. */
  readonly status: string;
  /** Size of its files, bytes. */
  readonly bytes: number;
}

/** The runs of a results folder, those of studies included, newest first. */
export function describeRuns(resultsRoot: string): readonly RunLine[] {
  return listAllRuns(resultsRoot).map(describeRun);
}

function describeRun(entry: RunEntry): RunLine {
  return { ...foundIn(entry), bytes: folderBytes(entry.folder) };
}

/** One unreadable run must not hide the others. */
function foundIn({ name, folder }: RunEntry): Omit<RunLine, "bytes"> {
  try {
    return { run: name, ...openRun(folder).line() };
  } catch (error) {
    const status = printable(`unreadable: ${(error as Error).message}`);
    return { run: name, problem: "?", status, evaluations: 0, best: null };
  }
}
