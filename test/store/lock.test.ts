import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { isRunning, lockRun, openRecord, openStore } from "../../src/store/index.ts";
import { startWriter } from "./process.ts";
import { record, sample } from "./samples.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

it("refuses a second process while the first one lives, and lets readers in", async () => {
  const folder = temporaryFolder("store");
  const store = await openStore({ folder });
  await store.write([record(sample(0, 0))]);
  const second = startWriter(folder);
  expect(await second.ended).toBe(3);
  const line = second.lines.find((said) => said.startsWith("error run/locked")) ?? "";
  expect(line).toContain("is being written by another galapagos process");
  expect(line).toContain("galapagos inspect");
  openRecord({ folder })[Symbol.dispose]();
  await store.write([record(sample(0, 1))]);
  await store.close();
});

it("is freed by the death of the process that held it", async () => {
  const folder = temporaryFolder("store");
  const writer = startWriter(folder);
  await writer.saw("open");
  expect(() => lockRun(folder)).toThrow(expect.objectContaining({ code: "run/locked" }));
  writer.child.kill("SIGKILL");
  await writer.ended;
  lockRun(folder).release();
});

it("is held once within a process too, until released, and releasing twice is harmless", () => {
  const folder = temporaryFolder("store");
  const lock = lockRun(folder);
  expect(() => lockRun(folder)).toThrow(expect.objectContaining({ code: "run/locked" }));
  lock.release();
  lock.release();
  const again = lockRun(folder);
  again.release();
  expect(readdirSync(folder)).toEqual(["run.lock"]);
});

it("serves a store that was given it, and stays with its owner", async () => {
  const folder = temporaryFolder("store");
  const lock = lockRun(folder);
  const store = await openStore({ folder }, { lock });
  await store.close();
  expect(() => lockRun(folder)).toThrow(expect.objectContaining({ code: "run/locked" }));
  lock.release();
});

it("is given back when the store cannot be opened", async () => {
  const folder = temporaryFolder("store");
  await expect(openStore({ folder }, { create: false })).rejects.toMatchObject({ code: "run/missing" });
  lockRun(folder).release();
});

it("says so when the folder is missing", () => {
  expect(() => lockRun("/nowhere/at/all")).toThrow(expect.objectContaining({ code: "store/io" }));
});

it("tells whether a run is being written, without getting in the way", async () => {
  const folder = temporaryFolder("store");
  expect(isRunning(folder)).toBe(false);
  const lock = lockRun(folder);
  expect(isRunning(folder)).toBe(true);
  expect(() => lockRun(folder)).toThrow(expect.objectContaining({ code: "run/locked" }));
  lock.release();
  expect(isRunning(folder)).toBe(false);
  const writer = startWriter(folder);
  await writer.saw("open");
  expect(isRunning(folder)).toBe(true);
  writer.child.kill("SIGKILL");
  await writer.ended;
  expect(isRunning(folder)).toBe(false);
});
