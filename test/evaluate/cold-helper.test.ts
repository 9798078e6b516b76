import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { expect, it } from "vitest";

const helper = new URL("../../src/evaluate/sandbox/command/cold-helper.ts", import.meta.url).href;
/** Takes all descriptors that are left, and asks for a small process then. */
const starved = `
import { openSync } from "node:fs";
import { ColdHelper } from ${JSON.stringify(helper)};
try { for (;;) openSync("/dev/null"); } catch {}
const helper = new ColdHelper({});
const outcome = await helper.run({});
await helper.close();
console.log(JSON.stringify({ isLost: helper.isLost, outcome }));`;

it.skipIf(!existsSync("/proc/self/fd"))(
  "a small process that cannot be started for want of descriptors is lost, and its command is for others",
  () => {
    const words = ["--input-type=module", "--disable-warning=ExperimentalWarning", "--eval", starved];
    const node = ["-c", 'ulimit -n 200; exec "$0" "$@"', process.execPath, ...words];
    const { stdout, stderr } = spawnSync("sh", node, { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({ isLost: true, outcome: null });
  },
);
