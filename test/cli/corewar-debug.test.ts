import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
    "search mov\nsearch ? ?, @2\nsearch mov 0, 1\nsearch dat.f 0, 0\ncontinue\nrestart\nthread 2\nthread\nx 100\nthread\nback 2\nreg",
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

// what is said last, of a round of two.red at 0 and dwarf.red at 4000
test.each<[what: string, script: string, ...lines: (string | RegExp)[]]>([
  ["skip says nothing", "skip~sk 2~calc PC", "4001"],
  ["a line repeats itself", "sk~!3~calc PC", "4001"],
  ["a block repeats itself", "ca x=0~!!~ca x=x+1~!3~echo done", "1", "2", "3", "done"],
  ["blocks stand in blocks", "&ca x=0~!!~!!~&ca x=x+1~!2~&ca x=x*10~!2~ca x", "220"],
  ["a condition leaves a loop", "&ca x=0~!!~&ca x=x+1~if x<4~!~ca x", "4"],
  ["a condition skips a block", "if 0~!!~echo no~echo no~!~echo yes", "yes"],
  ["a loop begins in one macro and ends in another", "m begin,my.mac~m until3", "0", "1", "2", "3", "end"],
  [
    "a condition skips all that a macro says",
    "m one,my.mac~ca x=1~!!~if x~m both~ca x=0~!2",
    ...["1", "1", "2", "end", "0", "0"],
  ],
  ["a condition is the first of several values", "if 0,1~echo no~echo yes", "yes"],
  ["an address that counts up is read once", "ca x=0~edit x=x+1 dat 5~ca x", "0", /^ +1 {2}DAT/, "1"],
  [
    "addresses behind pqueue count processes",
    "@s 2~pq a~l 0,1~ca $~pq off~ca .",
    /: 1 0$/,
    /^> +1 /,
    /^\+ +0 /,
    "1",
    "0",
  ],
  ["… and are the core's again in the next line", "@s 2~@pq a\nca $,.", "7999 1"],
  ["… until something is executed", "@pq a~@s~ca .,$", "4000 7999"],
  ["… or changed", "@pq b~@edit 0 add #4, 3~ca .,$", "4000 7999"],
  ["… and of processes that is where to stop, and what to execute", "@s 4~@pq b~@until 0~ca .", "4002"],
  [
    "a warrior without processes leaves the current address alone",
    "@edit 4000 dat 0~@s 4~@ca 0~@pq b~ca 7",
    "7",
  ],
  ["an empty macro does nothing", "m ,user\ne=\n.\nm e~ca 5", "5"],
  ["an empty part of a macro repeats nothing of before its call", "m ,user\nf=~ca 4\n.\nca 3~m f", "3", "4"],
  ["a dot ends the definitions of macros", "m ,user\nhi= echo hi\n.\nm hi", "hi"],
  ["a loop ends with the round", "trace 4001~@s~!~r", /round is over/, /^a Two/, /^b Dwarf/, /executed$/],
  ["nothing repeats what was before, a blank does not", "@s~~ ~calc PC", "1"],
  [
    "letters are set, compared, and stand in code",
    "ca c=2,c*3~edit 9 dat c,-c",
    "2 6",
    /9 {2}DAT.F {2}\$ {5}2, \$ {4}-2/,
  ],
  ["names of addresses", "ca PC,PC1,PC2,$,CORESIZE,CYCLE", "0 0 4000 7999 8000 80000"],
  ["operands of the current cell", "@4000~ca A,B", "4 3"],
  ["ranges from the current address", "@l 7~l +1,+2~ca .", /^ {7}8 /, /^ {7}9 /, "9"],
  ["the last range again", "@l 3,4~@s~l ,", /^ {7}3 /, /^ {7}4 /],
  ["an address alone is listed", "4001", /4001 {2}MOV/],
  ["arguments may touch the command", "l0,1", /0 {2}SPL/, /1 {2}MOV/],
  ["an entry takes the next lines", "@edit 5,7\nnop 1\n\n \n@fill 9\nnop 2\nse nop", "3 found: 5 6 9"],
  [
    "an entry takes the next part",
    "&ca x=5~!!~@ed x~dat x,1~if (x=x+1)<7~!~l5,6",
    /DAT.F {2}\$ {5}5/,
    /DAT.F {2}\$ {5}6/,
  ],
  [
    "macros are entered, listed and obeyed",
    "m ,user\ntwice= @s~@s~ca PC\n\nm\nm twice",
    "twice= @s~@s~ca PC",
    "1",
  ],
  ["macros come from files, and call each other", "m both,my.mac", "1", "2", "end"],
  ["a macro's reset leaves all", "m out,my.mac~echo no", "in"],
  [
    "words of pMARS's panels do nothing",
    "close~switch 2~display off~clear~cls~mov off~remark x~echo on",
    "on",
  ],
  [
    "who is where, and when",
    "@s~wqueue~progress",
    /next at 1$/,
    /next at 4000$/,
    "1 cycles are over, 79999 are left",
  ],
])("%s", async (_, script, ...lines) => {
  writeFileSync(
    join(cwd, "my.mac"),
    "a comment\none= echo 1\nboth= m one~m two~echo end\ntwo= echo 2\nout= m in~m in\nin= echo in~res\nbegin= ca x=0~!!~ca x=x+1\nuntil3= if x<3~!~echo end\n",
  );
  const answer = await debug(script);
  expect([answer.code, answer.stderr]).toEqual([0, ""]);
  expect(answer.lines.slice(-lines.length)).toEqual(
    lines.map((line) => (typeof line === "string" ? line : expect.stringMatching(line))),
  );
});

test("a log takes what is said after it was opened, but what is hushed by &", async () => {
  const { lines } = await debug("step\nwrite my.log\n@calc 1\n&calc 2\ncalc 3\nwrite\ncalc 4");
  expect(lines.slice(-2)).toEqual(["3", "4"]);
  expect(readFileSync(join(cwd, "my.log"), "utf8")).toBe("1\n3\n");
});

test("a round goes on to where a battle ends", async () => {
  const battle = await galapagos(
    ["corewar", "battle", "two.red", "dwarf.red", "--positions", "4000", "--json"],
    { cwd },
  );
  const [round] = JSON.parse(battle.stdout).results;
  const { lines } = await debug("continue\nregisters\nrestart");
  expect(lines[1]).toMatch(new RegExp(`after ${round.cycles} cycles`));
  expect(lines.at(-2)).toBe(`${round.instructions} instructions executed`);
  expect(lines.at(-1)).toBe(lines[0]);
});

test("mistakes are told, and show in the exit code of a script", async () => {
  const doubling = Array.from({ length: 17 }, (_, at) => `d${at}= m d${at + 1}~m d${at + 1}\n`).join("");
  writeFileSync(join(cwd, "me.mac"), `me= m me\n${doubling}d17= remark\n`);
  const { code, stderr, lines } = await debug(
    "stepp\nlist nowhere\nedit\nedit 5 movv 0, 1\nstep x\npqueue z\nsearch foo\nuntil\npspace off\nmacro nobody\nmacro ,nowhere.mac\nmoveable on\nm me,me.mac\n!!~!\nwrite .\ncalc PC+CORESIZE\nu death\nme\nm d0",
  );
  expect(code).toBe(2);
  expect(stderr.trimEnd().split("\n")).toEqual([
    "line 1: stepp: there is no such command; did you mean step?; help lists all",
    'line 2: list: nowhere: undefined label "nowhere" (expected a label, an EQU name or a predefined constant)',
    "line 3: edit: expected an address and an instruction: edit . mov.i 0, 1",
    expect.stringMatching(/^line 4: edit: line 1, column \d+: /),
    "line 5: step: x: expected a whole number from 1 on",
    "line 6: pqueue: z: expected a warrior, a, b, …",
    "line 7: search: foo: expected an opcode or an instruction, e.g. mov ?, 1",
    "line 8: until: expected an address, an opcode, `cycle n` or `death`",
    "line 9: pspace: off: expected a warrior, a, b, …",
    "line 10: nobody: there is no such macro; macro lists all",
    expect.stringMatching(/^line 11: nowhere\.mac cannot be read: /),
    "line 12: moveable: breakpoints stay at their addresses here; they are not copied with what MOV.I copies",
    "line 13: macros call each other more than 100 deep",
    "line 14: the line does not come to an end",
    expect.stringMatching(/^line 15: write: \. cannot be written: /),
    'line 17: untrace: death: undefined label "death" (expected a label, an EQU name or a predefined constant)',
    "line 18: me: there is no such command; did you mean macro me?; help lists all",
    "line 19: the line does not come to an end",
  ]);
  expect(lines.at(-1)).toBe("8000");
});

test("help of one command is its line alone", async () => {
  const { lines } = await debug("help unt");
  expect(lines.slice(1)).toEqual([expect.stringMatching(/^untrace \[where\] {2}remove breakpoints/)]);
});

test("the help of the command line names every command", async () => {
  const [{ stdout }, { lines }] = await Promise.all([
    galapagos(["corewar", "debug", "--help"]),
    debug("help"),
  ]);
  for (const line of lines.slice(1)) expect(stdout).toContain(line);
});
