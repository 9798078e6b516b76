import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { isStill, processTree } from "../../src/evaluate/sandbox/process-tree.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

type Thread = { readonly state?: string; readonly children?: string };

/** A folder like /proc, of processes and their threads; a thread that has ended since has no files. */
function procOf(processes: { readonly [pid: string]: { readonly [thread: string]: Thread } }): string {
  const proc = temporaryFolder("proc-");
  for (const [pid, threads] of Object.entries(processes)) {
    for (const [thread, { state, children }] of Object.entries(threads)) {
      const folder = join(proc, pid, "task", thread);
      mkdirSync(folder, { recursive: true });
      if (state !== undefined) writeFileSync(join(folder, "stat"), `${thread} (a) R (b) ${state} 1 1`);
      if (children !== undefined) writeFileSync(join(folder, "children"), children);
    }
  }
  return proc;
}

it("a process stands still when the last of its threads does", () => {
  const isStillWith = (...states: readonly Thread[]): boolean =>
    isStill(7, procOf({ 7: Object.fromEntries(states.map((one, at) => [7 + at, one])) }));
  for (const state of ["T", "t", "Z", "X"]) expect(isStillWith({ state }, { state: "T" })).toBe(true);
  for (const state of ["R", "S", "D"]) {
    expect(isStillWith({ state })).toBe(false);
    expect(isStillWith({ state: "T" }, { state: "T" }, { state })).toBe(false);
  }
});

it("a thread that ends between two looks hides none of the others", () => {
  const ended: Thread = {};
  const proc = procOf({
    7: { 7: ended, 8: { state: "R", children: "21 22 " }, 9: { state: "T", children: "" } },
    22: { 22: { state: "T", children: "23 " } },
  });
  expect(isStill(7, proc)).toBe(false);
  expect(processTree(7, proc)).toEqual([7, 21, 22, 23]);
});

it("a process that is gone stands still and has nothing below it", () => {
  const proc = procOf({});
  expect(isStill(7, proc)).toBe(true);
  expect(processTree(7, proc)).toEqual([7]);
});
