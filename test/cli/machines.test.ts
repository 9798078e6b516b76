import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SECRET, startWorker } from "../evaluate/queue/support.ts";
import { hasRedis, startRedis, type TestRedis } from "../support/redis.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { type Ended, galapagos, SLOPE, start, started, type Started } from "./support.ts";

const WARRIORS = fileURLToPath(new URL("../../problems/core-war/warriors/", import.meta.url));

describe.skipIf(!hasRedis)("machines that share a queue (with redis-server)", () => {
  const folder = temporaryFolder("machines");
  const secret = join(folder, "queue.secret");
  const env = { GALAPAGOS_QUEUE_SECRET_FILE: secret };
  let redis: TestRedis;
  let worker: Started;
  const cli = (...args: readonly string[]): Promise<Ended> => galapagos(args, { cwd: folder, env });
  beforeAll(async () => {
    writeFileSync(secret, SECRET, { mode: 0o600 });
    redis = await startRedis();
    worker = start(["worker", redis.url, "--lanes", "2", "--cache", join(folder, "cache")], { env });
  });
  afterAll(async () => {
    worker.child.kill("SIGKILL");
    await redis.kill();
  });

  it("score, check and verify programs as at home", async () => {
    const program = join(folder, "program.js");
    writeFileSync(program, "export const solve = () => [1, 4, 9, 16, 24];");
    const away = await cli("eval", SLOPE, program, "--holdout", "--json", "--queue", redis.url);
    const home = await cli("eval", SLOPE, program, "--holdout", "--json");
    const facts = ({ stdout }: Ended) => ({ ...JSON.parse(stdout), durationMs: 0 });
    expect(away.code, away.stderr).toBe(0);
    expect(facts(away)).toEqual(facts(home));
    const check = await cli("check", SLOPE, "--repeats", "1", "--json", "--queue", redis.url);
    expect(JSON.parse(check.stdout)).toMatchObject({ ok: true, deterministic: true });
  });

  it.each(["tournament", "hill"])("fight a %s with the outcomes of home", async (kind) => {
    const outcomes: unknown[] = [];
    for (const [name, queue] of [
      ["home", []],
      ["away", ["--queue", redis.url]],
    ] as const) {
      const field = fieldIn(join(folder, `${kind}-${name}`));
      const { code, stdout, stderr } = await cli(
        ...["corewar", kind, field, "--rounds", "4", "--json", ...queue],
      );
      expect(code, stderr).toBe(0);
      outcomes.push(JSON.parse(stdout));
    }
    expect(outcomes[1]).toEqual(outcomes[0]);
  });

  it("score a run's elites again, and a program that is given to it", async () => {
    const run = await cli("run", SLOPE, "--evaluations", "12", "--quiet", "--out", "of-home");
    expect(run.code, run.stderr).toBe(0);
    const rescored = await cli("rescore", "of-home", "--json", "--queue", redis.url);
    expect(JSON.parse(rescored.stdout)).toMatchObject({ problem: "slope", changed: 0 });
    const program = join(SLOPE, "seed.js");
    const injected = await cli("inject", "of-home", program, "--json", "--queue", redis.url);
    expect(JSON.parse(injected.stdout)).toMatchObject({ id: "i1-s0", evaluation: { status: "ok" } });
  });

  it("are shown with what is wrong, told to leave, and leave nothing behind", async () => {
    const stranger = startWorker(redis.url, { secret: Buffer.from("another secret".repeat(3)) });
    // a lane may still be busy with the copy of a parcel that another answered first
    let status = await cli("queue", "status", redis.url);
    const isQuiet = () => /serves +0\/2/.test(status.stdout) && status.stdout.includes("another secret");
    for (let looks = 0; looks < 40 && !isQuiet(); looks += 1) {
      await pause(250);
      status = await cli("queue", "status", redis.url);
    }
    expect(status.stdout).toMatch(/^worker +state +lanes +levels +done/);
    expect(status.stdout).toMatch(/serves +0\/2 +1,2,3/);
    expect(status.stdout).toContain("no runs");
    expect(status.stdout).toMatch(/^\S+ has another secret, and gets no work\n {2}copy the secret's file/m);
    await stranger.stop();
    const drained = await cli("queue", "drain", redis.url, "--json");
    expect(JSON.parse(drained.stdout).workers).toHaveLength(1);
    expect((await worker.ended).code).toBe(0);
    expect((await cli("queue", "purge", redis.url, "--all")).stdout).toMatch(
      /^removed: 0 queues of runs, \d+ texts?/,
    );
    expect((await cli("queue", "status", redis.url, "--json")).stdout).toContain('"workers": []');
  });

  it.each([
    [
      "no secret",
      ["worker", "redis://127.0.0.1:1"],
      { GALAPAGOS_QUEUE_SECRET_FILE: "" },
      /needs the secret .*hint: make one/s,
    ],
    [
      "a missing secret",
      ["worker", "redis://127.0.0.1:1"],
      { GALAPAGOS_QUEUE_SECRET_FILE: "none" },
      /got ENOENT/,
    ],
    [
      "another address",
      ["eval", SLOPE, "x.js", "--queue", "http://me:pw@host"],
      env,
      /expected the address of a queue, got "host"/,
    ],
    [
      "a queue that is not there",
      ["queue", "status", "redis://me:pw@127.0.0.1:1"],
      env,
      /expected a Redis server at 127.0.0.1:1, got: .*ECONNREFUSED/,
    ],
    [
      "a cache that others may write",
      ["worker", "redis://127.0.0.1:1", "--cache", "open/cache"],
      env,
      /expected a folder that only you can write, since code is run from it, got .*open.cache/,
    ],
    [
      "an archipelago without a name",
      ["run", SLOPE, "--queue", "redis://127.0.0.1:1", "--archipelago", ""],
      env,
      /--archipelago <name>' argument '' is invalid. Expected a name/,
    ],
    ["a weight without a queue", ["eval", SLOPE, "x.js", "--queue-weight", "2"], env, /need --queue/],
  ])("refuse %s in words", async (_name, args, environment, message) => {
    writeFileSync(join(folder, "x.js"), "");
    mkdirSync(join(folder, "open"), { recursive: true });
    chmodSync(join(folder, "open"), 0o777);
    const { code, stderr } = await galapagos(args, { cwd: folder, env: environment });
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain("pw");
  });
});

/** Three warriors in a folder of their own. */
function fieldIn(folder: string): string {
  mkdirSync(folder);
  for (const name of ["imp", "dwarf", "clear"])
    cpSync(join(WARRIORS, `${name}.red`), join(folder, `${name}.red`));
  return folder;
}

describe("commands that have programs scored", () => {
  const folder = temporaryFolder("everywhere");
  const secret = join(folder, "queue.secret");
  const problem = "heilbronn-triangle";
  const program = fileURLToPath(new URL(`../../problems/${problem}/seed.js`, import.meta.url));
  const warrior = join(WARRIORS, "imp.red");
  const budget = ["--evaluations", "2"];
  beforeAll(async () => {
    writeFileSync(secret, SECRET, { mode: 0o600 });
    writeFileSync(
      join(folder, "study.json"),
      JSON.stringify({
        problems: [problem],
        seeds: 1,
        budget: { evaluations: 2 },
        arms: { plain: {}, other: {} },
      }),
    );
    fieldIn(join(folder, "field"));
    fieldIn(join(folder, "hill"));
    const run = await galapagos(["run", problem, ...budget, "--quiet", "--out", "mine"], { cwd: folder });
    expect(run.code, run.stderr).toBe(0);
  });

  it.each([
    ["run", problem, ...budget],
    ["run", problem, ...budget, "--dry-run"],
    ["run", problem, ...budget, "--repeat", "2"],
    ["run", "--replay", "mine"],
    ["run", "core-war", "--preset", "quick", ...budget],
    ["resume", "mine", "--evaluations", "4"],
    ["fork", "mine", ...budget],
    ["inject", "mine", program],
    ["rescore", "mine"],
    ["report", "mine", "--pictures", "1"],
    ["check", problem],
    ["eval", problem, program],
    ["prompts", problem],
    ["study", "study.json"],
    ["serve", problem, ...budget],
    ["corewar", "tournament", "field"],
    ["corewar", "hill", "hill"],
    ["corewar", "optimise", warrior, "--against", "field", ...budget],
    ["corewar", "study", "--runs", "1", ...budget],
  ])("ask the queue that is named: %s %s %s %s", async (...args) => {
    const { code, stderr } = await galapagos([...args, "--queue", "http://nowhere"], {
      cwd: folder,
      env: { GALAPAGOS_QUEUE_SECRET_FILE: secret },
    });
    expect(stderr).toContain('expected the address of a queue, got "nowhere"');
    expect(code).toBe(2);
  });
});

describe.skipIf(!hasRedis)("a queue that lets nobody in (with redis-server)", () => {
  const folder = temporaryFolder("refused");
  const secret = join(folder, "queue.secret");
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const env = { GALAPAGOS_QUEUE_SECRET_FILE: secret };
  const servers: TestRedis[] = [];
  beforeAll(async () => {
    writeFileSync(secret, SECRET, { mode: 0o600 });
    const request = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    const about = ["-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
    execFileSync("openssl", [...request, "-keyout", key, "-out", certificate, ...about], { stdio: "ignore" });
    servers.push(await startRedis(["--requirepass", "sesame"]));
    const tls = ["--tls-cert-file", certificate, "--tls-key-file", key, "--tls-ca-cert-file", certificate];
    const port = String((servers[0]?.port ?? 0) + 1);
    servers.push(await startRedis(["--tls-port", port, "--tls-auth-clients", "no", ...tls]));
  });
  afterAll(() => Promise.all(servers.map((server) => server.kill())));

  const at = (user: string) => `redis://${user}127.0.0.1:${servers[0]?.port}`;
  const withTls = () => `rediss://localhost:${(servers[0]?.port ?? 0) + 1}`;

  it.each([
    ["status without a password", () => ["queue", "status", at("")], /NOAUTH.*\n.*it wants a password/],
    ["a worker with another", () => ["worker", at(":wrong@")], /WRONGPASS.*\n.*user or password are others/],
    ["an evaluation with another", () => ["eval", SLOPE, "x.js", "--queue", at(":wrong@")], /WRONGPASS/],
    [
      "a certificate that nobody vouches for",
      () => ["queue", "status", withTls()],
      /self-signed.*\n.*NODE_EXTRA_CA_CERTS/,
    ],
  ])("says so: %s", async (_name, args, message) => {
    writeFileSync(join(folder, "x.js"), "");
    const { code, stderr } = await galapagos(args(), { cwd: folder, env });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/wrong|this is a bug/);
    expect(code).toBe(2);
  });

  it("lets in who has the password, and with TLS who trusts its certificate", async () => {
    expect((await galapagos(["queue", "status", at(":sesame@")], { cwd: folder, env })).code).toBe(0);
    // read when a process starts
    const trusting = { ...env, NODE_EXTRA_CA_CERTS: certificate };
    expect(await started(["queue", "status", withTls()], { cwd: folder, env: trusting })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("no workers"),
    });
  });
});
