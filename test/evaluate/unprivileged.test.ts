import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { probeLevels } from "../../src/evaluate/index.ts";
import { WHOLE } from "../support/whole.ts";

const SCRIPT = fileURLToPath(new URL("./support/contain.ts", import.meta.url));
/** The user that owns nothing, with no group but its own. */
const NOBODY = ["--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all", "--"];
const ENV = { PATH: process.env.PATH, TMPDIR: "/tmp" };

/** Why these tests cannot become another user here; empty when they can. */
function obstacle(): string {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    return "the suite runs as an ordinary user anyway";
  const tried = spawnSync("setpriv", [...NOBODY, process.execPath, "--check", SCRIPT], { env: ENV });
  if (tried.error) return "setpriv is not installed";
  return tried.status === 0 ? "" : "the user nobody cannot read this checkout";
}

const why = obstacle();
const levels = (await probeLevels()).filter((level) => level.available).map(({ level }) => level);

describe.skipIf(why !== "")(`as an ordinary user${why === "" ? "" : ` (skipped: ${why})`}`, () => {
  it.skipIf(!levels.includes(1)).each([
    [1, WHOLE ? "." : "^(001|023|040|060|066|073|w06|w13)", 8],
    [2, WHOLE ? "." : "^(001|023|060|066|068|080|w06|w13)", 8],
    [3, WHOLE ? "." : "^(08|1[018]|v0[36]|w0[1246]|w1[02])", 11],
  ] as const)(
    "level %i contains a representative part of the corpus",
    async (level, pattern, atLeast) => {
      if (!levels.includes(level)) return;
      const args = [...NOBODY, process.execPath, SCRIPT, String(level), pattern];
      const { stdout } = await promisify(execFile)("setpriv", args, { env: ENV, timeout: 600_000 });
      const reports = stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as { name: string; breach: string | null });
      expect(reports.filter(({ breach }) => breach !== null)).toEqual([]);
      expect(reports.length).toBeGreaterThanOrEqual(atLeast);
    },
    120_000,
  );
});
