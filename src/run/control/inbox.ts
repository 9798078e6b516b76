import { randomBytes } from "node:crypto";
import { existsSync, type FSWatcher, mkdirSync, readdirSync, rmSync, watch } from "node:fs";
import { join } from "node:path";
import { GalapagosError, shellWord } from "../../core/index.ts";
import { readSmallFile, writeFileAtomic } from "../../store/index.ts";
import { type ControlRequest, readRequest } from "./request.ts";

/** Outcome of a request. */
export interface ControlAnswer {
  readonly status: "done" | "refused";
  readonly message: string;
}

/** A request that waits for its answer. */
export interface Pending {
  readonly request: ControlRequest;
  answer(answer: ControlAnswer): void;
}

/** A running process's ear for requests; closing it answers what is still there. */
export interface Inbox extends Disposable {}

/** The folder below a run's where requests and answers are laid while its process lives. */
const FOLDER = "control";
const [REQUEST, ANSWER] = [".request.json", ".answer.json"] as const;
/** Largest request that is read, bytes. */
const LARGEST = 4_000_000;

/**
 * Opens a run's inbox: the system tells of each file that is laid into it. What lay there before belongs to nobody, or came with a
 * folder from elsewhere, and is thrown away unread.
 */
export function openInbox(run: string, onRequest: (pending: Pending) => void): Inbox {
  const folder = join(run, FOLDER);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const seen = new Set<string>();
  const look = (): void => {
    for (const name of namesIn(folder)) {
      if (!name.endsWith(REQUEST) || seen.has(name)) continue;
      seen.add(name);
      take(join(folder, name), onRequest);
    }
  };
  const watcher = watch(folder, { persistent: false }, look);
  watcher.on("error", () => watcher.close());
  return {
    [Symbol.dispose]() {
      watcher.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** True where a process that writes the run takes requests. */
export function hasInbox(run: string): boolean {
  return existsSync(join(run, FOLDER));
}

function take(path: string, onRequest: (pending: Pending) => void): void {
  const answer = (outcome: ControlAnswer): void => {
    try {
      writeFileAtomic(path.replace(REQUEST, ANSWER), JSON.stringify(outcome));
    } catch {
      // whoever asked has gone, and the folder with them
    }
  };
  const request = readRequest(contentOf(path));
  if (request.type === "invalid") answer({ status: "refused", message: request.message });
  else onRequest({ request, answer });
}

/**
 * Lays a request into a running run's inbox and waits for its answer.
 *
 * @throws GalapagosError `run/no-inbox` where its process takes none, or has ended
 */
export async function sendRequest(
  run: string,
  request: ControlRequest,
  signal: AbortSignal,
): Promise<ControlAnswer> {
  const folder = join(run, FOLDER);
  if (!hasInbox(run)) throw noInbox(run);
  const path = join(folder, `${randomBytes(8).toString("hex")}`);
  const { promise, resolve, reject } = Promise.withResolvers<ControlAnswer>();
  const look = (): void => {
    if (existsSync(`${path}${ANSWER}`)) resolve(contentOf(`${path}${ANSWER}`) as ControlAnswer);
    else if (!existsSync(folder)) reject(noInbox(run));
  };
  let watcher: FSWatcher | null = null;
  const give = (): void => reject(new Error("nobody waits any more", { cause: signal.reason }));
  try {
    watcher = watch(folder, { persistent: false }, look);
    writeFileAtomic(`${path}${REQUEST}`, JSON.stringify(request));
    signal.addEventListener("abort", give, { once: true });
    look();
    return await promise;
  } finally {
    watcher?.close();
    signal.removeEventListener("abort", give);
    for (const ending of [REQUEST, ANSWER]) rmSync(`${path}${ending}`, { force: true });
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The JSON of a file; `null` where it is none, or too large. */
function contentOf(path: string): unknown {
  try {
    return JSON.parse(readSmallFile(path, LARGEST));
  } catch {
    return null;
  }
}

function noInbox(run: string): GalapagosError {
  return new GalapagosError(`the process of ${run} takes no requests, or has just ended`, {
    code: "run/no-inbox",
    hint: `runs begun by galapagos run, resume and fork take them; stop this one with Ctrl-C where it goes on, then: galapagos resume ${shellWord(run)}`,
  });
}
