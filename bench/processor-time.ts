import { readdirSync, readFileSync } from "node:fs";

/** Processor seconds of a process and all that it started, by what the threads do. */
export interface ThreadTimes {
  readonly [role: string]: number;
}

/**
 * A watch over the processor time of a process and its descendants, by Linux's `/proc`. A thread's time is known until it was last
 * looked at, so look often.
 */
export class ProcessorWatch {
  private readonly root: number;
  /** Nanoseconds and name of each thread seen, by `process/thread`. */
  private readonly seen = new Map<string, { readonly name: string; readonly ns: number }>();

  constructor(root: number) {
    this.root = root;
  }

  look(): void {
    for (const pid of this.family()) {
      for (const tid of namesIn(`/proc/${pid}/task`)) {
        const ns = Number(textOf(`/proc/${pid}/task/${tid}/schedstat`).split(" ")[0]);
        const name = textOf(`/proc/${pid}/task/${tid}/comm`).trim();
        if (ns > 0) this.seen.set(`${pid}/${tid}`, { name, ns });
      }
    }
  }

  /** Seconds so far, by role; `all` is their sum. */
  times(): ThreadTimes {
    const times: { [role: string]: number } = { all: 0 };
    const evaluator = this.evaluator();
    for (const [key, { name, ns }] of this.seen) {
      const [pid, tid] = key.split("/").map(Number);
      const house = pid === this.root ? "main" : pid === evaluator ? "evaluator" : "other processes";
      const role = roleOf(house, name, pid === tid);
      times[role] = (times[role] ?? 0) + ns / 1e9;
      times.all = (times.all ?? 0) + ns / 1e9;
    }
    return times;
  }

  /** Of the processes below the root, the one that worked most: the evaluator that the search uses. */
  private evaluator(): number {
    const sums = new Map<number, number>();
    for (const [key, { ns }] of this.seen) {
      const pid = Number(key.split("/")[0]);
      if (pid !== this.root) sums.set(pid, (sums.get(pid) ?? 0) + ns);
    }
    return [...sums].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
  }

  private family(): readonly number[] {
    const children = new Map<number, number[]>();
    for (const pid of namesIn("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number)) {
      const parent = Number(textOf(`/proc/${pid}/stat`).split(")").at(-1)?.trim().split(" ")[1]);
      children.set(parent, [...(children.get(parent) ?? []), pid]);
    }
    const family = [this.root];
    for (const pid of family) family.push(...(children.get(pid) ?? []));
    return family;
  }
}

function roleOf(house: string, name: string, isFirst: boolean): string {
  if (house === "other processes") return house;
  if (name === "store") return "store";
  if (isFirst) return `${house}: first thread`;
  if (name.startsWith("V8")) return `${house}: compilers`;
  if (!name.startsWith("Worker")) return `${house}: rest`;
  return house === "main" ? "islands" : "lanes";
}

/** The names in a folder of `/proc`; nothing where its process is gone. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
