import { Command } from "commander";
import { openRun } from "../../run/index.ts";
import { type CandidateId, candidateId, GalapagosError, parseCandidateId } from "../../core/index.ts";
import {
  type CandidateDetail,
  failureGroups,
  inspectCandidate,
  readRunReport,
  renderFailures,
  readStepCalls,
  renderCandidate,
  renderOverview,
  type StepCall,
} from "../../report/index.ts";
import { openRecord, type RunLocation } from "../../store/index.ts";
import type { Shell } from "../shell.ts";
import { jsonOf } from "../ending.ts";
import { namedRun } from "../named-run.ts";

/** Flags of `inspect`. */
interface InspectFlags {
  readonly json?: boolean;
  readonly calls?: boolean;
  readonly failures?: boolean;
}

/** `galapagos inspect [run] [program]`. */
export function inspectCommand(shell: Shell): Command {
  return new Command("inspect")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .argument("[program]", "id of a program, for example i0-s41")
    .option("--calls", "with a program: every prompt and reply that led to it, in full")
    .option("--failures", "what failed, by message, with one example each")
    .option("--json", "print JSON")
    .action((name: string | undefined, program: string | undefined, flags: InspectFlags) => {
      const folder = namedRun(shell, name);
      if (program !== undefined) {
        const { detail, calls } = readProgram({ folder }, program);
        if (flags.json) shell.printJson(calls.length === 0 ? detail : { ...detail, calls });
        else shell.print(renderCandidate(detail, { calls, fullCalls: flags.calls === true }));
        return;
      }
      const run = openRun(folder);
      if (flags.failures) {
        const failures = failureGroups(readRunReport(run).parts.flatMap(({ programs }) => programs));
        return flags.json ? shell.printJson(failures) : shell.print(renderFailures(failures));
      }
      const overview = run.overview();
      if (flags.json) shell.printJson(jsonOf(overview));
      else shell.print(renderOverview(overview, shell.shown(folder), shell.paint));
    });
}

function readProgram(
  location: RunLocation,
  text: string,
): { readonly detail: CandidateDetail; readonly calls: readonly StepCall[] } {
  using run = openRecord(location);
  const detail = inspectCandidate(run.candidates, parseId(text));
  return { detail, calls: readStepCalls(run.calls, detail.id, detail.story) };
}

function parseId(text: string): CandidateId {
  const position = parseCandidateId(text);
  if (position !== null) return candidateId(position.island, position.step);
  throw new GalapagosError(`expected the id of a program such as i0-s41, got ${JSON.stringify(text)}`, {
    code: "candidate/id",
    hint: "the summary names the best ones: galapagos inspect",
  });
}
