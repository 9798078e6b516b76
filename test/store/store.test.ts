import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { connectStoreWriter, openRecord, openStore } from "../../src/store/index.ts";
import { record, sample } from "./samples.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

it("rejects what is written after it was closed, on every port, and closing twice is harmless", async () => {
  const folder = temporaryFolder("store");
  const store = await openStore({ folder });
  const elsewhere = connectStoreWriter(store.port());
  await elsewhere.write([record(sample(0, 0))]);
  await Promise.all([store.close(), store.close()]);
  await expect(store.write([record(sample(0, 1))])).rejects.toMatchObject({ code: "store/closed" });
  await expect(elsewhere.write([record(sample(0, 1))])).rejects.toMatchObject({ code: "store/closed" });
  expect(() => store.port()).toThrow(expect.objectContaining({ code: "store/closed" }));
});

it("commits what was written but not awaited before it closes", async () => {
  const folder = temporaryFolder("store");
  const store = await openStore({ folder });
  const writes = Array.from({ length: 1000 }, (_, step) => store.write([record(sample(0, step))]));
  await store.close();
  await Promise.all(writes);
  using opened = openRecord({ folder });
  const reader = opened.candidates;
  expect(reader.islands()).toEqual([{ island: 0, recorded: 1000, prefix: 1000 }]);
});

it("flushes: what was sent before is on disk after", async () => {
  const folder = temporaryFolder("store");
  const store = await openStore({ folder });
  const written = store.write([record(sample(0, 0))]);
  await store.flush();
  using opened = openRecord({ folder });
  const reader = opened.candidates;
  expect(reader.count()).toBe(1);
  await written;
  await store.close();
});

it("goes on with a run that was closed", async () => {
  const folder = temporaryFolder("store");
  for (const step of [0, 1, 2]) {
    const store = await openStore({ folder });
    await store.write([record(sample(0, step)), record(sample(0, 0))]);
    await store.close();
  }
  using opened = openRecord({ folder });
  const reader = opened.candidates;
  expect([...reader.steps(0, 0)].map((row) => row.step)).toEqual([0, 1, 2]);
});

it("stores equal programs once", async () => {
  const folder = temporaryFolder("store");
  const source = `// ${"long ".repeat(20_000)}\n`;
  const store = await openStore({ folder });
  await store.write(Array.from({ length: 200 }, (_, step) => record(sample(0, step, { source }))));
  await store.close();
  expect(statSync(join(folder, "run.db")).size).toBeLessThan(3 * source.length);
});

it("lets the process end when nobody waits for it", async () => {
  const folder = temporaryFolder("store");
  const code = `const { openStore } = await import(${JSON.stringify(new URL("../../src/store/index.ts", import.meta.url).href)});
    const store = await openStore({ folder: process.argv[1] }); await store.flush(); console.log("flushed");`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", code, folder], {
    timeout: 10_000,
  });
  expect(String(output)).toBe("flushed\n");
});

it("serves one run after the other, and lets a writer of the first not into the second", async () => {
  const [one, two] = [temporaryFolder("store"), temporaryFolder("store")];
  const first = await openStore({ folder: one });
  const elsewhere = connectStoreWriter(first.port());
  await elsewhere.write([record(sample(0, 0))]);
  await first.close();
  const second = await openStore({ folder: two });
  await expect(elsewhere.write([record(sample(0, 1))])).rejects.toMatchObject({ code: "store/closed" });
  await second.write([record(sample(0, 2))]);
  await second.close();
  for (const [folder, steps] of [
    [one, [0]],
    [two, [2]],
  ] as const) {
    using opened = openRecord({ folder });
    expect([...opened.candidates.steps(0, 0)].map(({ step }) => step)).toEqual(steps);
  }
});
