// Plain JavaScript, so that the command line's door can use it before any other module is loaded.
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

export function bundleOfEntry(url) {
  known ??= readBundles();
  const name = known.entries[url.href.slice(known.root.length)];
  return url.href.startsWith(known.root) && name !== undefined ? new URL(name, known.folder) : url;
}

let known;

function readBundles() {
  const isCheckout = !import.meta.url.includes("/dist/src/");
  const root = new URL("../../", import.meta.url);
  const folder = new URL(isCheckout ? "dist/bundles/" : "bundles/", root);
  try {
    const { entries, sources } = JSON.parse(readFileSync(new URL("bundles.json", folder), "utf8"));
    // whoever was started from a bundle goes on with that version, and need not look at a thousand files again
    const base = fileURLToPath(root);
    const isCurrent = ([file, seen]) => stateOf(base + file) === seen;
    if (import.meta.isBundle || Object.entries(sources).every(isCurrent))
      return { root: root.href, folder, entries };
  } catch {
    // there are none, or a source is gone: the sources themselves are run
  }
  return { root: root.href, folder, entries: {} };
}

/** Mark of a source that changes with every edit: its size and the time it was last written. */
export function stateOf(path) {
  const { size, mtimeMs } = statSync(path);
  return `${size} ${mtimeMs}`;
}
