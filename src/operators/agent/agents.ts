import type { RunConfig } from "../../config/index.ts";
import { type CandidateId, GalapagosError } from "../../core/index.ts";
import { type AgentWalls, openAgentWalls } from "../../evaluate/index.ts";
import { type AgentCommand, findAgent } from "./command-line.ts";
import { haveSession, type SessionEnd, type SessionOptions } from "./session.ts";

/** Settings of the agent of a run. */
export type AgentSettings = RunConfig["directed"]["agent"];

/** A machine, as far as a user lets agents have it. */
export interface AgentMachine {
  /** Folders in which they are looked for. */
  readonly searchPath: string;
  /** True where they may run without walls where there are none. */
  readonly unsafe: boolean;
}

/** A session as a step asks for it. */
export type WantedSession = Omit<SessionOptions, "agent" | "walls" | "limits">;

/** The coding agent of a run, as one thread has it: found and walled in once, when it is wanted first. */
export class Agents {
  private readonly settings: AgentSettings;
  private readonly machine: AgentMachine;
  private opened: Promise<{ readonly agent: AgentCommand; readonly walls: AgentWalls }> | null = null;
  /** Steps whose sessions gave no program, since one did. */
  private failed: readonly CandidateId[] = [];
  private hasWorked = false;

  constructor(settings: AgentSettings, machine: AgentMachine) {
    this.settings = settings;
    this.machine = machine;
  }

  /** Its name in messages. */
  get name(): string {
    return this.settings.command ?? "none";
  }

  /** Lets it work once; one that cannot be started is an end, too. */
  async work(wanted: WantedSession, signal: AbortSignal): Promise<SessionEnd> {
    this.opened ??= openAgent(this.settings, this.machine);
    try {
      const { agent, walls } = await this.opened;
      return await haveSession({ ...wanted, agent, walls, limits: this.settings }, signal);
    } catch (error) {
      if (!(error instanceof GalapagosError) || error.code !== "agent/missing") throw error;
      this.opened = null;
      return { ...NOT_STARTED, message: error.message };
    }
  }

  /**
   * Notes whether the session of a step gave a program. Where there were so many in a row without one that it is
   * hopeless, the step of the first of them, else `null`.
   */
  note(step: CandidateId, worked: boolean): CandidateId | null {
    this.hasWorked ||= worked;
    this.failed = worked ? [] : [...this.failed, step];
    const [first = null] = this.failed;
    return this.failed.length >= (this.hasWorked ? MOST_FAILURES : FIRST_FAILURES) ? first : null;
  }
}

/**
 * Finds the agent that settings name, and the walls for it.
 *
 * @throws GalapagosError `agent/*` where there is none, or there are none
 */
export async function openAgent({ command, show }: AgentSettings, { searchPath, unsafe }: AgentMachine) {
  const agent = findAgent({ command: command ?? "", show }, searchPath);
  const walls = await openAgentWalls(unsafe, searchPath);
  const hidden = agent.shown.find((path) => !walls.canShow(path));
  if (hidden === undefined) return { agent, walls };
  throw new GalapagosError(
    `expected ${hidden} to be readable by everybody, since agents run as nobody, and outside /dev and /proc`,
    {
      code: "agent/command",
      hint: "give it, and the folders above it, the right: chmod o+rx; or put it elsewhere",
    },
  );
}

const NOT_STARTED: SessionEnd = {
  ...{ end: "missing", code: null, signal: null, message: "", program: null, idea: null },
  ...{ transcript: "", lastWords: "", turns: 0, evaluations: 0, refused: 0 },
};
/** Sessions in a row without a program, after which a run stops: at its beginning, and later. */
const FIRST_FAILURES = 3;
const MOST_FAILURES = 8;
