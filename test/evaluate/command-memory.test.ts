import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { probeLevels } from "../../src/evaluate/index.ts";
import { bubblewrapCommand, probeBubblewrap, systemFolders } from "../../src/evaluate/sandbox/bubblewrap.ts";
import { createCommandSandbox } from "../../src/evaluate/sandbox/command/create-sandbox.ts";
import { isShortOfMemory } from "../../src/evaluate/sandbox/command/memory-in-use.ts";
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
    const root = temporaryFolder("system-");
    chmodSync(root, 0o755);
    mkdirSync(join(root, "lib/project/problems/mine"), { recursive: true });
    mkdirSync(join(root, "lib/other"));
    writeFileSync(join(root, "lib/project/results.txt"), "SECRET");
    writeFileSync(join(root, "lib/other/tool.txt"), "tool");
    symlinkSync(join(root, "lib/project/problems/mine"), join(root, "link"));
    for (const hidden of [join(root, "link"), join(root, "lib/project/problems/mine")]) {
      const options = {
        readable: [...systemFolders(), join(root, "lib")],
        hidden: [hidden],
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
  });
});
