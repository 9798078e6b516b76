/** Texts of the functions that execute each kind of instruction, from which the interpreter is compiled. */
import type { Mode, Modifier, Opcode } from "../../instruction.ts";
import {
  type Field,
  hasSideEffect,
  isIndirect,
  PAIRS,
  pointerField,
  pSpacePair,
  readsA,
  readsB,
  testedFields,
  writesB,
} from "../../semantics.ts";
import type { MarsSettings } from "../settings.ts";
import type { Kind } from "./codes.ts";

/*
 * The texts from which the interpreter is put together. Names in them:
 *   A B C      fields and kinds of the core's cells          pc      address of the executing instruction
 *   irA irB    its fields as fetched                         pa pb   cells the operands point to
 *   aA aB aC   latched fields and kind of cell pa            bA bB   latched fields of cell pb
 *   wb         cell a result goes to (pb without limits)     t v     scratch
 *   head tail  counters of the process queue                 w       executing warrior
 */

/** Settings and purpose that the texts of the handlers depend on. */
export interface Dialect {
  readonly settings: MarsSettings;
  /** True where the texts count what the warrior does. */
  readonly observe: boolean;
}

/**
 * Text that evaluates one operand: finds its cell, does the side effects of its mode and latches the fields
 * asked for.
 */
export function operandText(
  operand: "a" | "b",
  mode: Mode,
  dialect: Dialect,
  fields: readonly Field[] = ["A", "B"],
): string {
  const { settings, observe } = dialect;
  const read = `p${operand}`;
  if (mode === "#") {
    const latch = fields.map((field) => `${operand}${field}=ir${field};`).join("");
    return `${read}=pc;${latch}${operand === "b" ? "wb=pc;" : ""}`;
  }
  if (settings.readLimit !== settings.coreSize || settings.writeLimit !== settings.coreSize) {
    return limitedOperandText(operand, mode, dialect);
  }
  const latch = fields.map((field) => `${operand}${field}=${field}[${read}];`).join("");
  const size = settings.coreSize;
  const wrap = (name: string): string => `if(${name}>=${size})${name}-=${size};`;
  const done = operand === "b" ? "wb=pb;" : "";
  if (mode === "$") return `${read}=pc+ir${operand.toUpperCase()};${wrap(read)}${latch}${done}`;
  const field = pointerField(mode);
  const pointer = `t=pc+ir${operand.toUpperCase()};${wrap("t")}v=${field}[t];${observe ? "READS[w]++;" : ""}`;
  const wrote = observe ? "mark(w,t);" : "";
  const decrement = mode === "{" || mode === "<" ? `v=v===0?${size - 1}:v-1;${field}[t]=v;${wrote}` : "";
  const increment = mode === "}" || mode === ">" ? `${field}[t]=v===${size - 1}?0:v+1;${wrote}` : "";
  return `${pointer}${decrement}${read}=t+v;${wrap(read)}${latch}${increment}${done}`;
}

function latchText(operand: "a" | "b"): string {
  return `${operand}A=A[p${operand}];${operand}B=B[p${operand}];`;
}

/**
 * The same with read and write limits (ICWS'94 draft, section 5.4): offsets are folded, reads and writes have
 * own pointers.
 */
function limitedOperandText(operand: "a" | "b", mode: Mode, { settings, observe }: Dialect): string {
  const { coreSize, readLimit, writeLimit } = settings;
  const write = operand === "b" ? "wb" : "wa";
  const offset = `ir${operand.toUpperCase()}`;
  const point = `p${operand}=(pc+r)%${coreSize};${write}=(pc+s)%${coreSize};${latchText(operand)}`;
  const fold = `r=fold(${offset},${readLimit});s=fold(${offset},${writeLimit});`;
  if (mode === "$") return fold + point;
  const field = pointerField(mode);
  const step = (by: number): string =>
    `${field}[t]=(${field}[t]+${by})%${coreSize};${observe ? "mark(w,t);" : ""}`;
  const pointer = `t=(pc+s)%${coreSize};${observe ? "READS[w]++;" : ""}`;
  const follow = `v=${field}[(pc+r)%${coreSize}];r=fold(r+v,${readLimit});s=fold(s+${field}[t],${writeLimit});`;
  const decrement = mode === "{" || mode === "<" ? step(coreSize - 1) : "";
  const increment = mode === "}" || mode === ">" ? step(1) : "";
  return fold + pointer + decrement + follow + point + increment;
}

/** Text that does what an operation does with its evaluated operands, up to queueing what comes next. */
export function operationText(opcode: Opcode, modifier: Modifier, dialect: Dialect): string {
  const { settings, observe } = dialect;
  const size = settings.coreSize;
  const pairs = PAIRS[modifier];
  const queue = (address: string): string =>
    `Q[base+(tail++&mask)]=${address};${observe ? `cover(w,${address});` : ""}`;
  const next = `v=pc+1;if(v===${size})v=0;`;
  const goOn = next + queue("v");
  const skipIf = (condition: string): string =>
    `v=(${condition})?pc+2:pc+1;if(v>=${size})v-=${size};${queue("v")}`;
  const jumpIf = (condition: string): string => `${next}if(${condition})v=pa;${queue("v")}`;
  const die = "if(head===tail)break run;";
  const wrote = observe ? "mark(w,wb);" : "";
  const equal = (): string => {
    const fields = pairs.map(([a, b]) => `a${a}===b${b}`);
    return (modifier === "I" ? ["C[pa]===C[pb]", ...fields] : fields).join("&&");
  };
  const tested = testedFields(modifier);
  const store = (value: (a: string, b: string) => string): string =>
    pairs.map(([a, b]) => `${value(`a${a}`, `b${b}`)}${b}[wb]=v;`).join("") + wrote + goOn;

  switch (opcode) {
    case "DAT":
      return die;
    case "NOP":
      return goOn;
    case "MOV":
      return `${pairs.map(([a, b]) => `${b}[wb]=a${a};`).join("")}${modifier === "I" ? "C[wb]=C[pa];" : ""}${wrote}${goOn}`;
    case "ADD":
      return store((a, b) => `v=${b}+${a};if(v>=${size})v-=${size};`);
    case "SUB":
      return store((a, b) => `v=${b}-${a};if(v<0)v+=${size};`);
    case "MUL":
      return store((a, b) => `v=${b}*${a}%${size};`);
    case "DIV":
    case "MOD": {
      const divide = pairs.map(
        ([a, b]) => `if(a${a}!==0)${b}[wb]=${opcode === "DIV" ? `(b${b}/a${a})|0` : `b${b}%a${a}`};`,
      );
      const any = pairs.map(([a]) => `a${a}!==0`).join("||");
      const all = pairs.map(([a]) => `a${a}!==0`).join("&&");
      return `${divide.join("")}${observe ? `if(${any}){${wrote}}` : ""}if(${all}){${goOn}}else{${die}}`;
    }
    case "JMP":
      return queue("pa");
    case "SPL":
      return `${goOn}if(tail-head<${settings.maxProcesses}){${queue("pa")}${observe ? "SPAWNED[w]++;" : ""}}`;
    case "JMZ":
      return jumpIf(tested.map((field) => `b${field}===0`).join("&&"));
    case "JMN":
      return jumpIf(tested.map((field) => `b${field}!==0`).join("||"));
    case "DJN": {
      const decrement = tested.map((field) => `v=${field}[wb];${field}[wb]=v===0?${size - 1}:v-1;`);
      return decrement.join("") + wrote + jumpIf(tested.map((field) => `b${field}!==1`).join("||"));
    }
    case "SEQ":
    case "CMP":
      return skipIf(equal());
    case "SNE":
      return skipIf(`!(${equal()})`);
    case "SLT":
      return skipIf(pairs.map(([a, b]) => `a${a}<b${b}`).join("&&"));
    case "LDP": {
      const [from, to] = pSpacePair(modifier);
      return `t=a${from}%${settings.pSpaceSize};${to}[wb]=t===0?last[w]:P[share[w]+t];${wrote}${goOn}`;
    }
    case "STP": {
      const [from, to] = pSpacePair(modifier);
      return `t=b${to}%${settings.pSpaceSize};if(t===0)last[w]=a${from};else P[share[w]+t]=a${from};${goOn}`;
    }
  }
}

/**
 * How many core cells a kind reads as values of its operands; pointers are counted where they are followed.
 */
export function valueReads({ opcode, aMode, bMode }: Kind): number {
  return Number(readsA(opcode) && aMode !== "#") + Number(readsB(opcode) && bMode !== "#");
}

/** True for kinds to which evaluating the B operand can matter at all. */
function needsB({ opcode, bMode }: Kind): boolean {
  return readsB(opcode) || writesB(opcode) || hasSideEffect(bMode);
}

/** Text of a whole instruction of one kind. */
export function kindText(kind: Kind, dialect: Dialect): string {
  const { opcode, modifier, aMode, bMode } = kind;
  const pairs = opcode === "LDP" || opcode === "STP" ? [pSpacePair(modifier)] : PAIRS[modifier];
  const fieldsOfA = readsA(opcode) ? pairs.map(([a]) => a) : [];
  const fieldsOfB = readsB(opcode) ? (readsA(opcode) ? pairs.map(([, b]) => b) : testedFields(modifier)) : [];
  // An observer counts the pointer of every indirect operand, as the decoder does, even if nothing else
  // notices it.
  const followed = dialect.observe && isIndirect(bMode);
  const b = needsB(kind) || followed ? operandText("b", bMode, dialect, fieldsOfB) : "";
  return operandText("a", aMode, dialect, fieldsOfA) + b + operationText(opcode, modifier, dialect);
}
