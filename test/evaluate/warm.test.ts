import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEvaluator, type Evaluator, inProcessBackend, probeLevels } from "../../src/evaluate/index.ts";
import type { ProblemDefinition } from "../../src/problem/definition.ts";
import { sumProblem } from "./support/sum-problem.ts";

const levels = await probeLevels();
const available = levels.find((level) => level.level === 3)?.available ?? false;

function open(changes: Partial<ProblemDefinition> = {}): Promise<Evaluator> {
  const problem = sumProblem({
    ...{ engine: "command", language: "python", seed: "seed.py", command: ["python3", "{program}"] },
    limits: { timeMs: 500, deadlineMs: 3000, memoryMb: 128, outputKb: 64 },
    ...changes,
  });
  return createEvaluator({ problem, seed: 1, lanes: 1, openBackend: inProcessBackend });
}

const HONEST = "import json, sys\njson.dump(sum(json.load(sys.stdin)['xs']), sys.stdout)\n";

describe.skipIf(!available)("a program in a warm interpreter", () => {
  let evaluator: Evaluator;
  beforeAll(async () => {
    evaluator = await open({ warm: { imports: ["json"] } });
  });
  afterAll(() => evaluator.close());
  const score = (source: string) => evaluator.evaluate({ source, seed: 1 });

  it("is ended with its group for memory that no process of it holds, and for too many processes", async () => {
    const shared = `import mmap, time
m = mmap.mmap(-1, 1 << 30)
for at in range(0, 1 << 30, 4096): m[at] = 1
time.sleep(9)`;
    expect(await score(shared)).toMatchObject({ status: "memory", kind: "oom" });
    const bomb = `import os, time
n = 0
try:
    while True:
        if os.fork() == 0: time.sleep(60)
        n += 1
except OSError:
    raise SystemExit(f"no more than {n}")`;
    // by the memory of its processes or by their number, whichever comes first
    expect((await score(bomb)).message).toMatch(/^more than 128 MiB|: no more than \d{1,2}$/);
    expect(await score(HONEST)).toMatchObject({ status: "ok" });
  });

  it("runs as it would in an interpreter of its own", async () => {
    expect(await score(HONEST)).toMatchObject({
      status: "ok",
      score: 1,
      level: 3,
      engine: "command@python3",
    });
    const verdicts: string[] = [];
    const programs = [
      "raise ValueError('no')",
      "import sys; sys.exit(3)",
      "import sys; sys.exit('bye')",
      "def f(:",
      "print('x' * 100000)",
      "print('not json')",
      "import time; time.sleep(60)",
      "x = 'a' * (1 << 30)",
      "import threading\nthreading.Thread(target=lambda: print(31)).start()",
      "import sys; answers, sys.stdout = sys.stdout, sys.stderr; print('words'); answers.write('31')",
      "assert __name__ == '__main__'; import sys; assert len(sys.argv) == 1; print(31)",
    ];
    for (const source of programs) {
      const { kind, message } = await score(source);
      verdicts.push(`${kind}: ${message}`.slice(0, 70));
    }
    expect(verdicts).toMatchInlineSnapshot(`
      [
        "exit: the command ended with exit code 1: program.py:1: ValueError: no",
        "exit: the command ended with exit code 3:",
        "exit: the command ended with exit code 1: bye",
        "exit: the command ended with exit code 1: program.py:1: SyntaxError: i",
        "size: more than 64 KiB on standard output",
        "json: the answer is not JSON: standard output holds "not json", expect",
        "wall: still running after 3000 ms (limits.deadlineMs)",
        "oom: more than 128 MiB (limits.memoryMb): program.py:1: MemoryError",
        "ok: ",
        "ok: ",
        "ok: ",
      ]
    `);
  });

  it("meets nothing of the program before it, and cannot reach what waits", async () => {
    const spoil = `import builtins, json, os, signal, sys, ctypes
json.load = lambda file: {"xs": [0]}
builtins.sum = lambda xs: 0
open("/tmp/left", "w").write("here")
for pid in [-1, *range(2, 40)]:
    try:
        os.kill(pid, signal.SIGKILL)
    except OSError:
        pass
for path in ["/proc/1/mem", "/proc/2/mem", "/fork-server.py"]:
    try:
        open(path, "r+b").write(b"spoilt")
    except OSError:
        pass
if os.fork() == 0:
    os.setsid()
    while True: pass
libc = ctypes.CDLL(None)
print(31 if libc.unshare(0x10000000) == -1 and libc.umount2(b"/tmp", 2) == -1 and libc.umount2(b"/proc", 2) == -1 else 0)
`;
    expect(await score(spoil)).toMatchObject({ status: "ok", score: 1 });
    const look = "import json, os, sys\nprint(31 + len(os.listdir('/tmp')) + (os.getpid() - 1) + sum([0]))";
    expect(await score(look)).toMatchObject({ score: 1 });
    expect(await score(HONEST)).toMatchObject({ score: 1 });
  });

  it("says which module is missing", async () => {
    const missing = open({ warm: { imports: ["no_such_module"] } });
    await expect(missing).rejects.toThrow("ModuleNotFoundError: No module named 'no_such_module'");
    await expect(missing).rejects.toMatchObject({ code: "evaluate/warm" });
  });
});
