import { readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { container } from "../../src/evaluate/sandbox/container.ts";
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
    [{ container: { image: "python:3" } }, "/container/image"],
  ])("refuses %j", async (properties, message) => {
    await expect(load(properties)).rejects.toThrow(message);
  });
});

describe.skipIf(here === null)("a command in a container", () => {
  let sandbox: Sandbox;
  const open = async (changes: object = {}): Promise<Sandbox> => {
    const { setup } = await container.prepare({ unsafe: false, searchPath: here?.searchPath ?? "" });
    return container.open(sumProblem({ ...shape, limits, ...changes }), setup);
  };
  const run = (code: string, input = "{}") => sandbox.run({ code, kind: "script", entryPoint: "" }, input, 5);
  const left = () => here?.podman("ps", "--all", "--quiet");
  const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith("galapagos-container-"));
  beforeAll(async () => {
    sandbox = await open();
  }, 60_000);
  afterAll(() => sandbox.close());

  it("answers, with the seed in its environment, and says where it failed", async () => {
    const code =
      "import json, os, sys\nprint(json.dumps([json.load(sys.stdin)['n'], os.environ['GALAPAGOS_SEED'], os.getuid()]))";
    expect(await run(code, '{"n": 7}')).toMatchObject({ status: "ok", text: '[7, "5", 65534]' });
    expect(await run("x = 1\nraise ValueError('no table')")).toMatchObject({
      status: "error",
      message: "the command ended with exit code 1: program.py:2: ValueError: no table",
    });
  }, 60_000);

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
  }, 60_000);

  it("ends at its limits of memory, time and output, with its container", async () => {
    expect(await run("x = b'x' * (1 << 30)")).toMatchObject({ status: "memory", kind: "oom" });
    expect(await run("print('x' * 100_000)")).toMatchObject({ status: "output", kind: "size" });
    expect(await run("import time; time.sleep(60)")).toMatchObject({
      status: "timeout",
      kind: "wall",
      message: expect.stringContaining("still running after 2000 ms"),
    });
    expect(left()).toBe("");
    expect(folders()).toEqual([]);
  }, 60_000);

  it("leaves no container behind when its sandbox closes, or nobody is left to close it", async () => {
    const own = await open();
    const under = own.run({ code: "import time; time.sleep(60)", kind: "script", entryPoint: "" }, "{}", 1);
    while (left() === "") await sleep(100);
    await own.close();
    expect((await under).status).not.toBe("ok");
    expect(left()).toBe("");
  }, 60_000);

  it("is refused where its image is not here", async () => {
    await expect(open({ container: { image: `nowhere@sha256:${"0".repeat(64)}` } })).rejects.toMatchObject({
      code: "evaluate/container",
      hint: expect.stringContaining("pull nowhere@sha256:"),
    });
  }, 60_000);
});

describe.skipIf(here === null || !WHOLE)("a container contains", () => {
  let arena: Arena;
  const path = process.env.PATH;
  beforeAll(async () => {
    process.env.PATH = here?.searchPath;
    const honest = "import json, sys\nprint(sum(json.load(sys.stdin)['xs']))";
    arena = await createArena(honest, { ...shape, limits: { ...limits, memoryMb: 256, outputKb: 256 } });
    process.env.PATH = path;
  }, 120_000);
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
