import type { IncomingMessage, ServerResponse } from "node:http";
import type { AgentWalls, HandedIn, RunningAgent } from "../../evaluate/index.ts";
import {
  type CallFailure,
  createModelEndpoint,
  type ModelEndpoint,
  type ModelRequest,
  type Reply,
} from "../../llm/index.ts";
import type { AgentCommand } from "./command-line.ts";
import { NO_KEY } from "./presets.ts";
import { openDoorServer } from "./socket.ts";
import { Transcript } from "./transcript.ts";

/** Limits of a session, all kept from outside. */
interface SessionLimits {
  readonly minutes: number;
  /** Calls of the model. */
  readonly turns: number;
  /** Programs that are scored. */
  readonly evaluations: number;
  readonly memoryMb: number;
  readonly diskMb: number;
}

/** Services that an agent has in its session. */
export interface SessionDoors {
  ask(request: ModelRequest): Promise<Reply | CallFailure>;
  /** Looks at a program, and has it scored where that is worth it; the answer is for the agent. */
  score(source: string, left: () => number): Promise<{ readonly isScored: boolean; readonly text: string }>;
}

/** One session to be had. */
export interface SessionOptions {
  readonly agent: AgentCommand;
  readonly walls: AgentWalls;
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly program: string;
  readonly idea: string;
  readonly limits: SessionLimits;
  readonly model: { readonly id: string; readonly mostTokens: number };
  /** Largest program, bytes. */
  readonly mostBytes: number;
  readonly doors: SessionDoors;
}

/** How a session ended, as it is recorded. The texts are hostile. */
export interface SessionEnd {
  /** `exit`: by itself; `lost`: its jail died with all that was in it. */
  readonly end: "exit" | "missing" | "failed" | "time" | "memory" | "flood" | "lost";
  readonly code: number | null;
  readonly signal: string | null;
  readonly message: string;
  /** The program's file as it was left; `null` where there is none that can be read. */
  readonly program: string | null;
  readonly idea: string | null;
  readonly transcript: string;
  readonly lastWords: string;
  readonly turns: number;
  readonly evaluations: number;
  /** Requests beyond the limits. */
  readonly refused: number;
}

/**
 * Lets a coding agent work, until it ends or meets a limit. Rejects with the signal's reason when the run stops
 * meanwhile, and with whatever keeps the run from asking or scoring.
 */
export async function haveSession(options: SessionOptions, signal: AbortSignal): Promise<SessionEnd> {
  const session = new Session(options);
  return session.run(signal);
}

/** One session under way. */
class Session {
  private readonly options: SessionOptions;
  private readonly endpoint: ModelEndpoint;
  private readonly transcript = new Transcript();
  private readonly broken = Promise.withResolvers<never>();
  private turns = 0;
  private evaluations = 0;
  private refused = 0;
  private why: SessionEnd["end"] | null = null;
  private running: RunningAgent | null = null;
  /** One request at a time: what is left decides what comes next. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(options: SessionOptions) {
    this.options = options;
    const { id, mostTokens } = options.model;
    this.endpoint = createModelEndpoint(id, mostTokens, (asked) => this.ask(asked));
    this.broken.promise.catch(() => {});
  }

  async run(signal: AbortSignal): Promise<SessionEnd> {
    const { agent, walls, files, program, idea, limits, mostBytes } = this.options;
    signal.throwIfAborted();
    const server = await openDoorServer(walls.user, (request, response) => this.handle(request, response));
    const onAbort = (): void => this.broken.reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    const timeMs = limits.minutes * 60_000;
    const running = walls.start({
      ...{
        words: agent.words,
        env: { ...ENVIRONMENT, ...agent.env },
        path: agent.path,
        files,
        program,
        idea,
      },
      ...{ shown: agent.shown, socket: server.path, memoryMb: limits.memoryMb, diskMb: limits.diskMb },
      ...{ timeMs, mostBytes },
    });
    this.running = running;
    for (const stream of running.output) {
      stream.setEncoding("utf8").on("data", (text: string) => this.transcript.add(text));
    }
    const clock = setTimeout(() => this.endFor("time"), timeMs);
    const watch = setInterval(() => {
      if (running.isTooLarge()) this.endFor("memory");
    }, WATCH_MS);
    try {
      const handedIn = await Promise.race([running.ended, this.broken.promise]);
      if (handedIn === null && running.ranOutOfMemory()) this.why ??= "memory";
      return this.endOf(handedIn);
    } finally {
      clearTimeout(clock);
      clearInterval(watch);
      signal.removeEventListener("abort", onAbort);
      running.kill();
      server.close();
      await running.ended;
    }
  }

  private endOf(handedIn: HandedIn | null): SessionEnd {
    const { turns, evaluations, refused, transcript } = this;
    const {
      how = "stopped",
      code = null,
      signal = null,
      message = "",
      program = null,
      idea = null,
    } = handedIn ?? {};
    return {
      ...{ end: this.why ?? (how === "stopped" ? "lost" : how), code, signal, message, program, idea },
      ...{ transcript: transcript.text, lastWords: transcript.lastWords, turns, evaluations, refused },
    };
  }

  /** Ends the agent in good order; where that takes too long, at once. */
  private endFor(why: SessionEnd["end"]): void {
    if (this.why !== null) return;
    this.why = why;
    this.running?.stop();
    setTimeout(() => this.running?.kill(), GRACE_MS).unref();
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === "POST" && request.url === "/score") return this.handleScore(request, response);
    if (await this.endpoint.handle(request, response)) return;
    this.refuse();
    response
      .writeHead(404, { "content-type": "text/plain" })
      .end("There is nothing here but a model and /score.\n");
  }
  private async ask(request: ModelRequest) {
    return this.inTurn(async () => {
      const { turns, minutes } = this.options.limits;
      if (this.why !== null || this.turns >= turns) {
        this.refuse();
        const what = this.turns >= turns ? `${turns} model calls` : `${minutes} minutes`;
        return { status: "refused" as const, message: `The ${what} of this session are used up. End now.` };
      }
      this.turns++;
      return this.unlessBroken(() => this.options.doors.ask(request));
    });
  }

  private async handleScore(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { mostBytes, limits, doors } = this.options;
    const answer = (status: number, text: string): void => {
      response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(text);
    };
    const source = await bodyOf(request, mostBytes);
    if (source === null) {
      this.refuse();
      return answer(413, `Not scored: the program is longer than ${mostBytes} bytes.`);
    }
    await this.inTurn(async () => {
      if (this.why !== null || this.evaluations >= limits.evaluations || this.refused > MOST_LOOKS) {
        this.refuse();
        return answer(429, `Not scored: the ${limits.evaluations} evaluations of this session are used up.`);
      }
      const left = (): number => limits.evaluations - this.evaluations - 1;
      const { isScored, text } = await this.unlessBroken(() => doors.score(source, left));
      if (isScored) this.evaluations++;
      else this.refuse();
      answer(isScored ? 200 : 422, text);
    });
  }

  private refuse(): void {
    this.refused++;
    if (this.refused > MOST_REFUSED) this.endFor("flood");
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.queue.then(work, work);
    this.queue = next.catch(() => {});
    return next;
  }

  private async unlessBroken<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.broken.reject(error);
      throw error;
    }
  }
}

/** The text of a request; `null` where it is longer than that. */
async function bodyOf(request: IncomingMessage, mostBytes: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= mostBytes) chunks.push(chunk);
  }
  return size > mostBytes ? null : Buffer.concat(chunks).toString("utf8");
}

/** Where the model is, for agents that look for it in their environment. */
const ENVIRONMENT = {
  ...{ OPENAI_API_KEY: NO_KEY, OPENAI_BASE_URL: "{url}" },
  ...{ ANTHROPIC_API_KEY: NO_KEY, ANTHROPIC_BASE_URL: "{origin}" },
};
/** How often an agent's memory is looked at, milliseconds. */
const WATCH_MS = 250;
/** From the end of a session to SIGKILL for all of it, milliseconds. */
const GRACE_MS = 2000;
/** Programs that are looked at and not scored; beyond them, none is looked at. */
const MOST_LOOKS = 1000;
/** Requests beyond the limits, from which on the session ends. */
const MOST_REFUSED = 20_000;
