import { describe, expect, it } from "vitest";
import {
  type AssemblerOptions,
  type Assembly,
  assemble,
  completeSettings,
  showDiagnostic,
} from "../../src/corewar/index.ts";

const settings = completeSettings();

function run(source: string, options: Partial<AssemblerOptions> = {}): Assembly {
  return assemble(`;redcode-94\n;assert 1\n${source}\n`, { settings, ...options });
}

/** Code as one line, `START` marked by `>` . */
function code(source: string, options: Partial<AssemblerOptions> = {}): string {
  const assembly = run(source, options);
  if (assembly.status === "error")
    return `error: ${assembly.errors.map(({ message }) => message).join("; ")}`;
  const { instructions, start } = assembly.warrior;
  return instructions
    .map(
      ({ opcode, modifier, aMode, a, bMode, b }, index) =>
        `${index === start && start > 0 ? ">" : ""}${opcode}.${modifier} ${aMode}${a > 4000 ? a - 8000 : a},${bMode}${b > 4000 ? b - 8000 : b}`,
    )
    .join(" | ");
}

// Every expectation of this file was read off pMARS 0.9.2 (-r 0), unless it says otherwise.
describe("instructions", () => {
  it.each([
    ["dat 5", "DAT.F #0,$5"],
    ["dat <1, #2", "DAT.F <1,#2"],
    ["nop 1", "NOP.F $1,$0"],
    ["jmp 1", "JMP.B $1,$0"],
    ["spl #1, <2", "SPL.B #1,<2"],
    ["mov 0, 1", "MOV.I $0,$1"],
    ["mov #0, 1", "MOV.AB #0,$1"],
    ["mov 0, #1", "MOV.B $0,#1"],
    ["cmp 0, 1", "CMP.I $0,$1"],
    ["seq #1, 2", "SEQ.AB #1,$2"],
    ["sne 1, #2", "SNE.B $1,#2"],
    ["add #1, 2", "ADD.AB #1,$2"],
    ["sub 1, 2", "SUB.F $1,$2"],
    ["mul 1, #2", "MUL.B $1,#2"],
    ["div 1, 2", "DIV.F $1,$2"],
    ["mod #1, #2", "MOD.AB #1,#2"],
    ["slt 1, 2", "SLT.B $1,$2"],
    ["slt #1, 2", "SLT.AB #1,$2"],
    ["ldp #1, 2", "LDP.AB #1,$2"],
    ["stp 1, #2", "STP.B $1,#2"],
    ["jmz 1, #2", "JMZ.B $1,#2"],
    ["jmn @1, *2", "JMN.B @1,*2"],
    ["djn {1, }2", "DJN.B {1,}2"],
    ["MOV . i >1 , $ 2", "MOV.I >1,$2"],
  ])("%s", (source, want) => expect(code(source)).toBe(want));
});

describe("names and numbers", () => {
  it.each([
    [
      "labels are relative, with or without a colon",
      "lab: mov lab, 1\nlab1\nlab2 jmp lab, lab2",
      "MOV.I $0,$1 | JMP.B $-1,$0",
    ],
    ["EQU substitutes text", "a equ 2+3\n mov a*2, 1", "MOV.I $8,$1"],
    ["EQU may hold operands, modes and modifiers", "x equ .i #5,\n mov x 1", "MOV.I #5,$1"],
    ["EQU may be used before it is defined", " mov z1, 1\nz1 equ 7", "MOV.I $7,$1"],
    [
      "EQU of several lines stands for several instructions",
      "cc equ spl 0\n equ mov 2, <-1\n equ jmp -1\n cc",
      "SPL.B $0,$0 | MOV.I $2,<-1 | JMP.B $-1,$0",
    ],
    ["operators have C's precedence", " mov 1+2*3==7, !0+-(2-5)%2", "MOV.I $1,$2"],
    [
      "pMARS takes together what follows a stronger operator",
      " mov 10-2*3-1, 100-2*3*2-1\n mov 10-12/3/2, 9-3-2*2-1",
      "MOV.I $5,$89 | MOV.I $8,$3",
    ],
    [
      "… in comparisons and logic too",
      " mov 5<2+1<2, 3!=1+2==0\n mov 0&&1||1, 8001<2-1<3&&1",
      "MOV.I $0,$1 | MOV.I $1,$0",
    ],
    ["division and remainder go towards zero", " mov (0-7)/2, (0-7)%2", "MOV.I $-3,$-1"],
    ["comparisons and logic give 0 or 1", " mov 1||0==0, 2>1&&0", "MOV.I $1,$0"],
    ["single letters are registers", " mov a=b=4, b+1", "MOV.I $4,$5"],
    ["numbers are reduced to the core", " mov 8001, 99999999999", "MOV.I $1,$-1"],
    ["CURLINE counts instructions", " mov CURLINE, 1\n mov CURLINE, 1", "MOV.I $0,$1 | MOV.I $1,$1"],
    [
      "constants are predefined",
      " mov MAXLENGTH+MINDISTANCE, VERSION\n dat CORESIZE/8, PSPACESIZE",
      "MOV.I $200,$92 | DAT.F $1000,$500",
    ],
    ["a backslash joins lines", " mov 1,\\\n2", "MOV.I $1,$2"],
    [
      "a redefined label silences its line",
      "lab mov 1, 2\nlab mov 3, 4\n jmp lab",
      "MOV.I $1,$2 | JMP.B $-1,$0",
    ],
  ])("%s", (_, source, want) => expect(code(source)).toBe(want));
});

describe("expressions", () => {
  it("warn where the order of pMARS differs from the usual one", () => {
    expect(run(" dat 0, 10-2*3-1")).toMatchObject({
      status: "ok",
      warnings: [{ line: 3, column: 9, message: "the order of pMARS gives 5 here, usual precedence 3" }],
    });
    expect(run(" dat 0, 10-(2*3)-1")).toMatchObject({ status: "ok", warnings: [] });
  });
});

describe("loops", () => {
  it.each([
    ["count with their index", "x for 2\n mov x, CURLINE\n rof", "MOV.I $1,$0 | MOV.I $2,$1"],
    [
      "nest, and join indices to labels",
      "n for 2\nm for n\nl&n&m jmp l&n&m, m\n rof\n rof\n jmp l0202",
      "JMP.B $0,$1 | JMP.B $0,$1 | JMP.B $0,$2 | JMP.B $-1,$0",
    ],
    [
      "take labels before them for their first line",
      "base\nx for 2\n mov base, x\n rof",
      "MOV.I $0,$1 | MOV.I $-1,$2",
    ],
    [
      "give labels before them their place, even when empty",
      "base n for 0\n rof\nk equ 4\n mov base, k",
      "MOV.I $0,$4",
    ],
    ["do nothing when the count is 0 or less", "x for -2\n mov 1, 1\n rof\n dat 0", "DAT.F #0,$0"],
    [
      "reach into texts substituted within",
      "foo equ dat xx\nxx for 2\n foo\n rof",
      "DAT.F #0,$1 | DAT.F #0,$2",
    ],
    ["may come out of an EQU", "t equ n for 2\n equ dat n\n equ rof\n t", "DAT.F #0,$1 | DAT.F #0,$2"],
  ])("%s", (_, source, want) => expect(code(source)).toBe(want));
});

describe("names that are more than names", () => {
  it.each([
    ["a modifier is no loop index", "i for 2\n sne.i $i, $i+1\n rof", "SNE.I $1,$2 | SNE.I $2,$3"],
    ["… and no text", "x equ 5\n mov.x x, 2", "MOV.X $5,$2"],
    ["… but behind a blank it is both", "i equ B\n mov .i 1, 2", "MOV.B $1,$2"],
    [
      "what follows an opcode without a blank is looked at in the second pass",
      "x equ #\n mov x 1, 2\nx1 jmp@x1 ",
      "MOV.AB #1,$2 | JMP.B @0,$0",
    ],
    [
      "a label known here is replaced at once, one known later at the end",
      "a1 nop 0\nm equ jmp a1\n m\n m, z9\nz9 nop 0",
      "NOP.F $0,$0 | JMP.B $-1,$0 | JMP.B $-2,$1 | NOP.F $0,$0",
    ],
    [
      "what follows a text that holds an opcode counts from the next line, as in pMARS",
      "a1 nop 0\nm equ jmp\n m a1",
      "NOP.F $0,$0 | JMP.B $-2,$0",
    ],
    [
      "an index in a text is read where the text is used",
      "len equ (d&i-p&i+1)\ni for 2\np&i mov #len, 1\nd&i dat 0, 0\n rof",
      "MOV.AB #2,$1 | DAT.F $0,$0 | MOV.AB #2,$1 | DAT.F $0,$0",
    ],
    ["registers are set within an expression", " dat 1+a=5, a\n dat -b=3, b", "DAT.F $6,$5 | DAT.F $-3,$3"],
    ["two registers begin with the number of warriors", " dat s, w\n dat a, z", "DAT.F $2,$2 | DAT.F $0,$0"],
    [
      "two numbers are one",
      " jmp 1 2\ni for 2\n jmp 3 i\n rof",
      "JMP.B $12,$0 | JMP.B $301,$0 | JMP.B $302,$0",
    ],
    ["an empty A operand with a mode is 0", " mov #, 5\n mov.b <,1", "MOV.AB #0,$5 | MOV.B <0,$1"],
    [
      "where a line ends with what touches its opcode, pMARS reads on in what it read before",
      "dat#9\n jmp -4,0\n",
      "DAT.F #5,$0 | JMP.B $-4,$0",
    ],
    ["… but not behind a blank", "dat#9 \n jmp -4,0\n", "DAT.F #0,#9 | JMP.B $-4,$0"],
    ["two signs are one operator", " dat 1 = = 1, 2 < = 1", "DAT.F $1,$0"],
  ])("%s", (_, source, want) => expect(code(source)).toBe(want));
});

describe("labels of what is no instruction", () => {
  it.each([
    ["PIN", "here: pin 5\nstep equ 10\n add #step, here", "ADD.AB #10,$0"],
    ["ORG", " nop 0\nhere org 1\nk equ 4\n jmp here", ">JMP.B $0,$0"],
    ["PIN on a line of its own", "here\n\n PIN 1\nk equ 4\n jmp here, k", "JMP.B $0,$4"],
  ])("%s: they belong to the next instruction", (_, source, want) =>
    expect(code(source).replace("NOP.F $0,$0 | ", "")).toBe(want),
  );

  it("EQU takes all of them", () => expect(code("p q equ 7\n dat p, q")).toBe("DAT.F $7,$7"));
});

// read off pMARS 0.9.5 (-A)
describe("the reading of pMARS 0.9.5", () => {
  const pmars = { pmars: "0.9.5" } as const;

  it("knows the usual order of operators, and its own version", () => {
    expect(code(" dat 10-2*3-1, VERSION\n dat 1+2*3==7, 9-3-2*2-1", pmars)).toBe(
      "DAT.F $3,$95 | DAT.F $1,$1",
    );
    expect(run(" dat 0, 10-2*3-1", pmars).warnings).toEqual([]);
  });

  it("joins lines of code, and none to a comment", () => {
    expect(code(" dat 1,\\\n2\n nop 1 ; one \\\n nop 2", pmars)).toBe(
      "DAT.F $1,$2 | NOP.F $1,$0 | NOP.F $2,$0",
    );
    expect(code(" dat 1,\\\n2\n nop 1 ; one \\\n nop 2")).toBe("DAT.F $1,$2 | NOP.F $1,$0");
  });
});

describe("lines that are not lived", () => {
  it.each([
    ["an assertion", "for CORESIZE == 55440\n;assert CORESIZE == 55440\n spl 0\n rof\n jmp 0", "JMP.B $0,$0"],
    ["END", "for 0\n dat 1, 1\n end\n rof\n jmp 0", "JMP.B $0,$0"],
    ["prose", 'FOR 0\n  of LP warriors: boot\n it. (x) is "smart" :-/\nROF\n jmp 0', "JMP.B $0,$0"],
    ["loops in prose, which have to be closed", "for 0\n wait for it.\n rof\n rof\n jmp 0", "JMP.B $0,$0"],
    ["what stands behind END", " jmp 0\n end\n that's (all)\n;assert 0", "JMP.B $0,$0"],
    [
      "what stands behind a NUL or a carriage return",
      " jmp 1\0 junk (\n jmp 2\r + 5\n",
      "JMP.B $1,$0 | JMP.B $2,$0",
    ],
  ])("%s", (_, source, want) => expect(code(source)).toBe(want));

  it("an assertion knows what stands before it", () => {
    expect(run("k equ 3\n;assert k == 3 && CORESIZE == 8000\n nop k").warnings).toEqual([]);
    expect(code("k equ 3\n;assert k == 4\n nop k")).toBe('error: the assertion "k == 4" fails');
    expect(run(";assert(1)\n; ASSERT CURLINE==0 ; or not\n nop 0")).toMatchObject({
      status: "ok",
      warnings: [],
    });
  });

  it("a line of more than 255 bytes goes on in the next one, but not for a model", () => {
    const long = ` nop 1 ;${"-".repeat(247)} nop 2\n`;
    expect(code(long)).toBe("NOP.F $1,$0 | NOP.F $2,$0");
    expect(run(long).warnings).toMatchObject([
      { line: 3, message: expect.stringContaining("more than 255") },
    ]);
    expect(code(long, { mode: "lenient" })).toBe("NOP.F $1,$0");
    expect(code(` nop 1 ;${"é".repeat(123)}- nop 2\n`)).toBe("NOP.F $1,$0 | NOP.F $2,$0");
  });
});

describe("directives", () => {
  it("a byte order mark is passed over: the first line counts", () => {
    const assembly = assemble("\uFEFFmov 0, 1\ndat 0\n", { settings });
    expect(assembly).toMatchObject({ status: "ok", warrior: { instructions: [{ opcode: "MOV" }, {}] } });
  });

  it("ORG wins over END, and labels name the start", () => {
    expect(code(" org st\n mov 0, 1\nst mov 1, 2\n end 0\n junk")).toBe("MOV.I $0,$1 | >MOV.I $1,$2");
    expect(code(" mov 0, 1\nst mov 1, 2\n end st")).toBe("MOV.I $0,$1 | >MOV.I $1,$2");
  });

  it("comments name the warrior; PIN shares p-space", () => {
    const assembly = run(";name A  b\n;author C\n;strategy one\n;strategy two\n pin 5\n nop 0");
    expect(assembly).toMatchObject({
      status: "ok",
      warrior: { name: "A  b", author: "C", strategy: "one\ntwo", pin: 5 },
      warnings: [],
    });
  });

  it("comments behind code say nothing, nor do words that only begin alike", () => {
    const assembly = run(";name A\n nop 0 ;name B\n;named C\n;redcoder\n nop 1 ; redcode\n; redcode\n nop 2");
    expect(assembly).toMatchObject({ status: "ok", warrior: { name: "A", instructions: [{}, {}, {}] } });
  });

  it("ORG and PIN without an operand are 0", () => {
    expect(run(" org\n pin\n nop 0")).toMatchObject({ status: "ok", warrior: { start: 0, pin: 0 } });
  });

  it("what stands before ;redcode is not read", () => {
    expect(assemble("mov mov mov\n;redcode\n nop 0\n;redcode\n nop 1", { settings })).toMatchObject({
      status: "ok",
      warrior: { instructions: [{ opcode: "NOP" }] },
    });
  });

  it("a failing assertion is an error, an unknown one a warning", () => {
    expect(code(";assert CORESIZE == 800\n nop 0")).toBe('error: the assertion "CORESIZE == 800" fails');
    expect(run(";assert foo\n nop 0")).toMatchObject({ status: "ok", warnings: [{ line: 3 }] });
  });

  it("Redcode '88 is translated, and with standard 88 nothing else is taken", () => {
    expect(code(" mov 0, 1\n jmp -1, <5", { standard: "88" })).toBe("MOV.I $0,$1 | JMP.B $-1,<5");
    expect(code(" mov.i 0, 1", { standard: "88" })).toContain("modifiers are not in Redcode '88");
    expect(code(" mov >0, 1", { standard: "88" })).toContain("is not in Redcode '88");
    expect(code(" seq 0, 1", { standard: "88" })).toContain("SEQ is not in Redcode '88");
    expect(code(" mov 0, #1", { standard: "88" })).toContain("is not legal in Redcode '88");
    expect(code(" slt 1, #2", { standard: "88" })).toBe("SLT.B $1,#2");
    expect(code(" dat 1", { standard: "88" })).toContain("is not legal in Redcode '88");
  });
});

describe("rules without p-space", () => {
  it("refuse LDP and STP", () => {
    expect(code(" ldp 1, 2", { pSpace: false })).toBe("error: LDP is not allowed where there is no p-space");
    expect(code(" mov 1, 2", { pSpace: false })).toBe("MOV.I $1,$2");
  });
});

describe("errors", () => {
  it("name line, column and what was expected, several at a time", () => {
    const assembly = assemble(
      "mov 0, bom\nadd #4\n mov.q 1, 2\njmp 1/0\n foo 1\nx equ 1\nx equ 2\n mov 1 2",
      { settings },
    );
    expect(assembly.status).toBe("error");
    if (assembly.status === "error") {
      expect(
        assembly.errors.map(({ line, column, message }) => `${line}:${column} ${message}`),
      ).toMatchInlineSnapshot(`
        [
          "5:2 "foo" is no opcode; did you mean "FOR"?",
          "7:1 "x" is defined already",
          "1:8 undefined label "bom"",
          "2:1 ADD has one operand",
          "3:6 "q" is no modifier",
          "4:6 division by zero",
          "8:2 MOV has one operand",
        ]
      `);
      expect(assembly.errors[2]?.expected).toBe("a label, an EQU name or a predefined constant");
    }
  });

  it("name what was probably meant", () => {
    expect(code("movv 0, 1")).toBe('error: "movv" is no opcode; did you mean "MOV"?');
    expect(code("frobnicate 0, 1")).toBe('error: "0" cannot stand here');
    expect(code("strat mov 0, 1\n jmp start")).toBe('error: undefined label "start"; did you mean "strat"?');
    expect(code("step equ 3\n org setp\n nop 0")).toBe('error: undefined label "setp"; did you mean "step"?');
    expect(code(" jmp elsewhere")).toBe('error: undefined label "elsewhere"');
    expect(code(`x${"y".repeat(100_000)} nop 0\n jmp x${"y".repeat(100_001)}`)).not.toContain("mean");
  });

  it("are shown with their line and a caret, around the place where the line is long", () => {
    const show = (source: string): string => {
      const assembly = assemble(source, { settings });
      return assembly.status === "error"
        ? assembly.errors.map((fault) => showDiagnostic(fault, source)).join("\n")
        : "";
    };
    expect(show("mov 0, 1\n\tjmp 1/0 ; never")).toBe(
      "line 2, column 7: division by zero (expected a divisor other than 0)\n     jmp 1/0 ; never\n          ^",
    );
    expect(show("start movv 0, 1")).toBe(
      'line 1, column 7: "movv" is no opcode; did you mean "MOV"?\n    start movv 0, 1\n          ^',
    );
    const [, line = "", caret = ""] = show(` dat ${"1+".repeat(60)}nowhere, 5`).split("\n");
    expect(line.slice(caret.indexOf("^"))).toMatch(/^nowhere/);
    expect(line.length).toBeLessThan(100);
    // joined lines: the place is in another one
    expect(show(" dat \\\n 1, nowhere")).toMatch(/^line 1, column 10: .*\n {5}dat \\$/);
    expect(show("for 101\n nop 0\n rof")).toContain("longer than allowed");
  });

  it("a text of several lines among operands loses its instruction, which is said", () => {
    expect(code("step equ 5\nequ\n jmp step")).toBe("error: a text of several lines stands among operands");
  });

  it("a warrior longer than allowed says how long it may be", () => {
    const assembly = assemble("for 101\n nop 0\n rof", { settings });
    expect(assembly).toMatchObject({ status: "error", errors: [{ expected: "at most 100 instructions" }] });
  });

  it("what only looks like a blank does not end a line unseen", () => {
    expect(code("mov 0, 1\u00a0+1")).toBe("error: U+00A0 cannot stand here");
    expect(code("mov\u30000, 1")).toBe("error: U+3000 cannot stand here");
    expect(code("\u00a0mov 0, 1")).toBe("error: U+00A0 cannot stand here");
  });

  it("an empty source is a warrior without instructions, as in pMARS, and a warning; not one for a model", () => {
    expect(run("")).toMatchObject({
      status: "ok",
      warrior: { instructions: [], start: 0 },
      warnings: [{ message: "the source has no instructions" }],
    });
    expect(run(" org nowhere\n pin 1/0")).toMatchObject({
      status: "ok",
      warrior: { instructions: [], pin: null },
    });
    expect(code("", { mode: "lenient" })).toBe("error: the source has no instructions");
  });
});

describe("lenient mode", () => {
  const lenient = { mode: "lenient" } as const;

  it("takes the code out of a model's answer", () => {
    const answer = [
      "Here is an improved dwarf, which should be faster:",
      "```redcode",
      "; a dwarf",
      "Start: ADD #4, bomb",
      "  MOV.I bomb, @BOMB // throw",
      "  JMP start",
      "bomb DAT 0",
      "```",
      "It adds 4 to the bomb and jumps.",
    ].join("\n");
    expect(code(answer, lenient)).toBe("ADD.AB #4,$3 | MOV.I $2,@2 | JMP.B $-2,$0 | DAT.F #0,$0");
  });

  it("bears with missing commas, operands and modifiers, and warns", () => {
    const assembly = run("mov 0 1\nadd.q #1, <2\nnop\nsub 3\n.space 10\nspl 2, 1, 0", lenient);
    expect(code("mov 0 1\nadd.q #1, <2\nnop\nsub 3\n.space 10\nspl 2, 1, 0", lenient)).toBe(
      "MOV.I $0,$1 | ADD.AB #1,<2 | NOP.F $0,$0 | SUB.F $3,$0 | SPL.B $2,$1",
    );
    expect(assembly.warnings.length).toBeGreaterThanOrEqual(5);
  });

  it("takes what looks like a blank for one, and warns", () => {
    const assembly = run("mov\u00a00, 1\u00a0+1", { mode: "lenient" });
    expect(assembly.warnings.map(({ message }) => message)).toContain("U+00A0 is read as a blank");
    expect(code("mov\u00a00, 1\u00a0+1", { mode: "lenient" })).toBe("MOV.I $0,$2");
  });

  it("reads a source that is right as it stands as strict mode does: names may differ by case alone", () => {
    expect(code("STEP equ 70\nstep dat #STEP\n mov step, STEP", lenient)).toBe(
      code("STEP equ 70\nstep dat #STEP\n mov step, STEP"),
    );
  });

  it("refuses CURLINE as a label, as pMARS does", () => {
    expect(code("CURLINE nop 0")).toContain('"CURLINE" cannot stand here');
    expect(code("nop CURLINE")).toBe("NOP.F $0,$0");
  });

  it("still refuses what has no meaning", () => {
    expect(code("mov 0, nowhere", lenient)).toBe('error: undefined label "nowhere"');
  });
});
