import type { Random } from "../../src/core/index.ts";
import { MODES, MODIFIERS, OPCODES } from "../../src/corewar/index.ts";

/**
 * A source of the kinds that real warriors are made of, and careless ones: labels of all kinds, texts of one
 * line and more, loops within loops, `&` indices, assertions, `PIN`, `ORG`, `END`, odd blanks, carriage
 * returns and NULs. Many are wrong.
 */
export function randomSource(random: Random): string {
  const writer = new SourceWriter(random);
  const { pick, int } = random;
  const head = int(6) === 0 ? ["junk 1 2 3", ";redcode"] : [";redcode-94"];
  const lines = Array.from({ length: 1 + int(8) }, () => writer.block(0)).flat();
  const late = writer.promised();
  const end = pick(["", " end", ` end ${writer.value()}`, ` END ${writer.expression()} ; bye`]);
  return [
    ...head,
    ...lines,
    ...late,
    end,
    int(4) === 0 && end !== "" ? " what follows (is not read) 'at all'" : "",
  ]
    .map((line) => writer.ending(line))
    .join("");
}

class SourceWriter {
  readonly #random: Random;
  /** How likely it is that something is written that may be wrong: one in so many. */
  readonly #sober: number;
  /** Names with a value, those that stand for instructions, and those that are still to be defined. */
  readonly #values: string[] = ["a", "b", "CORESIZE", "CURLINE"];
  readonly #macros: string[] = [];
  readonly #promised: string[] = [];
  readonly #indices: string[] = [];
  #names = 0;

  constructor(random: Random) {
    this.#random = random;
    this.#sober = random.pick([4, 20, 100, 1000]);
  }

  ending(line: string): string {
    const at = this.#random.int(80);
    if (at === 0) return `${line}\r\n`;
    if (at === 1) return `${line}\0 jmp 77\n`;
    if (at === 2) return `${line.replace(" ", " \\\n")}\n`;
    return `${line}\n`;
  }

  /** True now and then, when something may be wrong. */
  #slips(): boolean {
    return this.#random.int(this.#sober) === 0;
  }

  #fresh(): string {
    const letter = this.#random.pick(["l", "L_", "_l", "step", "q"]);
    return `${letter}${this.#names++}`;
  }

  /** Lines that define what was used before. */
  promised(): string[] {
    return this.#promised
      .splice(0)
      .map((name) =>
        this.#random.int(2) === 0 ? `${name} equ ${this.expression()}` : `${name} ${this.instruction()}`,
      );
  }

  /** A name with a value: known, known later, or joined with an index. */
  value(): string {
    const { pick, int } = this.#random;
    if (this.#slips()) return pick(["unknown", "x&i", "mov", "1 2", "#", "rof", ...this.#macros]);
    if (this.#indices.length > 0 && int(3) === 0) return pick(this.#indices);
    if (int(5) > 0 || this.#promised.length > 4) return pick(this.#values);
    if (int(2) === 0 && this.#promised.length > 0) return pick(this.#promised);
    const name = this.#fresh();
    this.#promised.push(name);
    return name;
  }

  /** A few lines that belong together. */
  block(depth: number): string[] {
    const { pick, int } = this.#random;
    switch (int(18)) {
      case 0:
      case 1:
        return this.#equ();
      case 2:
        return this.#macro();
      case 3:
      case 4:
      case 5:
        return depth > 2 ? [this.instruction()] : this.#loop(depth);
      case 6:
        return [
          `${this.#labels()}${pick(["pin", "org", "ORG", "PIN"])} ${pick(["", "0", "1", this.value()])}`,
        ];
      case 7:
        return [`;assert ${pick(["1", "1", "CORESIZE==8000", "CORESIZE = = 8000 && 1", this.expression()])}`];
      case 8:
        return this.promised();
      case 9:
        return [
          pick(["", " ", "\t", "; a comment", ";name x", " ; for rof end", "; assert 1", this.#longLine()]),
        ];
      case 10:
      case 11:
        return this.#macros.length === 0
          ? [this.#labels()]
          : [`${this.#labels()}${pick(this.#macros)} ${pick(["", "", this.#operands()])}`];
      default:
        return [`${this.#labels()}${this.instruction()}`];
    }
  }

  #loop(depth: number): string[] {
    const { pick, int } = this.#random;
    const index = pick(["", "i", "n", "x", "j"].filter((name) => !this.#indices.includes(name)));
    const known = pick(["0", "1", "2", "3", "CURLINE", "CORESIZE==8000", pick(this.#values)]);
    const labels = index === "" ? pick([" ", " ", "lone "]) : `${this.#labels()}${index} `;
    const head = `${labels}${pick(["for", "FOR"])} ${known}`;
    if (index !== "") this.#indices.push(index);
    const body = Array.from({ length: int(4) }, () => this.block(depth + 1)).flat();
    if (index !== "") this.#indices.pop();
    const prose = ["this is prose: (x) it.", " end", ";assert 0", "of LP warriors: boot", " for the", " mov"];
    if (known === "0" || this.#slips()) body.push(pick(prose));
    return [head, ...body, pick([" rof", "rof", "ROF", " rof", " rof ; done", this.#slips() ? "" : " rof"])];
  }

  #equ(): string[] {
    const { pick, int } = this.#random;
    const name = this.#fresh();
    const text = pick([
      () => this.expression(),
      () => this.expression(),
      () => `${this.expression()} `,
      () => pick(["1", "-1", "2 ", "(1", "+1"]),
    ])();
    this.#values.push(name);
    const other = int(6) === 0 ? ` ${this.#fresh()}` : "";
    return [`${name}${other} equ ${text}`];
  }

  #macro(): string[] {
    const { pick, int } = this.#random;
    const name = this.#fresh();
    const text = (): string =>
      pick([
        () => this.instruction(),
        () => this.instruction(),
        () => `lab${this.#names++} ${this.instruction()}`,
        () => pick(["mov", "jmp ", "spl.b #1,", "mov.i", "dat 1"]),
        () =>
          this.#slips() ? pick(["for 2", "rof", "i for 2", "end", "org", "x equ 1", ""]) : this.instruction(),
      ])();
    const more = Array.from({ length: pick([0, 0, 1, 2]) }, () => ` ${pick(["equ", "EQU"])} ${text()}`);
    const lines = [`${name} equ ${text()}`, ...more];
    if (int(8) === 0) lines.splice(1, 0, ";assert 1");
    this.#macros.push(name);
    return lines;
  }

  /** More than fits into a line: what is beyond 255 bytes is one of its own. */
  #longLine(): string {
    const { pick, int } = this.#random;
    const rest = pick([" dat 9, 9", "; é", "jmp 1", "w", " x1 x2 ; and more"]);
    return `${pick([";", `${this.instruction()} ;`])} ${pick(["-", "é", "w "]).repeat(120 + int(20))}${"=".repeat(int(40))}${rest}`;
  }

  /** No label, one, or more, or one on a line of its own. */
  #labels(): string {
    const { pick, int } = this.#random;
    const label = (): string => {
      const index = this.#indices.length > 0 && int(4) > 0 ? pick(this.#indices) : "";
      const name = this.#slips() ? pick(["CORESIZE", ...this.#values.slice(4)]) : this.#fresh();
      if (index === "" && this.#indices.length === 0) this.#values.push(name);
      return index === "" ? name : `${name}&${index}`;
    };
    switch (int(8)) {
      case 0:
        return `${label()} `;
      case 1:
        return `${label()}: `;
      case 2:
        return `${label()}\n`;
      case 3:
        return `${label()} ${label()}\n`;
      default:
        return " ";
    }
  }

  instruction(): string {
    const { pick, int } = this.#random;
    const word = pick([...OPCODES, "mov", "jmp", "dat", "spl", "add"]);
    const opcode = int(2) === 0 ? word : word.toLowerCase();
    const dot = pick([".", ".", ".", " .", ". "]);
    const modifier =
      int(2) === 0 ? "" : `${dot}${int(2) === 0 ? pick(MODIFIERS) : pick(MODIFIERS).toLowerCase()}`;
    return `${opcode}${modifier}${pick([" ", " ", " ", "  ", "\t"])}${this.#operands()}`;
  }

  #operands(): string {
    const { pick, int } = this.#random;
    const operand = (): string => pick(["", "", "$", ...MODES]) + pick(["", "", " "]) + this.expression();
    if (this.#slips()) return operand();
    return `${operand()}${int(50) === 0 ? " " : pick([",", ", ", " , "])}${operand()}`;
  }

  expression(): string {
    const { pick } = this.#random;
    const atom = (): string =>
      pick([
        () => this.value(),
        () => this.value(),
        () => pick(["0", "1", "2", "8001", "12"]),
        () => pick(["(3-5)", "-2", "!0", "(a=2)", "(b=b+1)", "a", "MAXLENGTH"]),
      ])();
    const operators = [
      "+",
      "-",
      "*",
      " + ",
      " - ",
      "/",
      "%",
      "<",
      "==",
      "= =",
      "!=",
      "<=",
      " > ",
      "&&",
      "||",
    ];
    let text = atom();
    for (let more = pick([0, 0, 1, 1, 2, 3]); more > 0; more--)
      text += this.#slips() ? ` ${pick(["7", "x"])}` : pick(operators) + atom();
    return text;
  }
}
