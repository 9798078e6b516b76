#!/usr/bin/env node
// Plain JavaScript that old versions of Node can parse: it looks at the version first, then opens the real door.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import { dirname, join } from "node:path";

const NEEDED = 24;

/** The Node that is installed beside the toolkit, as in every checkout, where the shell's own is too old. */
function nodeBeside() {
  const require = module.createRequire(import.meta.url);
  try {
    const path = require.resolve("node/package.json");
    return Number.parseInt(require(path).version, 10) < NEEDED ? null : join(dirname(path), "bin", "node");
  } catch {
    return null;
  }
}

/** Lets another Node do the work; its end is this one's. */
function handOver(node) {
  const child = spawn(node, process.argv.slice(1), { stdio: "inherit" });
  // a terminal interrupts both: this process waits for what the other one makes of it
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

const major = Number.parseInt(process.versions.node, 10);
const other = major < NEEDED ? nodeBeside() : null;
if (other !== null) {
  handOver(other);
} else if (major < NEEDED) {
  console.error(
    `galapagos needs Node 24 or newer, and this is Node ${process.versions.node}.\n` +
      "hint: bring Node 24 into the project: npm install node@24, then run: npx galapagos",
  );
  process.exitCode = 2;
} else {
  // a reader that went away (`| head`) is no mistake
  process.stdout.on("error", (error) => {
    if (error.code === "EPIPE") process.exit(0);
    process.stderr.write(`error: the result could not be written to standard output (${error.code})\n`);
    process.exit(2);
  });
  // nor is one of the progress: the work goes on unseen
  process.stderr.on("error", (error) => {
    if (error.code !== "EPIPE") throw error;
  });
  // the checkout runs its sources; the package holds compiled ones
  const isCheckout = existsSync(new URL("../src/cli/main.ts", import.meta.url));
  const [folder, extension] = isCheckout ? ["../src", "ts"] : ["../dist/src", "js"];
  // compiled code is kept between starts, for this thread and those it starts: most of a short command's time
  const { compileCacheFolder } = await import(
    new URL(`${folder}/core/compile-cache.js`, import.meta.url).href
  );
  const cache = process.env.NODE_COMPILE_CACHE ?? compileCacheFolder();
  if (cache !== null) {
    process.env.NODE_COMPILE_CACHE = cache;
    module.enableCompileCache(cache);
  }
  const { bundleOfEntry } = await import(new URL(`${folder}/core/bundles.js`, import.meta.url).href);
  const { main } = await import(
    bundleOfEntry(new URL(`${folder}/cli/main.${extension}`, import.meta.url)).href
  );
  process.exitCode = await main(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    get stdin() {
      return process.stdin;
    },
    cwd: process.cwd(),
    env: process.env,
    onSignal(signals, listener) {
      for (const signal of signals) process.on(signal, listener);
      return () => {
        for (const signal of signals) process.off(signal, listener);
      };
    },
    exit: process.exit,
    // the clock of this thread began with the process
    begunMs: 0,
  });
}
