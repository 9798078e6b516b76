import type { ChildProcess } from "node:child_process";
import type { Jail, JailedCommand, PreparedJail } from "./jail.ts";

/** Jails that are set up before their commands are known: each for one command, which is what came last time after the same one. */
export interface Lookahead {
  /** Begins a command in the jail that waits for one of its shape; `null` where none does. */
  take(command: JailedCommand): ChildProcess | null;
  /** Told that the command has ended. */
  ended(): void;
  /** Ends what waits, and prepares nothing more. */
  close(): void;
}

/** A command without what its files hold. */
interface Shape {
  readonly key: string;
  readonly command: JailedCommand;
}

/**
 * Looks ahead for a lane: while a command runs, the jail of the next one is set up, so that its start takes a third of the time. Walls
 * and limits are the same, and no jail sees a second command. Nothing waits for longer than some seconds, and a lane whose commands
 * follow each other in no order gives it up.
 */
export function lookAhead(jail: Pick<Jail, "prepare">): Lookahead {
  const followers = new Map<string, Shape>();
  let waiting: { readonly key: string; readonly jail: PreparedJail } | null = null;
  let last: Shape | null = null;
  let timer: NodeJS.Timeout | undefined;
  let begunMs = 0;
  let tookMs = 0;
  /** Jails that were of use, less those that were not. */
  let credit = FIRST_CREDIT;

  function drop(): void {
    clearTimeout(timer);
    waiting?.jail.discard();
    waiting = null;
  }

  function prepare(next: Shape): void {
    const prepared = jail.prepare(next.command);
    if (prepared === null) return;
    waiting = { key: next.key, jail: prepared };
    timer = setTimeout(drop, LONGEST_WAIT_MS).unref();
  }

  return {
    take(command) {
      const shape = shapeOf(command);
      if (last !== null) remember(followers, last.key, shape);
      last = shape;
      begunMs = performance.now();
      clearTimeout(timer);
      const isRight = waiting?.key === shape.key;
      if (waiting !== null) credit = Math.min(MOST_CREDIT, credit + (isRight ? 1 : -1));
      const child = isRight ? (waiting?.jail.begin(command.files) ?? null) : null;
      if (child === null) drop();
      waiting = null;
      if (credit > 0 && tookMs < LONGEST_WAIT_MS) {
        const next = followers.get(shape.key) ?? shape;
        timer = setTimeout(prepare, Math.min(tookMs / 4, LATEST_MS), next).unref();
      }
      return child;
    },
    ended() {
      tookMs = performance.now() - begunMs;
    },
    close() {
      credit = Number.NEGATIVE_INFINITY;
      drop();
    },
  };
}

function shapeOf(command: JailedCommand): Shape {
  const files = command.files.map(({ name, isProgram = false }) => ({ name, content: "", isProgram }));
  const bare = { ...command, files };
  return { key: JSON.stringify(bare), command: bare };
}

function remember(followers: Map<string, Shape>, key: string, shape: Shape): void {
  followers.delete(key);
  followers.set(key, shape);
  const [oldest] = followers.keys();
  if (followers.size > MOST_KNOWN && oldest !== undefined) followers.delete(oldest);
}

/** Mistaken jails in a row after which a lane gives up, before and after it has been right. */
const FIRST_CREDIT = 4;
const MOST_CREDIT = 16;
/** Shapes whose followers are known: as many as a problem may have inputs, and some. */
const MOST_KNOWN = 256;
/** A jail is prepared when a quarter of the last command's time has passed, so that starts of other lanes come first; at the latest after this, milliseconds. */
const LATEST_MS = 100;
/** How long a jail waits, milliseconds: what it shows may change, and who waits for longer loses nothing by a start. */
const LONGEST_WAIT_MS = 10_000;
