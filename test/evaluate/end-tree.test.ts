import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, it, vi } from "vitest";
import { endTree } from "../../src/evaluate/sandbox/end-tree.ts";
import { processTree } from "../../src/evaluate/sandbox/process-tree.ts";

const PYTHON = "/usr/bin/python3";
const canPin = existsSync(PYTHON) && spawnSync("taskset", ["--version"]).status === 0;

/** States of a process' threads, as /proc has them. */
function statesOf(pid: number): readonly string[] {
  return readdirSync(`/proc/${pid}/task`).map((thread) => {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, "utf8");
    return stat.charAt(stat.lastIndexOf(")") + 2);
  });
}

/** The process with its first words said. */
async function begun(child: ChildProcess): Promise<ChildProcess & { readonly pid: number }> {
  await once(child.stdout as NonNullable<typeof child.stdout>, "data");
  return child as ChildProcess & { readonly pid: number };
}

it.skipIf(!existsSync("/proc/self/task"))(
  "a process starts nothing between the last look at what is below it and its end",
  async () => {
    const text = "echo ready; while read go; do sleep 1000 & echo $!; done; wait";
    const child = await begun(spawn("sh", ["-c", text]));
    let [born, looks] = ["", 0];
    child.stdout?.on("data", (pids) => {
      born += pids;
    });
    endTree(child, (pid) => {
      const tree = processTree(pid);
      looks++;
      // whoever still runs starts another one now, and has the time
      child.stdin?.write("go\n");
      const until = performance.now() + (looks < 20 ? 200 : 0);
      while (performance.now() < until && processTree(pid).length === tree.length);
      return tree;
    });
    expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
    const isThere = (pid: string): boolean => existsSync(`/proc/${pid}`);
    await vi.waitFor(
      () => expect(born.split("\n").filter((pid) => pid !== "" && isThere(pid))).toEqual([]),
      30_000,
    );
    expect(looks).toBeGreaterThan(0);
    expect(looks).toBeLessThan(5_000);
  },
);

it.skipIf(!canPin)(
  "a process is killed when the last of its threads stands still, and nobody is held up until then",
  async () => {
    const [, core = "0"] =
      /^Cpus_allowed_list:\s+(\d+)/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
    // a thread that hardly ever has its turn, beside a first one that stops at once
    const text = `
import os, threading, time
def spin():
    os.sched_setaffinity(0, {${core}})
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    os.write(1, b"ready")
    while True: pass
threading.Thread(target=spin, daemon=True).start()
time.sleep(1000)`;
    const rivals = [1, 2].map(() => spawn("taskset", ["-c", core, "sh", "-c", "while :; do :; done"]));
    try {
      const child = await begun(spawn(PYTHON, ["-c", text]));
      const seen: (readonly string[])[] = [];
      let turns = 0;
      const counting = setInterval(() => turns++, 1);
      endTree(child, (pid) => {
        seen.push(statesOf(pid));
        return processTree(pid);
      });
      expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
      clearInterval(counting);
      expect(seen.length).toBeGreaterThan(1);
      expect(seen.at(-1)).toEqual(["T", "T"]);
      expect(turns).toBeGreaterThan(0);
    } finally {
      for (const rival of rivals) rival.kill("SIGKILL");
    }
  },
);

it("is done once, however often it is asked for, and a process that has ended is left alone", async () => {
  const child = await begun(spawn("sh", ["-c", "sleep 1000 & echo ready; wait"]));
  const closed = once(child, "close");
  for (let time = 0; time < 3; time++) endTree(child);
  await closed;
  expect(child.signalCode).toBe("SIGKILL");
  let looks = 0;
  endTree(child, (pid) => {
    looks++;
    return [pid];
  });
  expect(looks).toBe(0);
});
