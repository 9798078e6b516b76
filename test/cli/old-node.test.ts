import { spawnSync } from "node:child_process";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { BIN } from "./support.ts";

const LIBRARY = fileURLToPath(new URL("../../index.js", import.meta.url));
const AGE = 'Object.defineProperty(process.versions, "node", { value: "20.19.0" });';

/** A file's words to a Node that calls itself an old one. */
function said(file: string, ...args: string[]) {
  const code = `${AGE}\nprocess.argv.splice(1, 0, ${JSON.stringify(file)});\nawait import(${JSON.stringify(pathToFileURL(file).href)});`;
  return spawnSync(process.execPath, ["--input-type=module", "-e", code, "--", ...args], {
    encoding: "utf8",
  });
}

it("an old Node hands over to the one that is installed beside the command line, with its exit code", () => {
  const version = said(BIN, "--version");
  expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(version.status).toBe(0);
  expect(said(BIN, "run", "no-such-problem").status).toBe(2);
});

it.each([
  ["the command line", "bin/galapagos.js", BIN, 2],
  ["the library", "index.js", LIBRARY, 1],
])("%s says what an old Node is to do where there is no other", async (_what, name, file, status) => {
  const lonely = join(temporaryFolder("old-node"), name.replace("bin/", ""));
  await copyFile(file, lonely);
  const found = said(lonely);
  expect(found.status).toBe(status);
  expect(found.stderr).toContain("galapagos needs Node 24 or newer, and this is Node 20.19.0.");
  expect(found.stderr).toContain("hint: bring Node 24 into the project: npm install node@24");
});
