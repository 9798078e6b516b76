import {
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { canonicalJson, makeFolders, packageFolder, shortHash } from "../../../core/index.ts";
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
  for (const each of [texts, code]) makeFolders(each, 0o700);
  linkToolkit(code);
  const unpack = (bundle: Bundle): Problem => {
    const { definition, seed, version, files } = bundle;
    const home = join(code, shortHash(canonicalJson([bundle.folder, files])));
    const problem = join(home, bundle.folder);
    makeFolders(problem, 0o700);
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
      writeIfOther(join(texts, `${hash}.json`), text);
      const problem = unpack(bundle);
      for (const each of [texts, code]) dropOldest(each);
      return problem;
    },
  };
}

/** Scorers find the toolkit as they do at home. */
function linkToolkit(code: string): void {
  const link = join(code, "node_modules", "galapagos");
  makeFolders(dirname(link), 0o700);
  replace(link, (path) => symlinkSync(packageFolder(), path, "junction"));
}

function writeIfOther(path: string, text: string): void {
  if (readIfThere(path) === text) return;
  makeFolders(dirname(path), 0o700);
  replace(path, (draft) => writeFileSync(draft, text, { flag: "wx", mode: 0o600 }));
}

/**
 * Puts something where a path says, at once and whole: other workers of this user share the folder. Whatever stood there is
 * replaced, not followed.
 */
function replace(path: string, make: (draft: string) => void): void {
  const draft = `${path}.${process.pid}`;
  rmSync(draft, { force: true, recursive: true });
  make(draft);
  try {
    renameSync(draft, path);
  } catch {
    // a folder gives way to nothing but a folder
    rmSync(path, { force: true, recursive: true });
    renameSync(draft, path);
  }
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

/** When it was used last, milliseconds; 0 where another worker has removed it. */
function lastUsed(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Removes what was not used for the longest time. */
function dropOldest(folder: string): void {
  const entries = readdirSync(folder)
    .filter((name) => name !== "node_modules")
    .map((name) => ({ path: join(folder, name), usedMs: lastUsed(join(folder, name)) }))
    .sort((a, b) => b.usedMs - a.usedMs);
  for (const { path } of entries.slice(MOST_KEPT)) rmSync(path, { recursive: true, force: true });
}
