import { spawnSync } from "node:child_process";

import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { BIN } from "./support.ts";

const LIBRARY = fileURLToPath(new URL("../../index.js", import.meta.url));
const AGE = 'Object.defineProperty(process.versions, "node", { value: "20.19.0" });';

/** A file's words to a Node that calls itself an old one. */
function said(file: string): { readonly status: number | null; readonly stderr: string } {
  const code = `${AGE}\nawait import(${JSON.stringify(pathToFileURL(file).href)});`;
  return spawnSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" });
}

it.each([
  ["the command line", BIN, 2],
  ["the library", LIBRARY, 1],
])("%s says what an old Node is to do", (_what, file, status) => {
  const found = said(file);
  expect(found.status).toBe(status);
  expect(found.stderr).toContain("galapagos needs Node 24 or newer, and this is Node 20.19.0.");
  expect(found.stderr).toContain("hint: bring Node 24 into the project: npm install node@24");
});
