import { existsSync } from "node:fs";
import { isPythonCommand, type ProblemDefinition } from "../../../problem/index.ts";
import type { Bubblewrap } from "../bubblewrap.ts";
import type { RaceRun, SandboxRun } from "../sandbox.ts";
import { seccompFilter } from "../seccomp.ts";
import { type ForkServer, type ForkServerStart, startForkServer } from "./fork-server.ts";
import type { Jail, JailFile } from "./jail.ts";
import { filesOf } from "./program-files.ts";
import { type LapProgram, lapRun, type LapRuns, lapsOf, raceRun } from "./laps.ts";

/** One run of a program in a child of a fork server. */
interface ForkedRun {
  readonly code: string;
  /** The program's own files: its text, or the artifact that it was built into. */
  readonly files: readonly JailFile[];
  readonly input: string;
  readonly seed: number;
}

/** One call of programs in laps. */
type LapCall = Pick<ForkedRun, "input" | "seed">;

/** Runs programs in children of fork servers. */
export interface Forked {
  /** Starts what every program shares; throws `evaluate/warm` when it does not come up. */
  open(): Promise<void>;
  run(what: ForkedRun): Promise<SandboxRun>;
  /** Runs a program against another one, by turns. Only where programs run in laps. */
  race?(codes: readonly [string, string], input: string, seed: number): Promise<RaceRun>;
  close(): void;
}

/** The parts of a sandbox that fork servers need. */
export interface ForkedParts {
  readonly definition: ProblemDefinition;
  readonly bubblewrap: Bubblewrap;
  readonly jail: Jail;
  readonly env: { readonly [name: string]: string };
  /** Command line of what was built, or of scripts that something else than the fork server's Python runs. */
  readonly words: readonly string[];
  /** A call that takes what is no program's own time. */
  readonly idle: ForkServerStart["idle"];
  /** Files that programs find besides. */
  readonly beside: readonly JailFile[];
  /** Programs run in laps; `null` where they do not. */
  readonly laps: LapRuns | null;
}

/**
 * Fork servers for a problem that asks for them (`warm`), or whose objective is run time, which is measured inside, from
 * the program's first word on; `null` for any other problem, and where there is no Python to serve what was built. Programs
 * in Python share one server; what was built has one of its own, of which the last few are kept.
 */
export function forkedFor(parts: ForkedParts): Forked | null {
  const { definition } = parts;
  const { warm, timing, build, command } = definition;
  if (parts.laps !== null && parts.laps.calls === null) return forked(parts, [PYTHON, "-I", "-S", "-B"], []);
  if (!warm && !timing) return null;
  if (parts.idle.words !== null && timing && existsSync(PYTHON))
    return forked(parts, [PYTHON, "-I", "-S", "-B"], []);
  if (build || !isPythonCommand(command)) return null;
  return forked(parts, (command ?? []).slice(0, -1), warm?.imports ?? []);
}

function forked(
  { definition, bubblewrap, jail, env, words, idle, beside, laps }: ForkedParts,
  interpreter: readonly string[],
  imports: readonly string[],
): Forked {
  const { limits, timing } = definition;
  const countsCpu = Boolean(timing);
  // the time of processes that a program starts would not be its own
  const filter = bubblewrap.filter && countsCpu ? seccompFilter({ processes: "deny" }) : bubblewrap.filter;
  const common = { jail, interpreter, imports, env, limits, filter, countsCpu, idle, laps };
  const isOwn = laps !== null || idle.words === null;
  const kept = new Map<string, ForkServer>();

  async function serverFor(code: string, own: readonly JailFile[]): Promise<ForkServer> {
    const key = isOwn ? "" : code;
    const found = kept.get(key);
    kept.delete(key);
    const isGood = found?.isAlive === true && found.served < LIFETIME;
    if (found && !isGood) found.close();
    const files: ForkServerStart["files"] = isOwn ? beside : [...beside, ...own];
    const server = found && isGood ? found : await startForkServer({ ...common, files });
    kept.set(key, server);
    for (const [oldest, old] of kept) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(oldest);
      old.close();
    }
    return server;
  }

  async function inLaps(runs: LapRuns, codes: readonly string[], { input, seed }: LapCall) {
    const programs: LapProgram[] = [];
    for (const code of codes) {
      const program = runs.calls ? filesOf(code, definition.parts ?? []) : { first: code, others: [] };
      if ("status" in program) return program;
      programs.push({ code: program.first, parts: program.others });
    }
    const server = await serverFor("", []);
    return server.race({ programs, laps: lapsOf(input, runs), seed });
  }

  return {
    async open() {
      if (isOwn) await serverFor("", []);
    },
    ...(laps && {
      async race(codes, input, seed) {
        const asked = await inLaps(laps, codes, { input, seed });
        return asked.status === "ok" ? raceRun(asked.reply, limits, laps) : asked;
      },
    }),
    async run({ code, files, input, seed }) {
      if (laps !== null) {
        const asked = await inLaps(laps, [code], { input, seed });
        return asked.status === "ok" ? lapRun(asked.reply, limits, laps) : asked;
      }
      const server = await serverFor(code, files);
      const program = filesOf(code, definition.parts ?? []);
      if ("status" in program) return program;
      const what = isOwn
        ? { code: program.first, parts: program.others, words: null }
        : { code: null, words };
      return server.run({ ...what, input, seed });
    },
    close() {
      for (const server of kept.values()) server.close();
    },
  };
}

/** The Python that serves what was built; the system's own, which needs nothing of a user's. */
const PYTHON = "/usr/bin/python3";
/** A server is replaced after this many children. */
const LIFETIME = 2_000;
/** Servers of built programs that are kept: a program and its parent. */
const MOST_KEPT = 2;
