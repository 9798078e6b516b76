import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { canonicalJson, packageFolder, shortHash } from "../../../core/index.ts";
import type { Problem } from "../../../problem/index.ts";
import { type Bundle, readBundleText } from "./bundle.ts";

/** Bundles on a worker's disk, which outlive it. */
export interface BundleCache {
  /** The problem of a bundle that is here already, its files checked again; `null` where it is not. */
  find(hash: string): Problem | null;
  /** Writes a bundle out; the problem's folder is one of the cache's. */
  keep(hash: string, bundle: Bundle, text: string): Problem;
}

/** Bundles, and folders of code, that are kept at most. */
const MOST_KEPT = 64;

/**
 * Opens a cache in a folder that only this user can write. Scorers in it import `galapagos` from this very
 * toolkit. Problems that differ in their inputs only share a folder of code.
 */
export function openBundleCache(folder: string): BundleCache {
  const [texts, code] = [join(folder, "texts"), join(folder, "code")];
  for (const each of [texts, code]) mkdirSync(each, { recursive: true, mode: 0o700 });
  linkToolkit(code);
  const unpack = (bundle: Bundle): Problem => {
    const { definition, seed, version, files } = bundle;
    const home = join(code, shortHash(canonicalJson([bundle.folder, files])));
    const problem = join(home, bundle.folder);
    mkdirSync(problem, { recursive: true, mode: 0o700 });
    for (const [path, text] of files) writeIfOther(join(problem, path), text);
    touch(home);
    return { definition, seed, version, folder: problem };
  };
  return {
    find(hash) {
      const text = readIfThere(join(texts, `${hash}.json`));
      if (text === null) return null;
      const read = readBundleText(text, hash);
      return read.status === "ok" ? unpack(read.bundle) : null;
    },
    keep(hash, bundle, text) {
      writeFileSync(join(texts, `${hash}.json`), text, { mode: 0o600 });
      const problem = unpack(bundle);
      for (const each of [texts, code]) dropOldest(each);
      return problem;
    },
  };
}

/** Scorers find the toolkit as they do at home. */
function linkToolkit(code: string): void {
  const link = join(code, "node_modules", "galapagos");
  mkdirSync(dirname(link), { recursive: true, mode: 0o700 });
  rmSync(link, { force: true, recursive: true });
  symlinkSync(packageFolder(), link, "junction");
}

function writeIfOther(path: string, text: string): void {
  if (readIfThere(path) === text) return;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // whatever stands in its place is replaced, not followed
  rmSync(path, { force: true, recursive: true });
  writeFileSync(path, text, { flag: "wx", mode: 0o600 });
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function touch(path: string): void {
  const now = new Date();
  utimesSync(path, now, now);
}

/** Removes what was not used for the longest time. */
function dropOldest(folder: string): void {
  const entries = readdirSync(folder)
    .filter((name) => name !== "node_modules")
    .map((name) => ({ path: join(folder, name), usedMs: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.usedMs - a.usedMs);
  for (const { path } of entries.slice(MOST_KEPT)) rmSync(path, { recursive: true, force: true });
}
