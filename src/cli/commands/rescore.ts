import { Command } from "commander";
import { candidateId } from "../../core/index.ts";
import { reloadProblem } from "../../problem/index.ts";
import {
  evaluationSeedOf,
  openEvaluator,
  readRunRecord,
  recordedElites,
  refuseTurn,
  rescoreElites,
} from "../../run/index.ts";
import { renderTable, shellWord, showNumber } from "../output.ts";
import type { Shell } from "../shell.ts";
import { namedRun } from "../named-run.ts";

/** `galapagos rescore <run>`. */
export function rescoreCommand(shell: Shell): Command {
  return new Command("rescore")
    .description("score all elites of a run again with the problem as it is now; the run stays as it is")
    .argument("<run>", "name or folder of a run")
    .option("--unsafe", "run commands without bubblewrap where it is missing: only for programs you trust")
    .option("--json", "print JSON")
    .action(async (name: string, flags: { unsafe?: boolean; json?: boolean }) => {
      const folder = namedRun(shell, name);
      refuseTurn(folder);
      const { problem: recorded, config } = readRunRecord({ folder });
      const problem = await reloadProblem(recorded);
      const evaluator = await openEvaluator(problem, config, { unsafe: flags.unsafe ?? false });
      try {
        const rescored = await rescoreElites(
          recordedElites({ folder }),
          evaluator,
          evaluationSeedOf(config.seed),
        );
        const rows = rescored.map(({ elite, island, now }) => ({
          id: candidateId(elite.island, elite.step),
          island,
          before: elite.score,
          now: now.status === "ok" ? now.score : null,
          verdict: now.kind,
        }));
        const changed = rows.filter(({ before, now }) => before !== now).length;
        if (flags.json) return shell.printJson({ problem: problem.definition.name, changed, elites: rows });
        shell.print(
          renderTable([
            ["island", "program", "before", "now"],
            ...rows.map(({ id, island, before, now, verdict }) => [
              String(island),
              id,
              showNumber(before),
              now === null ? verdict : showNumber(now),
            ]),
          ]),
        );
        shell.print(`${changed} of ${rows.length} elites have another score now`);
        shell.print(`go on from them: galapagos fork ${shellWord(name)} --time <duration>`);
      } finally {
        await evaluator.close();
      }
    });
}
