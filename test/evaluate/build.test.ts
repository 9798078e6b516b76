import { spawnSync } from "node:child_process";
import { type AddressInfo, createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEvaluator, type Evaluator, inProcessBackend, probeLevels } from "../../src/evaluate/index.ts";
import type { ProblemDefinition } from "../../src/problem/definition.ts";
import { sumProblem } from "./support/sum-problem.ts";

const levels = await probeLevels();
const available = levels.find((level) => level.level === 3)?.available ?? false;
const compiler = spawnSync("g++", ["--version"]).status === 0;

async function open(changes: Partial<ProblemDefinition>): Promise<Evaluator> {
  const problem = sumProblem({
    engine: "command",
    limits: { timeMs: 1000, deadlineMs: 20_000, memoryMb: 256, outputKb: 64 },
    ...changes,
  });
  return createEvaluator({ problem, seed: 1, lanes: 1, openBackend: inProcessBackend });
}

/** A program of a language whose "compiler" runs it: the worst that a build can be. */
const shell = (command: readonly string[]): Partial<ProblemDefinition> => ({
  language: "shell",
  seed: "seed.sh",
  command,
  build: { command: ["sh", "{program}", "{artifact}"], timeMs: 20_000, memoryMb: 256 },
});

describe.skipIf(!available)("a build", () => {
  let evaluator: Evaluator;
  beforeAll(async () => {
    evaluator = await open(shell(["sh", "{artifact}"]));
  });
  afterAll(() => evaluator.close());
  const score = (source: string) => evaluator.evaluate({ source, seed: 1 });

  it("makes what runs, and is refused with all that it said, by line", async () => {
    expect(await score("echo 'echo 31' > $1")).toMatchObject({
      status: "ok",
      score: 1,
      engine: "command@sh",
    });
    const refused = await score('echo checking\necho "/program.sh:2: error: no such word" >&2\nexit 1');
    expect(refused).toMatchObject({
      status: "invalid",
      kind: "build",
      message: "the program does not build: program.sh:2: error: no such word",
      artifacts: { compiler: "checking\nprogram.sh:2: error: no such word" },
    });
    expect(await score("true")).toMatchObject({ status: "invalid", kind: "build" });
    expect(await score(": > $1")).toMatchObject({ kind: "build", message: "the build made an empty file" });
  });

  it("has limits of its own", async () => {
    const slow = await open({ ...shell(["sh", "{artifact}"]), build: { ...hasty, timeMs: 300 } });
    expect(await slow.evaluate({ source: "sleep 20", seed: 1 })).toMatchObject({
      status: "timeout",
      message: "the build: still running after 300 ms (limits.deadlineMs)",
    });
    await slow.close();
  });
  const hasty = { command: ["sh", "{program}", "{artifact}"], timeMs: 300, memoryMb: 256 };

  it("reaches no network, no file of the machine's, and no other program's artifact", async () => {
    const spy = `
      (exec 5<>/dev/tcp/127.0.0.1/22) 2>/dev/null && echo open
      cat /etc/passwd /root/* 2>/dev/null
      echo poison > /artifact; echo poison > /program.sh; echo poison > /usr/bin/sh
      echo 'echo 0' > /tmp/artifact.bak; ln -s /tmp/artifact.bak /tmp/other
      echo "echo $(ls /tmp /home /root /work 2>/dev/null | grep -c .)" > $1`;
    // the two files that it made itself, under the name of their folder
    expect(await score(spy)).toMatchObject({ status: "ok", score: 1 / 29 });
    expect(await score("echo 'echo 31' > $1 # after")).toMatchObject({ score: 1 });
    expect(await score("echo 'echo 31 ; echo x > /artifact' > $1 #")).toMatchObject({ kind: "exit" });
  });

  it("cannot phone home, and what one build leaves behind changes no other's result", async () => {
    let calls = 0;
    const home = createServer((socket) => {
      calls++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => home.listen(0, "127.0.0.1", resolve));
    const { port } = home.address() as AddressInfo;
    const phone = `import socket, os
for kind, place in ((socket.AF_INET, ("127.0.0.1", ${port})), (socket.AF_UNIX, "\\0evo-canary")):
    try: socket.socket(kind).connect(place); os._exit(1)
    except OSError: pass
for path in ("/tmp/artifact", "/tmp/ccache", "/program.sh", "/artifact", "/var/tmp/x", "/dev/shm/x"):
    try: open(path, "w").write("echo 0")
    except OSError: pass
`;
    const source = `/usr/bin/python3 -c '${phone}' || exit 1\necho "echo 31" > $1`;
    expect(await score(source)).toMatchObject({ status: "ok", score: 1 });
    const look = 'echo "echo $((31 + $(cat /tmp/* /var/tmp/* /dev/shm/* 2>/dev/null | wc -l)))" > $1';
    expect(await score(look)).toMatchObject({ score: 1 });
    expect(await score(source)).toMatchObject({ status: "ok", score: 1 });
    expect(calls).toBe(0);
    await new Promise((resolve) => home.close(resolve));
  });

  it("happens once for a program, however many inputs it has", async () => {
    const counted = await open({
      ...shell(["sh", "{artifact}"]),
      // a second build would make another number
      inputs: [{ xs: [1] }, { xs: [2] }, { xs: [3] }],
    });
    const source = 'echo "echo $(tr -dc 0-9 < /dev/urandom | head -c 6 | sed s/^/1/)" > $1';
    const [one, two] = [
      await counted.evaluate({ source, seed: 1 }),
      await counted.evaluate({ source, seed: 2 }),
    ];
    expect(one).toMatchObject({ status: "ok" });
    expect(two.status === "ok" && two.score).toBe(one.status === "ok" && one.score);
    await counted.close();
  });
});

describe.skipIf(!available || !compiler)("a program in C++", () => {
  it("finds the system's headers, and its compiler's words come whole", async () => {
    const build = {
      command: ["g++", "-O1", "-o", "{artifact}", "{program}"],
      timeMs: 60_000,
      memoryMb: 1024,
    };
    const evaluator = await open({ language: "cpp", seed: "seed.cpp", build, command: ["{artifact}"] });
    const source = '#include <cstdio>\nint main() {\n  std::puts("31");\n}\n';
    expect(await evaluator.evaluate({ source, seed: 1 })).toMatchObject({ score: 1, engine: "command@g++" });
    const wrong = await evaluator.evaluate({ source: source.replace("puts", "put"), seed: 1 });
    expect(wrong).toMatchObject({
      kind: "build",
      message: expect.stringMatching(/^the program does not build: program\.cpp:3:8: error: /),
      artifacts: { compiler: expect.stringContaining("In function ‘int main()’") },
    });
    await evaluator.close();
  });
});
