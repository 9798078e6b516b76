import { printable } from "../core/index.ts";
import { folderBytes, isRunning, listRuns, type RunEntry } from "../store/index.ts";
import { isRedQueenRun, summariseRedQueen } from "./rounds/red-queen-state.ts";
import { summariseRun } from "./summary.ts";

/** A run of a results folder in a line. */
export interface RunLine {
  readonly run: string;
  readonly problem: string;
  readonly status: string;
  readonly evaluations: number;
  readonly best: number | null;
  /** Size of its files, bytes. */
  readonly bytes: number;
}

/** The runs of a results folder, newest first. */
export function describeRuns(resultsRoot: string): readonly RunLine[] {
  return listRuns(resultsRoot).map(describeRun);
}

function describeRun(entry: RunEntry): RunLine {
  return { ...foundIn(entry), bytes: folderBytes(entry.folder) };
}

/** One unreadable run must not hide the others. */
function foundIn({ name, folder }: RunEntry): Omit<RunLine, "bytes"> {
  try {
    if (isRedQueenRun(folder)) {
      const { problem, status, evaluations, rounds } = summariseRedQueen(folder);
      return {
        run: name,
        problem,
        status,
        evaluations,
        best: rounds.findLast(({ side }) => side === 0)?.score ?? null,
      };
    }
    const { problem, status, evaluations, best } = summariseRun({ folder }, isRunning(folder));
    return { run: name, problem, status, evaluations, best: best?.score ?? null };
  } catch (error) {
    return {
      run: name,
      problem: "?",
      status: printable(`unreadable: ${(error as Error).message}`),
      evaluations: 0,
      best: null,
    };
  }
}
