import { openRun, type Pictures, recordedPictures } from "../../run/index.ts";
import { readRunReport } from "../run/run-report.ts";
import { nextCommand } from "../text/summary.ts";
import { pageData, type WholePage } from "./page-data.ts";
import { deltaOf } from "./source-delta.ts";

/** Options that a page is read with. */
interface PageOptions {
  /** Pictures of programs of each part, beside those on record. */
  readonly pictures?: readonly Pictures[];
  /** Finds what makes one text of another. */
  readonly changeOf?: typeof deltaOf;
}

/**
 * Reads the data of a run's page; of a live, a finished and a killed run alike.
 *
 * @param word - the run as a word of a command
 * @throws GalapagosError `run/*`, `store/*`
 */
export function readPage(
  folder: string,
  word: string,
  { pictures, changeOf = deltaOf }: PageOptions = {},
): WholePage {
  const run = openRun(folder);
  const report = readRunReport(run, { sources: true });
  const { overview } = report;
  const next = overview.kind === "plain" ? nextCommand(overview, word) : `inspect ${word}`;
  const commands = { next: `galapagos ${next}`, program: `galapagos best ${word}` };
  const drawn = run.parts().map((part, index) => ({ ...recordedPictures(part), ...pictures?.[index] }));
  return pageData(report, commands, drawn, changeOf);
}
