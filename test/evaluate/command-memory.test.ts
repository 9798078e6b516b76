import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { probeLevels } from "../../src/evaluate/index.ts";
import {
  bubblewrapCommand,
  emptyInside,
  probeBubblewrap,
  systemFolders,
} from "../../src/evaluate/sandbox/bubblewrap.ts";
import { createCommandSandbox } from "../../src/evaluate/sandbox/command/create-sandbox.ts";
import { findGroupPlace, makeGroup } from "../../src/evaluate/sandbox/command/control-group.ts";
import { isShortOfMemory, memoryFault } from "../../src/evaluate/sandbox/command/memory-in-use.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { sumProblem } from "./support/sum-problem.ts";

const available = (await probeLevels()).find((level) => level.level === 3)?.available ?? false;
const found = await probeBubblewrap("allow");
const python = (deadlineMs: number, memoryMb = 64) =>
  sumProblem({
    engine: "command",
    language: "command",
    seed: "seed.py",
    command: ["python3", "{program}"],
    limits: { timeMs: 100, deadlineMs, memoryMb, outputKb: 64 },
  });
const program = (code: string) => ({ code, kind: "script", entryPoint: "" }) as const;

describe.skipIf(!available || !found.available)("commands side by side", () => {
  if (!found.available) return;
  const { bubblewrap } = found;

  it.skipIf(!bubblewrap.countsApart)(
    "keep their threads beside a fork bomb: each has a count of processes of its own",
    async () => {
      const bomb = await createCommandSandbox(python(900), bubblewrap);
      const honest = await createCommandSandbox(python(5000), bubblewrap);
      const full =
        "import os,time\ntry:\n  while True:\n    if os.fork() == 0: time.sleep(9)\nexcept OSError: time.sleep(9)";
      const threads =
        "import threading,time\ntime.sleep(0.4)\nts=[threading.Thread(target=time.sleep,args=(0.05,)) for _ in range(20)]\n" +
        "[t.start() for t in ts]; [t.join() for t in ts]; print(31)";
      const [attack, verdict] = await Promise.all([
        bomb.run(program(full), "{}", 1),
        honest.run(program(threads), "{}", 1),
      ]);
      expect(attack.status).not.toBe("ok");
      expect(verdict).toMatchObject({ status: "ok", text: "31" });
    },
    20_000,
  );

  it("cannot read a project that lies in a folder of the system, through a link or not, nor write there", () => {
    const root = temporaryFolder("system-", { onDisk: true });
    chmodSync(root, 0o755);
    mkdirSync(join(root, "lib/project/problems/mine"), { recursive: true });
    mkdirSync(join(root, "lib/other"));
    writeFileSync(join(root, "lib/project/results.txt"), "SECRET");
    writeFileSync(join(root, "lib/other/tool.txt"), "tool");
    symlinkSync(join(root, "lib/project/problems/mine"), join(root, "link"));
    for (const hidden of [join(root, "link"), join(root, "lib/project/problems/mine")]) {
      const readable = [...systemFolders(), join(root, "lib")];
      const options = {
        readable,
        empty: emptyInside(readable, [hidden]),
        env: {},
        seccompFd: 0,
        limits: [],
      };
      const line = `cat ${root}/lib/other/tool.txt; ls ${root}/lib/project; touch ${root}/lib/project/x && echo written`;
      const [command, ...args] = bubblewrapCommand(bubblewrap, options, ["/bin/sh", "-c", line]);
      const { stdout } = spawnSync(command, args, { ...bubblewrap.user, env: {}, encoding: "utf8" });
      expect(stdout).toBe("tool");
    }
  });
});

describe("memory that no process shows", () => {
  it.skipIf(process.platform !== "linux")(
    "counts by its size where no filter forbids it: shared pages dropped from the tables",
    async () => {
      const sandbox = await createCommandSandbox(python(5000), null);
      const code =
        "import mmap,time\nkeep=[]\nfor i in range(16):\n  m=mmap.mmap(-1,32<<20); m[0]=1; m.madvise(mmap.MADV_DONTNEED); keep.append(m)\ntime.sleep(2)";
      expect(await sandbox.run(program(code), "{}", 1)).toMatchObject({ status: "memory", kind: "oom" });
      await sandbox.close();
    },
    20_000,
  );

  it("is bounded by a floor of the machine's free memory", () => {
    const meminfo = (total: number, available: number) =>
      `MemTotal:       ${total} kB\nMemFree:        1 kB\nMemAvailable:   ${available} kB\n`;
    expect(isShortOfMemory(meminfo(16 << 20, 300 << 10))).toBe(false);
    expect(isShortOfMemory(meminfo(16 << 20, 200 << 10))).toBe(true);
    expect(isShortOfMemory(meminfo(1 << 20, 100 << 10))).toBe(false);
    expect(isShortOfMemory("")).toBe(false);
    const open = { tmpBytes: null, sharesMemory: false };
    expect(memoryFault([process.pid], open, 1 << 20, meminfo(16 << 20, 200 << 10))).toMatchObject({
      status: "memory",
      message: "the machine had almost no memory left while the program ran",
    });
    expect(memoryFault([process.pid], open, -120, "")).toMatchObject({
      message: "more than -120 MiB (limits.memoryMb)",
    });
    expect(memoryFault([process.pid], open, 1 << 20, "")).toBeNull();
  });
});

const place = findGroupPlace();

describe.skipIf(place === null || !found.available)(
  "a control group, where one can be had (as root, or delegated)",
  () => {
    if (place === null || !found.available) return;
    const { bubblewrap } = found;
    const groups = () =>
      place.folders
        .flatMap((folder) => readdirSync(folder))
        .filter((name) => name.startsWith(`galapagos-${process.pid}-`));

    it("bounds what no look at processes counts: the kernel ends the program, and it is told as memory", async () => {
      const sandbox = await createCommandSandbox(python(20_000), bubblewrap);
      // page tables: one byte of every 2 MiB of a mapping that is only read
      const tables =
        "import ctypes\nlibc=ctypes.CDLL(None)\nlibc.mmap.restype=ctypes.c_void_p\n" +
        "libc.mmap.argtypes=[ctypes.c_void_p,ctypes.c_size_t,ctypes.c_int,ctypes.c_int,ctypes.c_int,ctypes.c_long]\n" +
        "a=libc.mmap(None,1000<<30,1,0x4022,-1,0)\nfor n in range(400000): ctypes.c_char.from_address(a+n*(2<<20)).value\nprint(1)";
      expect(await sandbox.run(program(tables), "{}", 1)).toMatchObject({ status: "memory", kind: "oom" });
      const inside = "print(open('/proc/self/status').read().count('Threads'))";
      expect(await sandbox.run(program(inside), "{}", 1)).toMatchObject({ status: "ok", text: "1" });
      await sandbox.close();
      await expect.poll(groups, { timeout: 45_000 }).toEqual([]);
    });

    it("ends a process by itself, with no look of ours", async () => {
      const group = makeGroup(place, { memoryBytes: 64 << 20, tasks: 20 });
      const child = spawn("python3", [
        "-c",
        "import time; time.sleep(0.5); x = b'x' * (1 << 30); print(len(x))",
      ]);
      group?.take(child.pid ?? 0);
      const [code, signal] = await once(child, "close");
      expect([code, signal, group?.hasRunOut()]).toEqual([null, "SIGKILL", true]);
      group?.remove();
      await expect.poll(groups, { timeout: 45_000 }).toEqual([]);
    });
  },
);

describe("a place for control groups", () => {
  /** A folder as the kernel shows groups of version 2, for its rules of where; its bounds are the kernel's alone. */
  function mounted(controllers: string): string {
    const mount = temporaryFolder("cgroup");
    mkdirSync(join(mount, "user.slice", "app.scope"), { recursive: true });
    writeFileSync(join(mount, "cgroup.controllers"), "cpu memory pids\n");
    writeFileSync(join(mount, "user.slice", "cgroup.subtree_control"), controllers);
    return mount;
  }

  it("is beside this process's own group, where memory and processes are counted there", () => {
    expect(findGroupPlace("0::/user.slice/app.scope\n", mounted("cpu\n"))).toBeNull();
    expect(findGroupPlace("0::/user.slice/app.scope\n", mounted(""))).toBeNull();
    expect(findGroupPlace("", mounted("memory pids\n"))).toBeNull();
  });
});
