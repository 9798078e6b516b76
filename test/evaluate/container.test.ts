import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { GalapagosError } from "../../src/core/index.ts";
import { Unfit } from "../../src/evaluate/queue/worker/served-lot.ts";
import { container } from "../../src/evaluate/sandbox/container.ts";
import { layFiles } from "../../src/evaluate/sandbox/container/lay-files.ts";
import { containerRunner } from "../../src/evaluate/sandbox/container/runner.ts";
import type { Sandbox } from "../../src/evaluate/sandbox/sandbox.ts";
import { loadProblem } from "../../src/problem/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { WHOLE } from "../support/whole.ts";
import { type Arena, createArena, hostileCases } from "./support/hostile.ts";
import { podmanHere } from "./support/podman.ts";
import { sumProblem } from "./support/sum-problem.ts";

const here = await podmanHere();
const limits = { timeMs: 200, deadlineMs: 2_000, memoryMb: 128, outputKb: 64 };
const shape = {
  ...{ engine: "container", language: "command", seed: "seed.py", command: ["python3", "{program}"] },
  container: { image: here?.image ?? "" },
};

describe("a problem with a container", () => {
  const digest = (digit: string) => `docker.io/library/python@sha256:${digit.repeat(64)}`;
  const load = (properties: object) => {
    const folder = temporaryFolder("contained");
    writeFileSync(join(folder, "seed.py"), "print(1)\n");
    writeFileSync(join(folder, "evaluator.mjs"), "export default () => ({ score: 1 });\n");
    const own = {
      ...{ name: "contained", description: "x", seed: "seed.py", evaluator: "evaluator.mjs" },
      ...{ command: ["python3", "{program}"], objective: { direction: "maximise" } },
    };
    writeFileSync(join(folder, "problem.json"), JSON.stringify({ ...own, ...properties }));
    return loadProblem(folder);
  };

  it("has its engine, and its image in its version", async () => {
    const [one, other, none] = await Promise.all([
      load({ container: { image: digest("1") } }),
      load({ container: { image: digest("2") } }),
      load({}),
    ]);
    expect([one, other, none].map(({ definition }) => definition.engine)).toEqual([
      ...["container", "container", "command"],
    ]);
    expect(new Set([one, other, none].map(({ version }) => version)).size).toBe(3);
  });

  it.each([
    [{ engine: "container" }, "the image, since the engine is container at /container"],
    [{ container: { image: digest("1") }, engine: "command" }, "since there is an image at /engine"],
    [{ container: { image: digest("1") }, warm: {} }, "nothing beside a container at /warm"],
    [{ container: { image: digest("1") }, needs: {} }, "nothing beside a container at /needs"],
    [
      { container: { image: digest("1") }, language: "javascript", imports: ["galapagos:math"] },
      "nothing beside a container at /imports",
    ],
    [{ container: { image: "python:3" } }, "/container/image"],
  ])("refuses %j", async (properties, message) => {
    await expect(load(properties)).rejects.toThrow(message);
  });
});

const nowhere = { name: "podman", path: "/nowhere/podman", env: { PATH: process.env.PATH ?? "" } } as const;

it("is left to other machines, without a trace, by one that lacks its image", async () => {
  const folder = temporaryFolder("lacking");
  vi.stubEnv("TMPDIR", folder);
  const refused = container.open(sumProblem({ ...shape, limits }), nowhere);
  const error: GalapagosError = await refused.then(
    () => expect.unreachable(),
    (reason) => reason,
  );
  vi.unstubAllEnvs();
  expect(error.code).toBe("evaluate/container");
  expect(new Unfit(error).isOfMachine).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
});

it("has its folder removed by a process that outlives its own", async () => {
  const folder = temporaryFolder("guarded");
  const runner = containerRunner({ engine: nowhere, image: "", folder, profile: "" });
  await runner.close();
  while (existsSync(folder)) await sleep(20);
});

it("has files that every user can read, whatever the umask", () => {
  const folder = join(temporaryFolder("laid"), "files");
  const umask = process.umask(0o077);
  mkdirSync(folder);
  layFiles(folder, [
    { name: "a/b/part.py", content: "1", isProgram: false },
    { name: "artifact", content: "2", isProgram: true },
  ]);
  process.umask(umask);
  const modes = [".", "a", "a/b", "a/b/part.py", "artifact"].map(
    (name) => statSync(join(folder, name)).mode & 0o777,
  );
  expect(modes).toEqual([0o755, 0o755, 0o755, 0o644, 0o755]);
});

describe.skipIf(here === null)("a command in a container", () => {
  let sandbox: Sandbox;
  const open = async (changes: object = {}, searchPath = here?.searchPath ?? ""): Promise<Sandbox> => {
    const { setup } = await container.prepare({ unsafe: false, searchPath });
    return container.open(sumProblem({ ...shape, limits, ...changes }), setup);
  };
  const run = (code: string, input = "{}") => sandbox.run({ code, kind: "script", entryPoint: "" }, input, 5);
  const left = () => here?.podman("ps", "--all", "--quiet");
  const folders = () =>
    readdirSync(tmpdir())
      .filter((name) => name.startsWith("galapagos-container-"))
      .flatMap((name) => readdirSync(join(tmpdir(), name)))
      .filter((name) => name.startsWith("run-"));
  beforeAll(async () => {
    sandbox = await open();
  });
  afterAll(() => sandbox.close());

  it("answers, with the seed in its environment, and says where it failed", async () => {
    const code =
      "import json, os, sys\nprint(json.dumps([json.load(sys.stdin)['n'], os.environ['GALAPAGOS_SEED'], os.getuid()]))";
    expect(await run(code, '{"n": 7}')).toMatchObject({ status: "ok", text: '[7, "5", 65534]' });
    expect(await run("x = 1\nraise ValueError('no table')")).toMatchObject({
      status: "error",
      message: "the command ended with exit code 1: program.py:2: ValueError: no table",
    });
  });

  it("writes nowhere but to /tmp, and has no network, no capability and nothing of this machine", async () => {
    const code = `import json, os
said = {}
for path in ("/galapagos/program.py", "/etc/x", "/x", "/tmp/x"):
    try:
        open(path, "w").close(); said[path] = True
    except OSError:
        said[path] = False
said["capabilities"] = [line.split()[1] for line in open("/proc/self/status") if line.startswith("CapEff")][0]
said["interfaces"] = [line.split(":")[0].strip() for line in open("/proc/net/dev") if ":" in line]
said["sees"] = os.path.exists(${JSON.stringify(process.cwd())})
said["proxy"] = os.environ.get("HTTPS_PROXY")
print(json.dumps(said))`;
    const outcome = await run(code);
    expect(outcome.status === "ok" && JSON.parse(outcome.text)).toEqual({
      ...{ "/galapagos/program.py": false, "/etc/x": false, "/x": false, "/tmp/x": true },
      ...{ capabilities: "0000000000000000", interfaces: ["lo"], sees: false, proxy: "" },
    });
  });

  it("ends at its limits of memory, time and output, with its container", async () => {
    expect(await run("x = b'x' * (1 << 30)")).toMatchObject({ status: "memory", kind: "oom" });
    expect(await run("print('x' * 100_000)")).toMatchObject({ status: "output", kind: "size" });
    expect(await run("while True: pass")).toMatchObject({
      status: "timeout",
      kind: "wall",
      message: expect.stringContaining("still running after 2000 ms"),
    });
    expect(left()).toBe("");
    expect(folders()).toEqual([]);
  });

  it("has a bound of processes, which a program that forks without end hears of", async () => {
    const code = `import os, time
for made in range(200):
    try:
        if os.fork() == 0: time.sleep(60)
    except OSError as error:
        raise SystemExit(f"{made} of 200: {error.strerror}")`;
    expect(await run(code)).toMatchObject({
      status: "error",
      message: expect.stringMatching(/exit code 1: 4\d of 200: Resource temporarily unavailable/),
    });
  });

  it("leaves no container behind when its sandbox closes, or nobody is left to close it", async () => {
    const own = await open();
    const under = own.run({ code: "import time; time.sleep(60)", kind: "script", entryPoint: "" }, "{}", 1);
    while (left() === "") await sleep(100);
    await own.close();
    expect((await under).status).not.toBe("ok");
    expect(left()).toBe("");
  });

  it("leaves none behind when the engine fails to remove it", async () => {
    const folder = temporaryFolder("failing");
    const twice = `if [ "$1" = rm ] && { mkdir ${folder}/a || mkdir ${folder}/b; }; then exit 1; fi`;
    const script = `#!/bin/sh\n${twice}\nexec ${here?.searchPath.split(delimiter)[0]}/podman "$@"\n`;
    writeFileSync(join(folder, "podman"), script, { mode: 0o755 });
    const own = await open({}, [folder, here?.searchPath].join(delimiter));
    const under = own.run({ code: "import time; time.sleep(60)", kind: "script", entryPoint: "" }, "{}", 1);
    while (left() === "") await sleep(100);
    await own.close();
    await under;
    expect(readdirSync(folder)).toContain("b");
    while (left() !== "") await sleep(100);
  });

  it("is refused where its image is not here", async () => {
    await expect(open({ container: { image: `nowhere@sha256:${"0".repeat(64)}` } })).rejects.toMatchObject({
      code: "evaluate/container",
      hint: expect.stringContaining("pull nowhere@sha256:"),
    });
  });
});

describe.skipIf(here === null || !WHOLE)("a container contains", () => {
  let arena: Arena;
  const path = process.env.PATH;
  beforeAll(async () => {
    process.env.PATH = here?.searchPath;
    const honest = "import json, sys\nprint(sum(json.load(sys.stdin)['xs']))";
    arena = await createArena(honest, { ...shape, limits: { ...limits, memoryMb: 256, outputKb: 256 } });
    process.env.PATH = path;
  });
  afterAll(() => arena.close());

  // shared memory by /dev/zero, which the look at a tree does not see, is within the bound of the container's control group
  const counted = /^x01-/;

  it.each(hostileCases("python").filter(({ name }) => !counted.test(name)))(
    "$name",
    async (one) => {
      await arena.attack(one);
    },
    120_000,
  );
});
