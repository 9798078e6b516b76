import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { compileCacheFolder } from "./compile-cache.js";

/** Absolute path of the toolkit's package: two folders above this file in a checkout, three in the package. */
export function packageFolder(): string {
  const places = ["../../", "../../../"].map((place) => new URL(place, import.meta.url));
  const found = places.find((place) => existsSync(new URL("package.json", place)));
  return fileURLToPath(found ?? new URL("../../", import.meta.url));
}

/**
 * A file or folder that comes with the toolkit, as a person can type it: as it stands where it is there, as in a checkout; else where the
 * package is installed.
 *
 * @param path - from the top of a checkout, for example `problems/core-war/warriors`
 */
export function shippedPath(path: string): string {
  if (existsSync(path)) return path;
  const place = packageFolder();
  const found = [join(place, path), join(place, "dist", path)].find((candidate) => existsSync(candidate));
  if (found === undefined) return path;
  const near = relative(process.cwd(), found);
  return near.length < found.length ? near : found;
}

/**
 * Absolute path of this user's cache, which nobody else can write; `null` where there is none, as in a home
 * that cannot be written.
 */
export function cacheFolder(): string | null {
  return compileCacheFolder();
}

export { isOwnFolder } from "./compile-cache.js";
