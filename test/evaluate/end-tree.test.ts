import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it, vi } from "vitest";
import { endTree } from "../../src/evaluate/sandbox/end-tree.ts";

type Running = ChildProcess & { readonly pid: number };
type Looks = NonNullable<Parameters<typeof endTree>[1]>;

const PATIENCE_MS = 120_000;
const NEVER_STILL: Looks = { isStill: () => false, treeOf: (pid) => [pid], most: Number.POSITIVE_INFINITY };

const sleepers: ChildProcess[] = [];
afterEach(() => {
  for (const one of sleepers.splice(0)) one.kill("SIGKILL");
});

function sleeper(): Running {
  const child = spawn("sleep", ["1000"]);
  sleepers.push(child);
  return child as Running;
}

/** State of a process as /proc has it. */
function stateOf({ pid }: Running): string {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.charAt(stat.lastIndexOf(")") + 2);
}

it.skipIf(!existsSync("/proc/self/stat"))(
  "a child is stopped, and killed no sooner than it stands still, and nobody is held up until then",
  async () => {
    const child = sleeper();
    const ended = once(child, "exit");
    let isStill = false;
    endTree(child, { ...NEVER_STILL, isStill: () => isStill });
    await vi.waitFor(() => expect(stateOf(child)).toBe("T"), PATIENCE_MS);
    isStill = true;
    expect(await ended).toEqual([null, "SIGKILL"]);
  },
);

it("what a child starts until it stands still goes with it", async () => {
  const child = sleeper();
  const born: Running[] = [];
  const ends: Promise<unknown>[] = [];
  const isStill = (): boolean => {
    born.push(sleeper());
    ends.push(...born.slice(-1).map((one) => once(one, "exit")));
    return born.length === 3;
  };
  endTree(child, { ...NEVER_STILL, isStill, treeOf: (pid) => [pid, ...born.map((one) => one.pid)] });
  await once(child, "exit");
  expect(born).toHaveLength(3);
  await Promise.all(ends);
});

it("a child that is woken again and again is killed all the same", async () => {
  const child = sleeper();
  const isStill = vi.fn(() => false);
  endTree(child, { ...NEVER_STILL, isStill, most: 3 });
  expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
  expect(isStill).toHaveBeenCalledTimes(3);
});

it("a child is ended once, however often it is asked for, and left alone when it has ended by itself", async () => {
  const child = sleeper();
  const ended = once(child, "exit");
  const [first, second] = [vi.fn(() => false), vi.fn(() => false)];
  endTree(child, { ...NEVER_STILL, isStill: first });
  endTree(child, { ...NEVER_STILL, isStill: second });
  child.kill("SIGKILL");
  await ended;
  first.mockClear();
  endTree(child, { ...NEVER_STILL, isStill: second });
  for (let turn = 0; turn < 10; turn++) await sleep(2);
  expect(first).not.toHaveBeenCalled();
  expect(second).not.toHaveBeenCalled();
});
