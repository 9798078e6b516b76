import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, it } from "vitest";
import { parseCandidateId } from "../../src/core/index.ts";
import { createRunFolder, openRecord, openStore } from "../../src/store/index.ts";
import { startWriter, type WriterProcess } from "./process.ts";
import { record, sample } from "./samples.ts";
import { mountSmallDisk } from "../support/small-disk.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Everything the process had acknowledged is readable, the database is whole, and writing can go on. */
async function expectNothingLost(folder: string, writer: WriterProcess): Promise<void> {
  const acknowledged = writer.lines.filter((line) => parseCandidateId(line));
  using opened = openRecord({ folder });
  const reader = opened.candidates;
  const missing = acknowledged.filter((line) => reader.candidate(line as `i${number}-s${number}`) === null);
  expect(acknowledged.length).toBeGreaterThan(10);
  expect(missing).toEqual([]);
  const db = new DatabaseSync(join(folder, "run.db"));
  expect(db.prepare("PRAGMA integrity_check").get()?.integrity_check).toBe("ok");
  db.close();
}

/** The folder again, mounted read-only, or `null` where mounting is not allowed. */
function mountReadOnly(folder: string): string | null {
  const view = temporaryFolder("store");
  try {
    execFileSync("mount", ["--bind", folder, view], { stdio: "ignore" });
  } catch {
    return null;
  }
  afterAll(() => execFileSync("umount", ["-l", view], { stdio: "ignore" }));
  execFileSync("mount", ["-o", "remount,ro,bind", view], { stdio: "ignore" });
  return view;
}

describe("when the disk refuses", () => {
  const small = mountSmallDisk("4m");
  const source = temporaryFolder("store");
  const readOnly = mountReadOnly(source);

  it.skipIf(small === null)(
    "rejects every write from then on, on a full disk, and loses nothing acknowledged",
    async () => {
      const folder = small ?? "";
      const writer = startWriter(folder, 0, { filler: 8000 });
      expect(await writer.ended).toBe(3);
      expect(writer.lines.find((line) => line.startsWith("error"))).toMatch(
        /^error store\/full .*disk is full.*Free some space/,
      );
      expect(writer.lines).toContain("later store/full");
      execFileSync("mount", ["-o", "remount,size=32m", folder]);
      await expectNothingLost(folder, writer);
      const store = await openStore({ folder }, { create: false });
      await store.write([record(sample(20, 0))]);
      await store.close();
    },
    30_000,
  );

  it("rejects every write from then on, at a limit on file sizes, and loses nothing acknowledged", async () => {
    const folder = temporaryFolder("store");
    const writer = startWriter(folder, 0, { prefix: "ulimit -f 4000; ", filler: 8000 });
    expect(await writer.ended).toBe(3);
    const code = /^error (store\/(?:full|io)) /.exec(
      writer.lines.find((line) => line.startsWith("error")) ?? "",
    )?.[1];
    expect(code).toBeDefined();
    expect(writer.lines).toContain(`later ${code}`);
    await expectNothingLost(folder, writer);
  });

  it.skipIf(readOnly === null)(
    "reads a finished run from a read-only mount, and says that it cannot be written",
    async () => {
      mkdirSync(join(source, "empty"));
      const store = await openStore({ folder: source });
      await store.write([record(sample(0, 0))]);
      await store.close();
      using opened = openRecord({ folder: readOnly ?? "" });
      const reader = opened.candidates;
      expect(reader.candidate("i0-s0")).toEqual(sample(0, 0));
      await expect(openStore({ folder: readOnly ?? "" })).rejects.toMatchObject({
        code: expect.stringMatching(/^store\/(io|read-only)$/),
      });
      // where there is no run yet SQLite says only that it cannot open one
      const within = join(readOnly ?? "", "empty");
      expect(() => createRunFolder(readOnly ?? "", "empty", true)).toThrow(
        expect.objectContaining({
          code: "store/read-only",
          message: `${within}/run.db may not be written (SQLite: unable to open database file).`,
        }),
      );
      expect(() => createRunFolder(join(within, "further"), "run")).toThrow(
        expect.objectContaining({
          code: "store/read-only",
          message: `${within}/further cannot take a new run: the file system is read-only (EROFS)`,
        }),
      );
    },
  );

  it("names a file that is not a database", async () => {
    const folder = temporaryFolder("store");
    writeFileSync(
      join(folder, "run.db"),
      "this is not SQLite, but long enough to look like a header of one, really".repeat(20),
    );
    expect(() => openRecord({ folder })).toThrow(expect.objectContaining({ code: "store/corrupt" }));
    await expect(openStore({ folder })).rejects.toMatchObject({ code: "store/corrupt" });
  });

  it("leaves a foreign database alone", async () => {
    const folder = temporaryFolder("store");
    const db = new DatabaseSync(join(folder, "run.db"));
    db.exec("CREATE TABLE theirs(a)");
    db.close();
    await expect(openStore({ folder })).rejects.toMatchObject({ code: "store/corrupt" });
    expect(() => openRecord({ folder })).toThrow(expect.objectContaining({ code: "store/corrupt" }));
  });

  it("refuses a run of a newer version, and one that never began", async () => {
    const folder = temporaryFolder("store");
    await (await openStore({ folder })).close();
    const db = new DatabaseSync(join(folder, "run.db"));
    db.exec("PRAGMA user_version = 999");
    db.close();
    expect(() => openRecord({ folder })).toThrow(expect.objectContaining({ code: "run/newer" }));
    await expect(openStore({ folder })).rejects.toMatchObject({ code: "run/newer" });
    const blank = temporaryFolder("store");
    writeFileSync(join(blank, "run.db"), "");
    expect(() => openRecord({ folder: blank })).toThrow(expect.objectContaining({ code: "run/empty" }));
    expect(() => openRecord({ folder: temporaryFolder("store") })).toThrow(
      expect.objectContaining({ code: "run/missing" }),
    );
  });

  it("reports damage met while reading", async () => {
    const folder = temporaryFolder("store");
    const store = await openStore({ folder });
    await store.write(Array.from({ length: 500 }, (_, step) => record(sample(0, step))));
    await store.close();
    const path = join(folder, "run.db");
    const db = new DatabaseSync(path);
    const pages = Number(db.prepare("PRAGMA page_count").get()?.page_count);
    db.close();
    const file = await import("node:fs/promises").then((fs) => fs.open(path, "r+"));
    for (let page = 20; page < pages; page += 1)
      await file.write(Buffer.alloc(4096, 0xff), 0, 4096, page * 4096);
    await file.close();
    const read = (): unknown => {
      using opened = openRecord({ folder });
      return [...opened.candidates.candidates(0, 0)];
    };
    expect(read).toThrow(expect.objectContaining({ code: "store/corrupt" }));
  });
});
