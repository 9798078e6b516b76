import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { randomStream } from "../../src/core/index.ts";
import { openRecord } from "../../src/store/index.ts";
import { candidatesOf, digestByHand } from "../run/support.ts";
import { descendants, galapagos, isAlive, SLOPE, start } from "./support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const KILLS = 20;
const SETTINGS = ["--islands", "3", "--evaluations", "500", "--set", "migration.interval=20"];

/** Number of candidates on record; 0 before there is a record. */
function recorded(folder: string): number {
  try {
    using opened = openRecord({ folder });
    const reader = opened.candidates;
    const count = reader.count();
    return count;
  } catch {
    return 0;
  }
}

it(`killed with SIGKILL at ${KILLS} random moments and resumed each time, it is the run that never stopped`, async () => {
  const root = temporaryFolder("cli");
  const folder = join(root, "killed");
  const whole = galapagos(["run", SLOPE, ...SETTINGS, "--out", join(root, "whole"), "--json", "--quiet"]);
  const random = randomStream("cli-kills");
  const before = new Map<string, string>();
  const slowest: number[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const begun = existsSync(join(folder, "run.db")) && recorded(folder) > 0;
    if (!begun) rmSync(folder, { recursive: true, force: true });
    const args = begun ? ["resume", folder] : ["run", SLOPE, ...SETTINGS, "--out", folder];
    const run = start([...args, "--threads", String(1 + random.int(3)), "--quiet"]);
    // some die before they begin, most in the middle of their work
    const enough = recorded(folder) + (kill % 5 === 0 ? 0 : 1 + random.int(20));
    if (kill % 5 === 0) await sleep(100 + random.int(900));
    while (run.child.exitCode === null && recorded(folder) < enough) await sleep(20);
    expect(run.child.exitCode, run.stderr()).toBeNull();
    const family = descendants(run.child.pid as number);
    run.child.kill("SIGKILL");
    const killedAt = performance.now();
    await run.ended;
    while (family.some(isAlive) && performance.now() - killedAt < 10_000) await sleep(5);
    slowest.push(performance.now() - killedAt);
    for (const one of begun ? candidatesOf(folder) : []) {
      const place = `${one.island}/${one.step}`;
      const text = JSON.stringify(one);
      // what was on record stays on record, its duration included: it did not run again
      expect(before.get(place) ?? text).toBe(text);
      before.set(place, text);
    }
  }
  expect(Math.max(...slowest)).toBeLessThan(2000);
  const last = await galapagos(["resume", folder, "--json", "--quiet"]);
  expect(last.code, last.stderr).toBe(0);
  const [ended, never] = [JSON.parse(last.stdout), JSON.parse((await whole).stdout)];
  // how often another island's verdict was there in time to be reused is the machine's
  const { run: _a, verified: _b, evaluatorCalls: _c, ...resumed } = ended;
  expect(never).toMatchObject(resumed);
  expect(ended.digest).toBe(digestByHand(folder));
  for (const one of candidatesOf(folder)) {
    const text = before.get(`${one.island}/${one.step}`);
    if (text !== undefined) expect(JSON.stringify(one)).toBe(text);
  }
}, 300_000);
