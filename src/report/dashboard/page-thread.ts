import { parentPort } from "node:worker_threads";
import { gzipSync } from "node:zlib";
import { openPort, threadWire } from "../../core/index.ts";
import { packPage } from "../html/packed-page.ts";
import { readPage } from "../html/read-page.ts";
import { PAGE_ERRORS, type PageService } from "./page-reader.ts";

/** Entry of the thread that reads runs' pages, so that a large run keeps no event waiting. */
const serves: PageService = {
  read: ({ folder, word }) => gzipSync(JSON.stringify(packPage(readPage(folder, word))), { level: 6 }),
};

if (parentPort !== null) openPort(threadWire(parentPort), { ...PAGE_ERRORS, serves });
