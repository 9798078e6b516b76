// Writes dist/bundles: each entry of a thread, a process or the command line as a few files in place of
// hundreds, because most of a short run's time is the loading of modules. A bundle is used as long as its
// sources are as they were; after an edit the sources run, until this is called again (`npm ci` and the tests do).
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import { bundleOfEntry, stateOf } from "../src/core/bundles.js";

/** Where the entries are: the folder of their sources, TypeScript in a checkout, JavaScript in the package. */
export interface Place {
  /** Absolute path of the folder that holds `src` and `islands`. */
  readonly root: string;
  /** Absolute path of the folder for the bundles. */
  readonly folder: string;
  readonly extension: "ts" | "js";
}

const root = fileURLToPath(new URL("..", import.meta.url));
const CHECKOUT: Place = { root, folder: join(root, "dist/bundles"), extension: "ts" };

/** The modules that a thread, a process, the command line or whoever imports the package begins with. */
const ENTRIES = [
  "src/index",
  "src/corewar",
  "src/cli/main",
  "src/evaluate/local/host/host",
  "src/evaluate/local/host/watchdog",
  "src/evaluate/local/worker/worker",
  "src/evaluate/sandbox/command/cold-process",
  "src/evaluate/sandbox/v8/isolate-child",
  "src/run/memory/memory-thread",
  "src/store/writer-thread",
  "src/report/dashboard/page-thread",
  "src/corewar/tournament/duel-worker",
  "islands/worker",
];

/** Writes the bundles of this checkout, unless they are as new as their sources. */
export default async function bundleCheckout(): Promise<void> {
  const first = pathToFileURL(join(root, `${ENTRIES[0]}.ts`));
  if (bundleOfEntry(first).href === first.href) await writeBundles(CHECKOUT);
}

/** Writes the bundles of all entries, and the list by which they are found. */
export async function writeBundles(place: Place): Promise<void> {
  const { root, folder, extension } = place;
  const entryPoints = ENTRIES.map((entry) => `${entry}.${extension}`);
  mkdirSync(folder, { recursive: true });
  const { metafile } = await build({
    ...{ entryPoints, absWorkingDir: root, outdir: folder, metafile: true, logLevel: "error" },
    ...{ entryNames: "[name]-[hash]", chunkNames: "part-[hash]", bundle: true, splitting: true },
    ...{ packages: "external", platform: "node", format: "esm", target: "esnext", charset: "utf8" },
    ...{ plugins: [placedIn(folder)], define: { "import.meta.isBundle": "true" } },
  });
  const entries = Object.entries(metafile.outputs).flatMap(([file, { entryPoint = "" }]) =>
    entryPoints.includes(entryPoint) ? [[entryPoint, relative(folder, join(root, file))]] : [],
  );
  // the package's files stay as they are
  const watched = extension === "ts" ? Object.keys(metafile.inputs) : [];
  const sources = watched.map((file) => [file, stateOf(join(root, file))]);
  const list = { entries: Object.fromEntries(entries), sources: Object.fromEntries(sources) };
  writeFileSync(join(folder, LIST), JSON.stringify(list));
  dropOthers(folder, new Set([LIST, ...Object.keys(metafile.outputs).map((file) => basename(file))]));
}

/** Removes what is no part of the new bundles, but for what was written of late: a run that goes on may still load it. */
function dropOthers(folder: string, written: ReadonlySet<string>): void {
  for (const file of readdirSync(folder)) {
    const path = join(folder, file);
    if (!written.has(file) && Date.now() - statSync(path).mtimeMs > KEPT_MS)
      rmSync(path, { recursive: true });
  }
}

const LIST = "bundles.json";
/** How long the bundles of earlier sources stay, milliseconds. */
const KEPT_MS = 24 * 3_600_000;

/** Modules find their data and their neighbours from where their source is, not from the bundle. */
function placedIn(folder: string): Plugin {
  return {
    name: "placed",
    setup({ onLoad }) {
      onLoad({ filter: /\.[jt]s$/ }, ({ path }) => {
        const place = `new URL(${JSON.stringify(relative(folder, path))}, import.meta.url).href`;
        return {
          contents: readFileSync(path, "utf8").replaceAll("import.meta.url", place),
          loader: path.endsWith("ts") ? "ts" : "js",
          resolveDir: dirname(path),
        };
      });
    },
  };
}

if (import.meta.main) await bundleCheckout();
