import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { galapagos, SLOPE, started } from "./support.ts";

const cwd = temporaryFolder("start");
const program = join(SLOPE, "seed.js");

beforeAll(async () => {
  const { code, stderr } = await galapagos(["run", SLOPE, "--islands", "1", "--evaluations", "3"], { cwd });
  expect(code, stderr).toBe(0);
});

// messages are tested without a process; here each command is started once as people start it
it.each([
  [["--version"], /^\d+\.\d+\.\d+\n$/],
  [["init", "mine", "--language", "javascript"], /^made problems\/mine\//],
  [["check", SLOPE, "--repeats", "1"], /^slope: the seed scores 197 /],
  [["eval", SLOPE, program], /^error: 197 /],
  [["list"], /^slope-1 +slope +done +3 /m],
  [["inspect"], /^slope · seed 1 · 3 evaluations · budget used\n/],
  [["best"], /^export function solve\(\)/],
  [["rescore", "slope-1"], /^\d+ of \d+ elites? /m],
  [["inject", "slope-1", program], /^i1-s0 scores 197; /],
  [["fork", "slope-1", "--evaluations", "3", "--quiet"], / · 3 evaluations · budget used\n/],
  [["memory", "list"], /^lesson +level +state /m],
  [["corewar", "assemble", "--help"], /^Usage: galapagos corewar assemble /],
  [["doctor"], /^ok +Node +\d+/m],
])(
  "galapagos %j",
  async (words, expected) => {
    const { code, stdout, stderr } = await started(words, { cwd });
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(expected);
  },
  60_000,
);
