import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { galapagos } from "./support.ts";

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "corewar-debug-"));
  writeFileSync(
    join(cwd, "dwarf.red"),
    ";redcode\n;name Dwarf\n;assert 1\nadd #4, 3\nmov 2, @2\njmp -2\ndat 0\n",
  );
  writeFileSync(join(cwd, "two.red"), ";redcode\n;name Two\n;assert 1\nspl 0\nmov 0, 1\n");
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** Answers to a script, the line before it included. */
async function debug(script: string, files = ["two.red", "dwarf.red"]) {
  const { code, stdout, stderr } = await galapagos(["corewar", "debug", ...files, "--positions", "4000"], {
    cwd,
    input: `${script}\n`,
  });
  return { code, lines: stdout.trimEnd().split("\n"), stderr };
}

test("a script steps, looks, and goes back", async () => {
  const { code, lines } = await debug("step\ns 3\nlist .,.+2\nback 2\nregisters\npqueue a\nquit\nstep");
  expect(code).toBe(0);
  expect(lines.join("\n")).toMatchInlineSnapshot(`
    "a Two  cycle 0  0: SPL.B  $     0, $     0
    b Dwarf  cycle 1  4000: ADD.AB #     4, $     3
    a Two  cycle 2  0: SPL.B  $     0, $     0
    >      0  SPL.B  $     0, $     0  a
           1  MOV.I  $     0, $     1  a
    +      2  MOV.I  $     0, $     1  a
    a Two  cycle 1  1: MOV.I  $     0, $     1
    a Two  cycle 1  1: MOV.I  $     0, $     1
    a Two: 2 processes, next at 1
    b Dwarf: 1 process, next at 4001
    2 instructions executed
    a, 2 in the queue: 1 0"
  `);
});

test("breakpoints stop at addresses and opcodes, until at a cycle or a death", async () => {
  const { lines } = await debug(
    "trace jmp\ntrace 4000,4001\ngo 2\ngo\nuntrace 4000,4001~go\nuntrace\nuntil cycle 100\nuntil 4002\nuntil add",
  );
  expect(lines.slice(1)).toEqual([
    "breakpoints: JMP",
    "breakpoints: 4000 4001 JMP",
    "b Dwarf  cycle 2  4001: MOV.I  $     2, @     2",
    "b Dwarf  cycle 3  4002: JMP.B  $    -2, $     0",
    "breakpoints: JMP",
    "b Dwarf  cycle 6  4002: JMP.B  $    -2, $     0",
    "no breakpoints",
    expect.stringContaining("cycle 100"),
    expect.stringContaining("4002: JMP.B"),
    expect.stringContaining("4000: ADD.AB"),
  ]);
});

test("a process is followed, or put elsewhere, and cells are found by what is known of them", async () => {
  const { code, lines } = await debug(
    "search mov\nsearch ? ?, @2\nsearch mov 0, 1\nsearch dat.f 0, 0\ncontinue\nreset\nthread 2\nthread\nx 100\nthread\nback 2\nreg",
  );
  expect(code).toBe(0);
  expect(lines.slice(1)).toEqual([
    "2 found: 1 4001",
    "1 found: 4001",
    "1 found: 1",
    expect.stringMatching(/^799\d found: 2 3 4 /),
    expect.stringContaining("the round is over"),
    expect.stringContaining("a Two  cycle 0  0: SPL.B"),
    expect.stringContaining("a Two  cycle 3  2: MOV.I"),
    expect.stringContaining("a Two  cycle 6  3: MOV.I"),
    // what it was sent to is empty, and kills it
    ...["x 100", "thread"].map(() => "the round is over after 7 cycles: Dwarf has won"),
    ...["back 2", "registers"].map(() => expect.stringContaining("b Dwarf  cycle 6  4002: JMP.B")),
    "a Two: 4 processes, next at 3",
    "b Dwarf: 1 process, next at 4002",
    "11 instructions executed",
  ]);
});

test("a changed cell decides the round, and is forgotten by going back before the change", async () => {
  const { lines } = await debug(
    "step\nedit . dat 0, 0\nuntil death\nback\nstep\nback 2\nlist 4000,4000\nfill 4000,4003 nop 5\nsearch nop",
  );
  expect(lines.slice(1)).toEqual([
    "b Dwarf  cycle 1  4000: ADD.AB #     4, $     3",
    ">   4000  DAT.F  $     0, $     0",
    "the round is over after 1 cycles: Two has won",
    "b Dwarf  cycle 1  4000: DAT.F  $     0, $     0",
    "the round is over after 1 cycles: Two has won",
    "a Two  cycle 0  0: SPL.B  $     0, $     0",
    "+   4000  ADD.AB #     4, $     3",
    ...[4000, 4001, 4002, 4003].map((at) => `${at === 4000 ? "+" : " "}   ${at}  NOP.F  $     5, $     0`),
    "4 found: 4000 4001 4002 4003",
  ]);
});

test("a round goes on to where a battle ends", async () => {
  const battle = await galapagos(
    ["corewar", "battle", "two.red", "dwarf.red", "--positions", "4000", "--json"],
    { cwd },
  );
  const [round] = JSON.parse(battle.stdout).results;
  const { lines } = await debug("continue\nregisters\nreset");
  expect(lines[1]).toMatch(new RegExp(`after ${round.cycles} cycles`));
  expect(lines.at(-2)).toBe(`${round.instructions} instructions executed`);
  expect(lines.at(-1)).toBe(lines[0]);
});

test("mistakes are told, and show in the exit code of a script", async () => {
  const { code, stderr, lines } = await debug(
    "stepp\nlist nowhere\nedit 5\nedit 5 movv 0, 1\nstep x\npqueue z\nsearch foo\nuntil\ncalc .+CORESIZE",
  );
  expect(code).toBe(2);
  expect(stderr.trimEnd().split("\n")).toEqual([
    "stepp: there is no such command; did you mean step?; help lists all",
    'nowhere: undefined label "nowhere" (expected a label, an EQU name or a predefined constant)',
    "expected an address and an instruction: edit . mov.i 0, 1",
    expect.stringMatching(/^line 1, column \d+: /),
    "x: expected a whole number from 1 on",
    "z: expected a warrior, a, b, …",
    "foo: expected an opcode or an instruction, e.g. mov ?, 1",
    "expected an address, an opcode, `cycle n` or `death`",
  ]);
  expect(lines.at(-1)).toBe("8000");
});

test("the help of the command line names every command", async () => {
  const [{ stdout }, { lines }] = await Promise.all([
    galapagos(["corewar", "debug", "--help"]),
    debug("help"),
  ]);
  for (const line of lines.slice(1)) expect(stdout).toContain(line);
});
