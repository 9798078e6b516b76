import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import { waitedMs } from "../../src/evaluate/sandbox/process-tree.ts";

const canPin = existsSync("/proc/self/schedstat") && spawnSync("taskset", ["--version"]).status === 0;

it.skipIf(!canPin)(
  "the time that a process waits for a processor grows while others have it, and not while it is stopped",
  async () => {
    const [, core = "0"] =
      /^Cpus_allowed_list:\s+(\d+)/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
    const rivals = [1, 2].map(() => spawn("taskset", ["-c", core, "sh", "-c", "while :; do :; done"]));
    const pid = rivals[0]?.pid ?? 0;
    try {
      const before = waitedMs(pid);
      await vi.waitFor(() => expect(waitedMs(pid)).toBeGreaterThan(before + 20), 60_000);
      process.kill(pid, "SIGSTOP");
      await vi.waitFor(() => expect(readFileSync(`/proc/${pid}/stat`, "utf8")).toContain(") T "), 60_000);
      const stopped = waitedMs(pid);
      await sleep(100);
      expect(waitedMs(pid)).toBe(stopped);
    } finally {
      for (const rival of rivals) rival.kill("SIGKILL");
    }
    expect(waitedMs(0)).toBe(0);
  },
);
