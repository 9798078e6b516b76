import type { OpenBackend } from "../../backend.ts";
import type { DataFolders } from "../bundle/data-of.ts";
import type { Secret } from "../wire/envelope.ts";

/** How a worker serves a queue. */
export interface WorkerOptions {
  readonly url: string;
  readonly secret: Secret;
  /** @defaultValue "galapagos" */
  readonly fleet?: string;
  /** Evaluations at the same time. */
  readonly lanes: number;
  /** Levels of sandboxes that it serves; level 0 always. */
  readonly levels: readonly number[];
  /** Folder for bundles that only this user can write. */
  readonly cache: string;
  /** Data that problems name and that lies elsewhere on this machine, by that name. @defaultValue none */
  readonly data?: DataFolders;
  /** Let commands (sandbox level 3) run where bubblewrap is missing. */
  readonly unsafe: boolean;
  /** Aborting it drains: what runs is finished, and nothing more is taken. */
  readonly signal: AbortSignal;
  readonly onNote: (message: string) => void;
  /** @defaultValue supervised processes on this machine, kept for the next problem that needs the same */
  readonly openBackend?: OpenBackend;
}
