import type { MessagePort } from "node:worker_threads";
import { EXIT, GalapagosError } from "../core/index.ts";
import type { StoreWrite } from "./records.ts";

/** The data that the writer thread is started with. */
export interface WriterData {
  readonly folder: string;
  readonly create: boolean;
}

/** The functions that the writer thread serves its starter. */
export interface WriterControl {
  /** Resolves when the database is open. */
  open(data: WriterData): void;
  /** Lets whoever holds the other end of a channel write. */
  connect(port: MessagePort): void;
  /** Commits what was received, closes the database and lets nobody write any more, until the next `open`. */
  close(): Promise<void>;
}

/** The functions that the writer thread serves every thread that writes. */
export interface WriterService {
  /** Resolves when the records are on disk. */
  write(writes: readonly StoreWrite[]): Promise<void>;
}

/** How conversations with the writer end, on either side. */
export const WRITER_ERRORS = {
  closed: (): GalapagosError =>
    new GalapagosError("The store is closed: nothing more can be recorded in this run.", {
      code: "store/closed",
      hint: "Go on with the run: galapagos resume",
    }),
  unknown: { code: "store/failed", exitCode: EXIT.bug },
} as const;
