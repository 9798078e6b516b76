// Plain JavaScript, so that the command line's door can use it before any other module is loaded.
import { lstatSync, mkdirSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";

export function compileCacheFolder(environment = process.env, home = homedir()) {
  const { XDG_CACHE_HOME: caches } = environment;
  const folder = join(caches && isAbsolute(caches) ? caches : join(home, ".cache"), "galapagos");
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // not the link, if it is one: what it leads to could be another folder later
    const real = realpathSync(folder);
    return isOwnFolder(real) ? real : null;
  } catch {
    // a home that is not there, or may not be written
    return null;
  }
}

/** True of a folder (by its real path) into which nobody else can put anything, nor another folder in its place. */
export function isOwnFolder(folder) {
  const me = process.getuid?.();
  if (me === undefined) return true;
  const own = lstatSync(folder);
  if (!own.isDirectory() || own.uid !== me || own.mode & WRITABLE_BY_OTHERS) return false;
  for (let path = dirname(folder); ; path = dirname(path)) {
    const { uid, mode } = lstatSync(path);
    const isShared = (mode & WRITABLE_BY_OTHERS) !== 0 && (mode & STICKY) === 0;
    if ((uid !== me && uid !== 0) || isShared) return false;
    if (path === dirname(path)) return true;
  }
}

const WRITABLE_BY_OTHERS = 0o022;
const STICKY = 0o1000;
