import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Random, randomStream } from "../../src/core/index.ts";
import { assemble, completeSettings, MODES, MODIFIERS, OPCODES } from "../../src/corewar/index.ts";

const settings = completeSettings({ warriors: 1 });
const folder = mkdtempSync(join(tmpdir(), "galapagos-pmars-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Debian's pmars assembles without a display; it is not on every machine. */
const PMARS =
  ["pmars", "/usr/games/pmars"].find((path) => spawnSync(path, ["-r", "0"]).error === undefined) ?? null;

const LISTED = /^(START)?\s*([A-Z]{3})\.([ABFXI]{1,2})\s+([#$@<>*{}])\s*(-?\d+),\s+([#$@<>*{}])\s*(-?\d+)/;
const wrap = (text: string | undefined): number => ((Number(text) % 8000) + 8000) % 8000;

function byPmars(source: string): { start: number; code: string[] } {
  const path = join(folder, "warrior.red");
  writeFileSync(path, source);
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

function byUs(source: string): { start: number; code: string[] } {
  const assembly = assemble(source, { settings });
  if (assembly.status === "error") throw new Error(`${JSON.stringify(assembly.errors)}\n${source}`);
  const { start, instructions } = assembly.warrior;
  return {
    start,
    code: instructions.map(
      ({ opcode, modifier, aMode, a, bMode, b }) => `${opcode}.${modifier} ${aMode}${a},${bMode}${b}`,
    ),
  };
}

/** A source that uses labels, texts, loops and expressions, and is right. */
function randomSource(random: Random): string {
  const labels = ["alpha", "beta", "gamma"];
  const term = (): string =>
    random.pick([...labels, "step", "CORESIZE", "CURLINE", String(random.int(9000)), "(3-5)", "-2", "!0"]);
  const expression = (): string => {
    const terms = Array.from({ length: 1 + random.int(4) }, term);
    return terms.reduce(
      (text, next) => `${text}${random.pick(["+", "-", "*", " + ", "<", "==", "&&"])}${next}`,
    );
  };
  const operand = (): string => random.pick(["", ...MODES]) + expression();
  const instruction = (): string => {
    const opcode = random.pick(OPCODES);
    const modifier = random.int(2) === 0 ? "" : `.${random.pick(MODIFIERS)}`;
    const word = random.int(2) === 0 ? opcode + modifier : (opcode + modifier).toLowerCase();
    return `${word} ${operand()}, ${operand()}`;
  };
  return [
    ";redcode-94",
    ";assert CORESIZE == 8000",
    `step equ ${random.pick(["3044", "1+2", "(CORESIZE/3+1)"])}`,
    `alpha ${instruction()}`,
    `idx for ${random.int(4)}`,
    `l&idx ${instruction()}`,
    " dat #idx, idx*2",
    " rof",
    `beta: ${instruction()} ; a comment`,
    `gamma\n ${instruction()}`,
    ` end ${random.pick(["", "alpha", "beta"])}`,
    "",
  ].join("\n");
}

describe.skipIf(PMARS === null)("pmars on this machine", () => {
  it("assembles random sources to the same code", { timeout: 60_000 }, () => {
    for (let draw = 0; draw < 60; draw++) {
      const source = randomSource(randomStream("pmars", draw));
      const theirs = byPmars(source);
      // Where its evaluator gives up on a right expression, there is nothing to compare.
      if (theirs.code.length > 0) expect({ source, ...byUs(source) }).toEqual({ source, ...theirs });
    }
  });
});
