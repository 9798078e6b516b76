import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { SupportFile } from "./support-files.ts";

/** Name of the file that is started; the rest is what it needs. */
export const HARNESS = "harness.py";

const folder = fileURLToPath(new URL("../python/joint/", import.meta.url));

/** The harness of joint problems: trusted as it is written, and inside the sandbox as all else there. */
export function harnessFiles(): readonly SupportFile[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".py"))
    .sort()
    .map((path) => ({ path: path.split(sep).join("/"), content: readFileSync(join(folder, path)) }));
}
