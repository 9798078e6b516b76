/** Entry of a thread or a process that serves the desk of the port tests. */
import { parentPort } from "node:worker_threads";
import { processWire, threadWire } from "../../../src/core/index.ts";
import { serveDesk } from "./desk.ts";

serveDesk(parentPort ? threadWire(parentPort) : processWire(process));
