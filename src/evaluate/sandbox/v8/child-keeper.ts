import { type Child, kill } from "./child.ts";

/** The child that serves now, the one that is ready to take its place, and those that are dying. */
export class ChildKeeper {
  private readonly start: () => Promise<Child>;
  private child: Promise<Child> | null = null;
  /** Started ahead, so that the next candidate does not wait for a process. */
  private spare: Promise<Child> | null = null;
  /** Killed, and not yet gone. */
  private readonly dying = new Set<Promise<void>>();

  constructor(start: () => Promise<Child>) {
    this.start = () => {
      const starting = start();
      starting.catch(() => {});
      return starting;
    };
  }

  /** True when nothing has been served since the latest forced end. */
  get isFresh(): boolean {
    return this.child === null;
  }

  take(): Promise<Child> {
    if (this.child === null) {
      this.child = this.spare ?? this.start();
      this.spare = this.start();
    }
    return this.child;
  }

  /** Ends a child that must be replaced. */
  discard({ process }: Child): void {
    this.child = null;
    const end = kill(process).finally(() => this.dying.delete(end));
    this.dying.add(end);
  }

  async close(): Promise<void> {
    const all = await Promise.all([this.child?.catch(() => null), this.spare?.catch(() => null)]);
    await Promise.all([...this.dying, ...all.map((one) => (one ? kill(one.process) : undefined))]);
  }
}
