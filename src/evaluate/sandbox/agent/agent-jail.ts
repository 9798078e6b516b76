import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Readable } from "node:stream";
import { EXIT, GalapagosError } from "../../../core/index.ts";
import { type Bubblewrap, NOBODY, probeBubblewrap, readableByNobody } from "../bubblewrap.ts";
import { answersOf, createJail, type JailFile } from "../command/jail.ts";
import { ranOutOfMemory } from "../command/enclose.ts";
import type { JailView } from "../command/furniture.ts";
import { isShortOfMemory, memoryInUse } from "../command/memory-in-use.ts";
import { killAll, pipesOf } from "../command/supervise.ts";
import { processTree } from "../process-tree.ts";
import { seccompFilter } from "../seccomp.ts";

/** Walls for coding agents, as they can be had on this machine. */
export interface AgentWalls {
  /** False where the user asked for unsafe runs, and there are none. */
  readonly isWalled: boolean;
  /** Uid and gid of agents, as files of ours have to be theirs; `null`: our own. */
  readonly user: Bubblewrap["user"];
  /** True for a path that agents can be shown. */
  canShow(path: string): boolean;
  /**
   * Starts an agent in a jail of its own: no file but the system's, those that are shown, and a private /tmp; a network
   * of its own, in which only the keeper listens; an unprivileged user; limits for the whole tree.
   */
  start(agent: JailedAgent): RunningAgent;
}

/** An agent, with all that it takes into its jail. */
interface JailedAgent {
  /** Its command line; `{url}` stands for the root of the protocol, `{origin}` for that without `/v1`. */
  readonly words: readonly string[];
  /** Its environment beside HOME, PATH and their like; the same gaps. */
  readonly env: { readonly [name: string]: string };
  /** Folders of its PATH before the system's. */
  readonly path: readonly string[];
  /** Files of its working folder. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** Name of the program's file, which is handed in at the end, and of the file with the idea. */
  readonly program: string;
  readonly idea: string;
  /** Files and folders of the machine that it sees, read-only, where they are. */
  readonly shown: readonly string[];
  /** Path of the socket at which its requests arrive. */
  readonly socket: string;
  readonly memoryMb: number;
  /** Room for all its files, MiB. */
  readonly diskMb: number;
  readonly timeMs: number;
  /** Largest program that is handed in, bytes. */
  readonly mostBytes: number;
}

/** An agent's own word at its end; hostile text. */
export interface HandedIn {
  readonly how: "exit" | "missing" | "failed" | "stopped";
  readonly code?: number | null;
  readonly signal?: string | null;
  readonly message?: string;
  readonly program: string | null;
  readonly idea: string | null;
}

/** An agent at work. */
export interface RunningAgent {
  /** Output of it and of all that it started. */
  readonly output: readonly Readable[];
  /** Resolves when its whole jail is gone; `null` where nothing was handed in. */
  readonly ended: Promise<HandedIn | null>;
  /** True where its processes hold more memory than they may, the kernel ended one for it, or the machine has almost none left. */
  isTooLarge(): boolean;
  /** True where the kernel ended one of its processes for their memory. */
  ranOutOfMemory(): boolean;
  /** Ends it and all that it started, and has its program handed in. */
  stop(): void;
  /** Ends it at once, and nothing is handed in. */
  kill(): void;
}

/**
 * Finds the walls for agents.
 *
 * @throws GalapagosError `agent/walls` where there are none, unless the user asked for unsafe runs
 */
export async function openAgentWalls(unsafe: boolean, searchPath: string): Promise<AgentWalls> {
  const found = await probeBubblewrap("allow", searchPath);
  if (found.available) {
    const hasFilter = found.bubblewrap.filter !== null;
    const filter = hasFilter ? seccompFilter(AGENT_CALLS) : null;
    return wallsOf({ ...found.bubblewrap, filter });
  }
  if (unsafe) return wallsOf(null);
  throw new GalapagosError(`a coding agent needs bubblewrap around it: ${found.reason}`, {
    code: "agent/walls",
    exitCode: EXIT.provider,
    hint: `${found.hint} Or, only for an agent that you trust with your files and network: --unsafe`,
  });
}

function wallsOf(bubblewrap: Bubblewrap | null): AgentWalls {
  const user = bubblewrap?.user ?? null;
  return {
    ...{ isWalled: bubblewrap !== null, user },
    // folders of the jail's own lie over the machine's
    canShow: (path) => bubblewrap === null || (!/^\/(?:dev|proc)\//.test(path) && readableByNobody(path)),
    start: (agent) => startAgent(bubblewrap, agent),
  };
}

function startAgent(bubblewrap: Bubblewrap | null, agent: JailedAgent): RunningAgent {
  const bound: readonly JailView[] = [
    ...[process.execPath, ...agent.shown].map((path) => ({ from: path, to: path })),
    { from: agent.socket, to: DOOR },
  ];
  const jail = createJail(bubblewrap, [], {
    ...{ bound, links: [], env: {}, sharedMemoryBytes: SHARED_MEMORY, processes: PROCESSES },
  });
  const tmpBytes = agent.diskMb << 20;
  const [room, socket] = bubblewrap === null ? [jail.path(""), agent.socket] : ["/tmp/", DOOR];
  const files = keeperFiles(jail.path(SCORE));
  const limits = {
    ...{ deadlineMs: agent.timeMs, memoryMb: agent.memoryMb },
    ...{ fileMb: agent.diskMb, openFiles: OPEN_FILES, processes: PROCESSES },
  };
  const child = jail.start({
    ...{ words: [process.execPath, jail.path(KEEPER)], files, limits, tmpBytes },
    ...{ env: { PATH: SYSTEM_PATH, LANG: "C.UTF-8" }, hasAnswers: true, isFirst: true },
  });
  const pipes = pipesOf(child);
  child.stdin?.write(
    `${JSON.stringify({
      ...taskOf(agent, room, [dirname(jail.path(SCORE_COMMAND)), ...agent.path, dirname(process.execPath)]),
      ...{ socket, answers: answersOf(files.length), port: bubblewrap === null ? 0 : PORT },
    })}\n`,
  );
  const isOwnGroup = bubblewrap === null;
  const kill = (): void => killAll(child, isOwnGroup);
  const ended = endOf(child, pipes.at(answersOf(files.length)) ?? null, agent.mostBytes).finally(() => {
    if (isOwnGroup) kill();
    jail.close();
  });
  return {
    output: [child.stdout, child.stderr].filter((stream) => stream !== null),
    ended,
    isTooLarge: () => {
      const used = memoryInUse(processTree(child.pid ?? 0), jail.containment(tmpBytes));
      return used > agent.memoryMb * MIB + tmpBytes || ranOutOfMemory(child) || isShortOfMemory();
    },
    ranOutOfMemory: () => ranOutOfMemory(child),
    stop: () => child.stdin?.end("end\n"),
    kill,
  };
}

function taskOf(agent: JailedAgent, room: string, path: readonly string[]) {
  const [home, work, temporary] = ["home", "work", "tmp"].map((name) => `${room}${name}`);
  const { words, files, program, idea, mostBytes } = agent;
  const env = {
    ...{ PATH: [...path, SYSTEM_PATH].join(":"), HOME: home, TMPDIR: temporary },
    ...{ LANG: "C.UTF-8", TZ: "UTC", TERM: "dumb", NO_COLOR: "1" },
    ...{ GALAPAGOS_URL: "{origin}", GALAPAGOS_PROGRAM: `${work}/${program}` },
    ...agent.env,
  };
  return { home, work, temporary, words, files, program, idea, mostBytes, env };
}

function keeperFiles(score: string): readonly JailFile[] {
  const read = (name: string): string => readFileSync(new URL(`./${name}`, import.meta.url), "utf8");
  const command = `#!/bin/sh\nexec '${process.execPath}' '${score}' "$@"\n`;
  return [
    { name: KEEPER, content: read("keeper.js") },
    { name: SCORE, content: read("score.js") },
    { name: SCORE_COMMAND, content: command, isProgram: true },
    { name: "etc/hosts", content: "127.0.0.1 localhost\n" },
    { name: "etc/passwd", content: `agent:x:${NOBODY}:${NOBODY}::/tmp/home:/bin/sh\n` },
  ];
}

/** The keeper's word, which comes down its pipe, when the jail is gone. */
function endOf(child: ChildProcess, answers: Readable | null, mostBytes: number): Promise<HandedIn | null> {
  // JSON writes a byte as six at most, and there are two files
  const most = 12 * mostBytes + 65_536;
  let bytes = Buffer.alloc(0);
  answers?.on("data", (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]).subarray(-most);
  });
  return new Promise((resolve) => {
    let startError: string | null = null;
    child.once("error", (error) => {
      startError = error.message;
    });
    child.once("close", () => {
      if (startError !== null) resolve({ how: "failed", message: startError, program: null, idea: null });
      else resolve(readHandedIn(bytes.toString("utf8")));
    });
  });
}

/** The keeper's word, in the last line; an agent may have written before it, and only its form is trusted. */
function readHandedIn(said: string): HandedIn | null {
  const text = said.slice(said.lastIndexOf("\n") + 1);
  try {
    const { how, code = null, signal = null, message, program, idea } = JSON.parse(text) as HandedIn;
    if (!["exit", "missing", "failed", "stopped"].includes(how)) return null;
    const textIn = (value: unknown): string | null => (typeof value === "string" ? value : null);
    return {
      ...{ how, program: textIn(program), idea: textIn(idea), signal: textIn(signal) },
      ...{ code: typeof code === "number" ? code : null },
      ...(typeof message === "string" && { message }),
    };
  } catch {
    return null;
  }
}

/** System calls of an agent beyond those of candidates: its network holds nothing but the keeper. */
const AGENT_CALLS = { processes: "allow", sockets: "allow", locks: "allow" } as const;
const KEEPER = "galapagos/keeper.mjs";
/** The host's socket, as the jail has it. */
const DOOR = "/galapagos/door";
const SCORE = "galapagos/score.mjs";
const SCORE_COMMAND = "galapagos/bin/score";
const SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin";
/** Port of the keeper in the jail's own network. */
const PORT = 4000;
/** Processes and threads of an agent and all that it starts. */
const PROCESSES = 512;
const OPEN_FILES = 4096;
const SHARED_MEMORY = 16 << 20;
const MIB = 1 << 20;
