import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { randomStream } from "../../src/core/index.ts";
import { assemble, completeSettings } from "../../src/corewar/index.ts";
import { sharedFolder } from "../support/shared.ts";
import { randomSource } from "./random-source.ts";

const settings = completeSettings({ warriors: 1 });
const SHARED =
  sharedFolder === null
    ? []
    : ["sources", "warriors"].map((name) => join(sharedFolder ?? "", "corewar", name));
const folder = mkdtempSync(join(tmpdir(), "galapagos-pmars-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Debian's pmars assembles without a display; it is not on every machine. */
const PMARS =
  ["pmars", "/usr/games/pmars"].find((path) => spawnSync(path, ["-r", "0"]).error === undefined) ?? null;

const LISTED = /^(START)?\s*([A-Z]{3})\.([ABFXI]{1,2})\s+([#$@<>*{}])\s*(-?\d+),\s+([#$@<>*{}])\s*(-?\d+)/;
const wrap = (text: string | undefined): number => ((Number(text) % 8000) + 8000) % 8000;

function byPmars(source: string): { start: number; code: string[] } {
  const path = join(folder, "warrior.red");
  writeFileSync(path, source, "latin1");
  const listing = spawnSync(PMARS ?? "pmars", ["-r", "0", path], {
    encoding: "latin1",
    stdio: ["ignore", "pipe", "ignore"],
    timeout: 5000,
  }).stdout;
  const code: string[] = [];
  let start = 0;
  for (const line of listing.split("\n")) {
    const match = LISTED.exec(line);
    if (match === null) continue;
    const [, mark, opcode, modifier, aMode, a, bMode, b] = match;
    if (mark !== undefined) start = code.length;
    code.push(`${opcode}.${modifier} ${aMode}${wrap(a)},${bMode}${wrap(b)}`);
  }
  return { start, code };
}

/** No code for what is refused, as above. */
function byUs(source: string): { start: number; code: string[] } {
  const assembly = assemble(source, { settings });
  if (assembly.status === "error") return { start: 0, code: [] };
  const { start, instructions } = assembly.warrior;
  return {
    start,
    code: instructions.map(
      ({ opcode, modifier, aMode, a, bMode, b }) => `${opcode}.${modifier} ${aMode}${a},${bMode}${b}`,
    ),
  };
}

/** A debugger's pmars passes over assertions behind an EQU; as a server, and here, it heeds them. */
const ASSERTION_BEHIND_EQU = /equ[^\n]*\n(\s*(;(?!\s*assert)[^\n]*)?\n)*\s*;\s*assert/i;

describe.skipIf(PMARS === null)("pmars on this machine", () => {
  it("assembles random sources to the same code", { timeout: 60_000 }, () => {
    let compared = 0;
    for (let draw = 0; draw < 150; draw++) {
      const source = randomSource(randomStream("pmars", draw));
      if (ASSERTION_BEHIND_EQU.test(source)) continue;
      const theirs = byPmars(source);
      if (theirs.code.length === 0) continue;
      // a start outside of the warrior is not listed
      const ours = byUs(source);
      const start = ours.start < ours.code.length ? ours.start : theirs.start;
      expect({ source, ...ours, start }).toEqual({ source, ...theirs });
      compared++;
    }
    expect(compared).toBeGreaterThan(20);
  });

  it("assembles what comes with it, and what lies beside the checkout, to the same code", {
    timeout: 60_000,
  }, () => {
    for (const folder of ["/usr/share/doc/pmars/examples", ...SHARED]) {
      if (!existsSync(folder)) continue;
      for (const name of readdirSync(folder).filter((each) => each.endsWith(".red"))) {
        const source = readFileSync(join(folder, name), "latin1");
        expect({ name, ...byUs(source) }).toEqual({ name, ...byPmars(source) });
      }
    }
  });
});
