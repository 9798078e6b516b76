import { Command } from "commander";
import { printable } from "../../core/index.ts";
import { listProblems } from "../../problem/index.ts";
import { isRedQueenRun, summariseRedQueen, summariseRun } from "../../run/index.ts";
import { isRunning, listRuns, type RunEntry } from "../../store/index.ts";
import { renderTable, showNumber } from "../output.ts";
import type { Shell } from "../shell.ts";

/** `galapagos list`. */
export function listCommand(shell: Shell): Command {
  return new Command("list")
    .description("list the problems one can run, and the runs there are")
    .option("--out <folder>", "folder that holds runs", "results")
    .option("--json", "print JSON")
    .action(async (flags: { out: string; json?: boolean }) => {
      const problems = await listProblems({ searchFrom: shell.io.cwd });
      const runs = listRuns(shell.path(flags.out)).map(describeRun);
      if (flags.json) return shell.printJson({ problems, runs });
      shell.print(
        renderTable([
          ["problem", "title"],
          ...problems.map((problem) => [
            problem.name,
            printable(problem.ok ? problem.title : problem.error.message),
          ]),
        ]),
      );
      shell.print("");
      if (runs.length === 0) return shell.print("no runs yet; start one: galapagos run circle-packing");
      shell.print(
        renderTable([
          ["run", "problem", "status", "evaluations", "best"],
          ...runs.map(({ run, problem, status, evaluations, best }) => [
            run,
            problem,
            status,
            String(evaluations),
            best === null ? "–" : showNumber(best),
          ]),
        ]),
      );
    });
}

interface RunLine {
  readonly run: string;
  readonly problem: string;
  readonly status: string;
  readonly evaluations: number;
  readonly best: number | null;
}

/** One unreadable run must not hide the others. */
function describeRun({ name, folder }: RunEntry): RunLine {
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
