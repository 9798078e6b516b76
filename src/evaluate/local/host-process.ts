import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  GalapagosError,
  given,
  openPort,
  type Port,
  processWire,
  siblingModule,
  threadEnvironment,
} from "../../core/index.ts";
import type { BackendFacts, EvaluationPhase } from "../job.ts";
import { clockOf, HEARTBEAT_MS, SILENCE_MS, startHeartbeat } from "./heartbeat.ts";
import { HOST_ERRORS, type HostListener, type HostService, type HostSettings } from "./protocol.ts";

/** A running evaluator process. */
export interface HostProcess {
  readonly facts: BackendFacts;
  readonly port: Port<HostService>;
  /** SIGKILL to the process group; resolves when the process is gone. */
  kill(): Promise<void>;
}

/** The reports of a running evaluator process. */
export interface HostEvents {
  /** It ended without being asked; `reason` is for people. */
  died(reason: string): void;
  /** A thread of its pool was replaced; for people. */
  replaced(reason: string): void;
  /** A program or the scorer takes its time; for people. */
  slow(phase: EvaluationPhase): void;
  /** It has waited for a processor for a minute since its last answer; for people. */
  starved(): void;
}

/** The folder of compiled code, which saves most of a start, and nothing else of the parent's. */
function hostEnvironment(): NodeJS.ProcessEnv {
  return { TZ: "UTC", LANG: "C", ...threadEnvironment(process.env) };
}

/**
 * Starts an evaluator process: own process group, environment of a few harmless variables, an empty working
 * directory, no input, standard error kept only as the last words for messages. Rejects with the set-up error
 * that the process reports.
 */
export async function startHost(settings: HostSettings, events: HostEvents): Promise<HostProcess> {
  const folder = mkdtempSync(join(tmpdir(), "galapagos-evaluator-"));
  const child = spawnHost(folder);
  let lastWords = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString("utf8")).slice(-2000);
  });
  // Writing to a process that is being killed fails; its end is reported by "exit".
  child.on("error", () => {});
  child.stdio[4]?.on("error", () => {});

  let state: HostState = "starting";
  let reason = "";
  const gone = new Promise<void>((resolve) => {
    child.once("exit", (code, signal) => {
      clearInterval(heartbeat);
      rmSync(folder, { recursive: true, force: true });
      if (state === "ready")
        events.died(reason || `it ended with ${signal ?? `exit code ${code}`} ${lastWords.trim()}`.trim());
      resolve();
    });
  });
  const serves: HostListener = {
    replaced: (why) => events.replaced(why),
    slow: (phase) => events.slow(phase),
  };
  const port = openPort<HostService, HostListener>(processWire(child), { ...HOST_ERRORS, serves });
  const heartbeat = startHeartbeat(port, {
    clock: clockOf(child.pid ?? 0),
    isLoading: () => state === "starting",
    silent() {
      reason = `it did not answer for ${SILENCE_MS / 1000} s`;
      killGroup(child);
    },
    starved: () => events.starved(),
  });
  async function kill(): Promise<void> {
    state = "ending";
    killGroup(child);
    await gone;
  }
  const facts = await ready(child, port, settings, () => lastWords).catch(async (error: unknown) => {
    await kill();
    throw error;
  });
  state = "ready";
  return { facts, port, kill };
}

/** How far an evaluator process is: only the end of one that is ready was asked for by nobody. */
type HostState = "starting" | "ready" | "ending";

function spawnHost(folder: string): ChildProcess {
  const entry = fileURLToPath(siblingModule(import.meta.url, "./host/host"));
  return spawn(process.execPath, ["--disable-warning=ExperimentalWarning", entry], {
    cwd: folder,
    env: hostEnvironment(),
    detached: true,
    stdio: ["ignore", "ignore", "pipe", "ipc", "pipe"],
  });
}

/** Starts its work, and waits for the facts of its pool; rejects with the reason why there are none. */
function ready(
  child: ChildProcess,
  port: Port<HostService>,
  settings: HostSettings,
  lastWords: () => string,
): Promise<BackendFacts> {
  const clock = clockOf(child.pid ?? 0);
  const begunMs = clock();
  const startMs = START_MS + (settings.problem.definition.limits.scorerMs ?? 0);
  const failure = (message: string, hint?: string): GalapagosError =>
    new GalapagosError(message, { code: "evaluate/start", ...given({ hint }) });
  return new Promise<BackendFacts>((resolve, reject) => {
    const timer = setInterval(() => {
      if (clock() - begunMs < startMs) return;
      reject(failure(`the evaluator process was not ready after ${startMs / 1000} s of its own`));
    }, HEARTBEAT_MS);
    child.once("exit", (code, signal) => {
      clearInterval(timer);
      const end = `${signal ?? code}): ${lastWords().trim() || "no message"}`;
      reject(failure(`the evaluator process ended while starting (${end}`, "Type: npx galapagos doctor"));
    });
    port
      .call("start", settings)
      .then(resolve, (error: unknown) => {
        // a closed channel is the end of the process, which "exit" tells more of
        if (!(error instanceof GalapagosError && error.code === "evaluate/gone")) reject(error);
      })
      .finally(() => clearInterval(timer));
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}

/** Longest start, milliseconds of its own clock: generous, because the machine may be busy. */
const START_MS = 60_000;
