#!/usr/bin/env node
// Plain JavaScript that old versions of Node can parse: it looks at the version first, then opens the real door.
import { existsSync } from "node:fs";
import module from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  console.error(
    `galapagos needs Node 24 or newer, and this is Node ${process.versions.node}.\n` +
      "hint: bring Node 24 into the project: npm install node@24, then run: npx galapagos",
  );
  process.exitCode = 2;
} else {
  // compiled code is kept between starts, for this thread and those it starts: most of a short command's time
  process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), "node-compile-cache");
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
  // the checkout runs its sources; the package holds compiled ones
  const source = new URL("../src/cli/main.ts", import.meta.url);
  const { main } = await import(
    existsSync(source) ? source.href : new URL("../dist/src/cli/main.js", import.meta.url).href
  );
  await main(process.argv);
}
