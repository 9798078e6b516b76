import { execFileSync } from "node:child_process";
import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import {
  createRunFolder,
  findRun,
  listRuns,
  newestRun,
  openStore,
  storeFacts,
  fileError,
  writeFileAtomic,
  writeNamedFile,
} from "../../src/store/index.ts";
import { storeError } from "../../src/store/store-error.ts";
import { networkFileSystem } from "../../src/store/file-system.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A folder that passes for a run. */
function fakeRun(root: string, name: string): string {
  const folder = createRunFolder(root, name);
  writeFileSync(join(folder, "run.db"), "");
  return folder;
}

it("gives every run a folder of its own", () => {
  const root = join(temporaryFolder("store"), "deep", "results");
  const names = [1, 2, 3].map(() => basename(createRunFolder(root, "circle-packing")));
  expect(names).toEqual(["circle-packing", "circle-packing-2", "circle-packing-3"]);
});

it.each(["", "../out", "a/b", ".hidden", "-rf", "a".repeat(101), " a", "a\nb", "a\u202eb"])(
  "refuses the name %j",
  (name) => {
    expect(() => createRunFolder(temporaryFolder("store"), name)).toThrow(
      expect.objectContaining({ code: "run/name" }),
    );
  },
);

it("says so when the results cannot be made", () => {
  const file = join(temporaryFolder("store"), "file");
  writeFileSync(file, "");
  expect(() => createRunFolder(file, "run")).toThrow(expect.objectContaining({ name: "GalapagosError" }));
});

it("finds the newest run, by name, by path", async () => {
  const root = temporaryFolder("store");
  fakeRun(root, "zebra");
  await new Promise((resolve) => setTimeout(resolve, 15));
  const newest = fakeRun(root, "ant");
  createRunFolder(root, "empty");
  expect(listRuns(root).map((run) => run.name)).toEqual(["ant", "zebra"]);
  expect(newestRun(root)?.folder).toBe(newest);
  expect(findRun(root)).toBe(newest);
  expect(findRun(root, "zebra")).toBe(join(root, "zebra"));
  expect(findRun("elsewhere", newest)).toBe(newest);
  expect(() => findRun(root, "empty")).toThrow(expect.objectContaining({ code: "run/missing" }));
  expect(() => findRun(root, "zebar")).toThrow(
    expect.objectContaining({ code: "run/missing", hint: expect.stringMatching(/^did you mean "zebra"\? /) }),
  );
  expect(() => findRun(temporaryFolder("store"))).toThrow(expect.objectContaining({ code: "run/none" }));
  expect(listRuns(join(root, "nowhere"))).toEqual([]);
});

it("does not follow symbolic links when it looks for runs", () => {
  const outside = temporaryFolder("store");
  fakeRun(outside, "theirs");
  const root = temporaryFolder("store");
  symlinkSync(join(outside, "theirs"), join(root, "link"));
  expect(listRuns(root)).toEqual([]);
});

it("replaces a file whole, a symbolic link by a file, and leaves no temporary file", () => {
  const folder = temporaryFolder("store");
  const victim = join(temporaryFolder("store"), "victim");
  writeFileSync(victim, "untouched");
  const path = join(folder, "best.js");
  symlinkSync(victim, path);
  writeFileAtomic(path, "one");
  writeFileAtomic(path, new TextEncoder().encode("two"));
  expect(readFileSync(path, "utf8")).toBe("two");
  expect(readFileSync(victim, "utf8")).toBe("untouched");
  mkdirSync(join(folder, "taken"));
  writeFileSync(join(folder, "taken", "x"), "");
  expect(() => writeFileAtomic(join(folder, "taken"), "three")).toThrow(
    expect.objectContaining({
      code: "store/io",
      message: `${join(folder, "taken")} could not be written (EISDIR).`,
    }),
  );
  expect(() => writeFileAtomic(join(path, "below"), "four")).toThrow(
    expect.objectContaining({ code: "store/io", message: expect.stringContaining("(ENOTDIR)") }),
  );
  expect(readdirSync(folder).sort()).toEqual(["best.js", "taken"]);
});

it("writes to a device or a pipe that a person named, also through a link, and leaves it where it is", () => {
  const folder = temporaryFolder("store");
  const [pipe, link] = [join(folder, "pipe"), join(folder, "link")];
  execFileSync("mkfifo", [pipe]);
  symlinkSync("pipe", link);
  // open at both ends, so that neither waits
  const reader = openSync(pipe, "r+");
  writeNamedFile(pipe, "one, ");
  writeNamedFile(link, "two");
  const heard = Buffer.alloc(20);
  expect(heard.toString("utf8", 0, readSync(reader, heard))).toBe("one, two");
  closeSync(reader);
  expect(statSync(pipe).isFIFO() && lstatSync(link).isSymbolicLink()).toBe(true);
  writeNamedFile(join(folder, "file"), "three");
  expect(readFileSync(join(folder, "file"), "utf8")).toBe("three");
  expect(() => writeNamedFile("/dev/full", "four")).toThrow(
    expect.objectContaining({
      code: "store/full",
      message: "/dev/full could not be written: the disk is full (ENOSPC).",
    }),
  );
});

const FULL = "could not be written: the disk is full";
it.each([
  ["ENOSPC", "store/full", FULL, "Free some space"],
  ["EDQUOT", "store/full", FULL, "Free some space"],
  ["EROFS", "store/read-only", "may not be written", "Check the permissions and the mount"],
  ["EACCES", "store/read-only", "may not be written", "Check the permissions and the mount"],
  ["EIO", "store/io", "could not be written", "Check the path and the disk"],
])("says what %s means for a file", (errno, code, what, next) => {
  const error = Object.assign(new Error("write"), { errno: -1, code: errno, syscall: "write" });
  expect(fileError(error, "best.js")).toMatchObject({
    code,
    message: `best.js ${what} (${errno}).`,
    hint: `${next}, then try again.`,
  });
});

it.each([
  [5, "store/busy", "stayed locked by another process", "Close the program that writes to it"],
  [8, "store/read-only", "may not be written", "Check the permissions and the mount"],
  [10, "store/io", "could not be read or written (input/output error)", "Check the disk and its quota"],
  // an extended code: a write that failed below SQLite
  [778, "store/io", "could not be read or written (input/output error)", "Check the disk and its quota"],
  [13, "store/full", FULL, "Free some space"],
  [14, "store/io", "could not be opened", "Check the path and the permissions"],
])("says what SQLite's code %i means for a run", (errcode, code, what, next) => {
  expect(storeError(Object.assign(new Error("its words"), { errcode }), "results/my run")).toMatchObject({
    code,
    message: `results/my run/run.db ${what} (SQLite: its words).`,
    hint: `${next}, then: galapagos resume 'results/my run'`,
  });
});

it("calls a number that JavaScript has not, met on record, damage", () => {
  const db = new DatabaseSync(":memory:");
  const error = (() => {
    try {
      return db.prepare("SELECT 9007199254740993").get();
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(storeError(error, "results/run")).toMatchObject({ code: "store/corrupt", exitCode: 2 });
});

it("knows network file systems by their number", () => {
  expect(networkFileSystem(0x6969)).toBe("NFS");
  expect(networkFileSystem(-11317950)).toBe("CIFS");
  expect(networkFileSystem(0xef53)).toBeNull();
});

it("measures a folder for doctor", () => {
  const folder = temporaryFolder("store");
  const facts = storeFacts(folder);
  expect(facts.sqlite).toMatch(/^3\.\d+\.\d+$/);
  expect(facts.fsyncMs).toBeGreaterThan(0);
  expect(facts.freeBytes).toBeGreaterThan(0);
  expect(facts.network).toBeNull();
  expect(readdirSync(folder)).toEqual([]);
});

it("takes a folder that is there only when it is told to, and only where no run lives", async () => {
  const root = temporaryFolder("store");
  mkdirSync(join(root, "mine"));
  expect(createRunFolder(root, "mine")).toBe(join(root, "mine-2"));
  expect(createRunFolder(root, "mine", true)).toBe(join(root, "mine"));
  // what a run leaves that was killed before it had a database
  writeFileSync(join(root, "mine", "run.lock"), "");
  expect(createRunFolder(root, "mine", true)).toBe(join(root, "mine"));
  // before its database had a schema, and before it had a beginning
  writeFileSync(join(root, "mine", "run.db"), "");
  expect(createRunFolder(root, "mine", true)).toBe(join(root, "mine"));
  expect(readdirSync(join(root, "mine"))).not.toContain("run.db");
  await (await openStore({ folder: join(root, "mine") })).close();
  expect(createRunFolder(root, "mine", true)).toBe(join(root, "mine"));
  // while it lives it keeps its place, begun or not
  const store = await openStore({ folder: join(root, "mine") });
  expect(() => createRunFolder(root, "mine", true)).toThrow(expect.objectContaining({ code: "run/locked" }));
  await store.write([{ type: "meta", key: "config", value: {} }]);
  await store.close();
  expect(createRunFolder(root, "mine", true)).toBe(join(root, "mine-3"));
  writeFileSync(join(root, "mine", "run.db"), "no database of ours ".repeat(99));
  expect(createRunFolder(root, "mine", true)).toBe(join(root, "mine-4"));
});
