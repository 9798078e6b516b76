import { relative } from "node:path";
import { Command } from "commander";
import {
  isRedQueenRun,
  readRunRecord,
  reportRedQueen,
  summariseRedQueen,
  summariseRun,
} from "../../run/index.ts";
import { type CandidateId, candidateId, GalapagosError, parseCandidateId } from "../../core/index.ts";
import {
  type CandidateDetail,
  inspectCandidate,
  readStepCalls,
  renderCandidate,
  type StepCall,
} from "../../report/index.ts";
import { findRun, isRunning, openRecord, type RunLocation } from "../../store/index.ts";
import { print, printJson } from "../output.ts";
import { renderRedQueen } from "../red-queen.ts";
import { renderSummary } from "../summary-text.ts";

/** Flags of `inspect`. */
interface InspectFlags {
  readonly json?: boolean;
  readonly calls?: boolean;
}

/** `galapagos inspect [run] [program]`. */
export function inspectCommand(): Command {
  return new Command("inspect")
    .description("show what a run found, or one of its programs from parents to verdict")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .argument("[program]", "id of a program, for example i0-s41")
    .option("--calls", "with a program: every prompt and reply that led to it, in full")
    .option("--json", "print JSON")
    .action((name: string | undefined, program: string | undefined, flags: InspectFlags) => {
      const folder = findRun("results", name);
      if (program !== undefined) {
        const { detail, calls } = readProgram({ folder }, program);
        if (flags.json) printJson(calls.length === 0 ? detail : { ...detail, calls });
        else print(renderCandidate(detail, { calls, fullCalls: flags.calls === true }));
        return;
      }
      if (isRedQueenRun(folder)) {
        const turns = summariseRedQueen(folder);
        return flags.json ? printJson(reportRedQueen(folder) ?? turns) : print(renderRedQueen(turns));
      }
      const summary = summariseRun({ folder }, isRunning(folder));
      if (flags.json) return printJson(summary);
      const { problem, config } = readRunRecord({ folder });
      print(renderSummary(summary, problem.definition, config, relative(process.cwd(), folder) || folder));
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
