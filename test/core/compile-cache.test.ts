import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compileCacheFolder } from "../../src/core/compile-cache.js";

const newHome = (): string => mkdtempSync(join(tmpdir(), "galapagos-home-"));

describe.skipIf(process.getuid === undefined)("the folder of compiled code", () => {
  test("is the user's own, and made for nobody else", () => {
    const home = newHome();
    const folder = join(home, ".cache", "galapagos");
    expect(compileCacheFolder({}, home)).toBe(folder);
    expect(lstatSync(folder).mode & 0o777).toBe(0o700);
    expect(compileCacheFolder({}, home)).toBe(folder);
  });

  test("follows XDG_CACHE_HOME, if that is a whole path", () => {
    const home = newHome();
    const caches = join(home, "caches");
    expect(compileCacheFolder({ XDG_CACHE_HOME: caches }, home)).toBe(join(caches, "galapagos"));
    expect(compileCacheFolder({ XDG_CACHE_HOME: "caches" }, home)).toBe(join(home, ".cache", "galapagos"));
  });

  test("is not used when others may write it, or put another in its place", () => {
    for (const open of [[".cache", "galapagos"], [".cache"], []]) {
      const home = newHome();
      expect(compileCacheFolder({}, home)).not.toBeNull();
      chmodSync(join(home, ...open), 0o777);
      expect(compileCacheFolder({}, home)).toBeNull();
    }
  });

  test("is not used where it leads elsewhere that is not safe, or is no folder", () => {
    const elsewhere = newHome();
    chmodSync(elsewhere, 0o777);
    const home = newHome();
    mkdirSync(join(home, ".cache"));
    symlinkSync(elsewhere, join(home, ".cache", "galapagos"));
    expect(compileCacheFolder({}, home)).toBeNull();
    const other = newHome();
    writeFileSync(join(other, ".cache"), "");
    expect(compileCacheFolder({}, other)).toBeNull();
  });

  test.skipIf(process.getuid?.() !== 0)("is not used when it is another user's", () => {
    const home = newHome();
    chownSync(join(compileCacheFolder({}, home) ?? ""), 65_534, 65_534);
    expect(compileCacheFolder({}, home)).toBeNull();
  });
});
