import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compileCacheFolder } from "./compile-cache.js";

/** Absolute path of the toolkit's package: two folders above this file in a checkout, three in the package. */
export function packageFolder(): string {
  const places = ["../../", "../../../"].map((place) => new URL(place, import.meta.url));
  const found = places.find((place) => existsSync(new URL("package.json", place)));
  return fileURLToPath(found ?? new URL("../../", import.meta.url));
}

/**
 * Absolute path of this user's cache, which nobody else can write; `null` where there is none, as in a home
 * that cannot be written.
 */
export function cacheFolder(): string | null {
  return compileCacheFolder();
}
