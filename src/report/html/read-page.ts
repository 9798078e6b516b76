import { openRun } from "../../run/index.ts";
import { readRunReport } from "../run/run-report.ts";
import { nextCommand } from "../text/summary.ts";
import { type PageData, pageData } from "./page-data.ts";

/**
 * Reads the data of a run's page; of a live, a finished and a killed run alike.
 *
 * @param word - the run as a word of a command
 * @throws GalapagosError `run/*`, `store/*`
 */
export function readPage(folder: string, word: string): PageData {
  const report = readRunReport(openRun(folder), { sources: true });
  const { overview } = report;
  const next =
    overview.kind === "plain" ? nextCommand(overview.summary, word, overview.config) : `inspect ${word}`;
  return pageData(report, { next: `galapagos ${next}`, program: `galapagos best ${word}` });
}
