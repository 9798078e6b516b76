import type { ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import type { IsolateReply, StepReply } from "./isolate-child.ts";

/** The replies of a child process, one after the other; a child that says anything else, or too much, is ended. */
export class Replies {
  private readonly ready: IsolateReply[] = [];
  private readonly child: ChildProcess;
  private readonly longest: number;
  private text = "";
  private isOver = false;
  private wake: (() => void) | null = null;

  /** @param longest - characters of one reply */
  constructor(child: ChildProcess, pipe: Readable | null | undefined, longest: number) {
    this.child = child;
    this.longest = longest;
    pipe?.setEncoding("utf8").on("data", (chunk: string) => this.read(chunk));
    child.once("close", () => {
      this.isOver = true;
      this.wake?.();
    });
  }

  /** Resolves with the next reply, or with `null` when the process ended. */
  async next(): Promise<IsolateReply | null> {
    while (this.ready.length === 0 && !this.isOver) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    return this.ready.shift() ?? null;
  }

  private read(chunk: string): void {
    this.text += chunk;
    if (this.text.length > this.longest) this.child.kill("SIGKILL");
    for (let end = this.text.indexOf("\n"); end >= 0; end = this.text.indexOf("\n")) {
      const reply = readLine(this.text.slice(0, end));
      if (reply) this.ready.push(reply);
      else this.child.kill("SIGKILL");
      this.text = this.text.slice(end + 1);
    }
    this.wake?.();
  }
}

/** A line of the child, or `null` when it is not one that a healthy child writes. */
function readLine(line: string): IsolateReply | null {
  try {
    const value = JSON.parse(line) as IsolateReply;
    const known =
      value.type === "ready" ||
      (value.type === "steps" ? value.replies.every(isStepReply) : isStepReply(value));
    return known ? value : null;
  } catch {
    return null;
  }
}

function isStepReply(value: StepReply): boolean {
  return (
    (value.type === "reply" && typeof value.reply === "string" && typeof value.ms === "number") ||
    (value.type === "threw" && typeof value.description === "string") ||
    (value.type === "ended" && typeof value.cpuMs === "number")
  );
}
