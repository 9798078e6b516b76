import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { makeFolders } from "../../src/core/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A thread that makes the same folders as others at the same moments: all wait for each other before each. */
const MAKER = `
const { workerData } = require("node:worker_threads");
const { folder, count, threads, met, door } = workerData;
import(door).then(({ makeFolders }) => {
  const arrived = new Int32Array(met);
  for (let round = 0; round < count; round++) {
    Atomics.add(arrived, round, 1);
    while (Atomics.load(arrived, round) < threads);
    makeFolders(\`\${folder}/\${round}/a/b/c\`);
  }
}).catch((error) => {
  // nobody waits for a thread that has ended
  new Int32Array(met).fill(threads);
  throw error;
});
`;

describe("folders that are made", () => {
  it("by several at the same moment are there for each of them", async () => {
    const folder = temporaryFolder("folders");
    const [threads, count] = [2, 300];
    const met = new SharedArrayBuffer(4 * count);
    const door = new URL("../../src/core/make-folders.ts", import.meta.url).href;
    const makers = Array.from({ length: threads }, () => {
      const worker = new Worker(MAKER, { eval: true, workerData: { folder, count, threads, met, door } });
      return new Promise((resolve) => worker.once("error", resolve).once("exit", resolve));
    });
    expect(await Promise.all(makers)).toEqual([0, 0]);
    expect(existsSync(join(folder, String(count - 1), "a", "b", "c"))).toBe(true);
  });

  it("stand already are left as they are, and a file in their place is named", () => {
    const folder = temporaryFolder("folders");
    mkdirSync(join(folder, "there"));
    makeFolders(join(folder, "there"));
    writeFileSync(join(folder, "file"), "");
    expect(() => makeFolders(join(folder, "file"))).toThrow(/EEXIST/);
    expect(() => makeFolders(join(folder, "file", "below"))).toThrow(/ENOTDIR/);
  });
});
