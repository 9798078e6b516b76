import { parentPort } from "node:worker_threads";
import { gzipSync } from "node:zlib";
import { openPort, threadWire } from "../../core/index.ts";
import { packPage } from "../html/packed-page.ts";
import { readPage } from "../html/read-page.ts";
import { PAGE_ERRORS, type PageService } from "./page-reader.ts";
import { rememberingDeltas } from "./remembered-deltas.ts";

/** Changes between the texts of the runs that were read last; they are most of the work of a page. */
const changes = new Map<string, ReturnType<typeof rememberingDeltas>>();

/** Runs whose changes are remembered. */
const MOST_RUNS = 4;

function changesOf(folder: string): ReturnType<typeof rememberingDeltas> {
  const found = changes.get(folder) ?? rememberingDeltas();
  changes.delete(folder);
  changes.set(folder, found);
  const [oldest] = changes.keys();
  if (changes.size > MOST_RUNS && oldest !== undefined) changes.delete(oldest);
  return found;
}

/** Entry of the thread that reads runs' pages, so that a large run keeps no event waiting. */
const serves: PageService = {
  read: ({ folder, word }) =>
    gzipSync(JSON.stringify(packPage(readPage(folder, word, { changeOf: changesOf(folder) }))), { level: 6 }),
};

if (parentPort !== null) openPort(threadWire(parentPort), { ...PAGE_ERRORS, serves });
