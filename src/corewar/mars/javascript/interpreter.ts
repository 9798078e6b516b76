import { MODES, MODIFIERS, OPCODES } from "../../instruction.ts";
import { commonKinds, KINDS, kindAt } from "./codes.ts";
import { type Dialect, kindText, operandText, operationText, valueReads } from "./handlers.ts";

/**
 * Numbers under which kinds are stored in the core: the common ones first, so that they make a dense switch.
 */
export interface Numbering {
  /** Number of each kind index. */
  readonly numberOf: Uint16Array;
  /** Kind index of each number. */
  readonly kindOf: Uint16Array;
  /** How many numbers are common. */
  readonly common: number;
}

/** The one numbering of this engine. */
export const numbering: Numbering = (() => {
  const common = commonKinds();
  const rest = Array.from({ length: KINDS }, (_, index) => index).filter((index) => !common.includes(index));
  const kindOf = Uint16Array.from([...common, ...rest]);
  const numberOf = new Uint16Array(KINDS);
  for (const [number, kind] of kindOf.entries()) numberOf[kind] = number;
  return { numberOf, kindOf, common: common.length };
})();

/**
 * Everything the interpreter reads and writes; a plain record of typed arrays, so that a round can stop and
 * go on.
 */
export interface State {
  /** A-fields, B-fields and kind numbers of the core. */
  readonly A: Int32Array;
  readonly B: Int32Array;
  readonly C: Int32Array;
  /** Process queues, one ring of `mask + 1` addresses for each warrior. */
  readonly Q: Int32Array;
  readonly HEAD: Int32Array;
  readonly TAIL: Int32Array;
  /** The next living warrior after each. */
  readonly NEXT: Int32Array;
  /** Executing warrior, instructions left. */
  readonly NOW: Int32Array;
  /** P-spaces, where each warrior's begins, and the private cells 0. */
  readonly P: Int32Array;
  readonly share: Int32Array;
  readonly last: Int32Array;
  readonly READS: Float64Array;
  readonly WRITES: Float64Array;
  readonly SPAWNED: Float64Array;
  readonly COVERED: Float64Array;
  readonly WRITTEN: Float64Array;
  /** Per warrior and address: bit 0 queued, bit 1 written. Used when observing only. */
  readonly MARKS: Uint8Array;
  /** Warrior that last executed or wrote each address, as index + 1. */
  readonly OWNER: Uint16Array;
}

/**
 * Runs until `stop` instructions are left or a warrior's last process died; returns whether one died
 * (`NOW[0]` is it).
 */
export type Interpreter = (stop: number) => boolean;

const OBSERVERS = (size: number): string => `
  const { READS, WRITES, SPAWNED, COVERED, WRITTEN, MARKS, OWNER } = state;
  const cover = (w, x) => { const i = w * ${size} + x; if ((MARKS[i] & 1) === 0) { MARKS[i] |= 1; COVERED[w]++; } };
  const mark = (w, x) => {
    WRITES[w]++; OWNER[x] = w + 1;
    const i = w * ${size} + x; if ((MARKS[i] & 2) === 0) { MARKS[i] |= 2; WRITTEN[w]++; }
  };`;

const SCRATCH = "pa=0,pb=0,wa=0,wb=0,aA=0,aB=0,bA=0,bB=0,t=0,v=0,r=0,s=0";

/**
 * Text of the function that executes any kind by decoding it in three steps: A-mode, B-mode, operation. It
 * returns the queue's new tail, which equals the head when the last process died.
 */
function decoderText(dialect: Dialect): string {
  const modes = (operand: "a" | "b"): string =>
    MODES.map((mode, index) => `case ${index}:${operandText(operand, mode, dialect)}break;`).join("\n");
  const operations = OPCODES.flatMap((opcode, o) =>
    MODIFIERS.map(
      (modifier, m) => `case ${o * MODIFIERS.length + m}:${operationText(opcode, modifier, dialect)}break;`,
    ),
  );
  return `const decode = (w, pc, head, tail, base, mask) => {
    const irA=A[pc],irB=B[pc],kind=kindOf[C[pc]];
    let ${SCRATCH};
    run: {
      switch((kind>>3)&7){${modes("a")}}
      switch(kind&7){${modes("b")}}
      switch(kind>>6){${operations.join("\n")}}
    }
    return tail;
  };`;
}

/**
 * Text of the interpreter: a loop around one switch over the common kinds. With `duel` the two warriors'
 * queues are kept in local variables that change places after every instruction; without, any number of
 * warriors follow each other along `NEXT`. Rare kinds live in a function of their own because V8 does not
 * optimise functions above 60 KiB of bytecode.
 */
function interpreterText(dialect: Dialect, duel: boolean): string {
  const { settings, observe } = dialect;
  const numbersOf = new Map<string, string>();
  // With counters in every handler the switch would be too large to be optimised: observed rounds decode
  // every kind.
  for (let number = 0; number < (observe ? 0 : numbering.common); number++) {
    const text = kindText(kindAt(numbering.kindOf[number] ?? 0), dialect);
    numbersOf.set(text, `${numbersOf.get(text) ?? ""}case ${number}:`);
  }
  const common = [...numbersOf].map(([text, cases]) => `${cases}${text}break;`);
  const turn = duel
    ? "v=head;head=head2;head2=v;v=tail;tail=tail2;tail2=v;v=base;base=base2;base2=v;v=w;w=w2;w2=v;"
    : "HEAD[w]=head;TAIL[w]=tail;w=NEXT[w];head=HEAD[w];tail=TAIL[w];base=w*(mask+1);";
  const arrays = "const { A, B, C, Q, HEAD, TAIL, NEXT, NOW, P, share, last } = state;";
  return `${arrays}${observe ? OBSERVERS(settings.coreSize) : ""}
const mask = Q.length / HEAD.length - 1;
${decoderText(dialect)}
return function interpret(stop) {
  ${arrays}
  let w=NOW[0],left=NOW[1],head=HEAD[w],tail=TAIL[w],base=w*(mask+1);
  let w2=NEXT[w],head2=HEAD[w2],tail2=TAIL[w2],base2=w2*(mask+1);
  let pc=0,irA=0,irB=0,${SCRATCH},died=true;
  run: for(;;){
    if(left<=stop){died=false;break;}
    left--;
    pc=Q[base+(head++&mask)];
    irA=A[pc];irB=B[pc];${observe ? "READS[w]+=valueReads[C[pc]];OWNER[pc]=w+1;" : ""}
    switch(C[pc]){
${common.join("\n")}
    default:tail=decode(w,pc,head,tail,base,mask);if(tail===head)break run;}
    ${turn}
  }
  NOW[0]=w;NOW[1]=left;HEAD[w]=head;TAIL[w]=tail;${duel ? "HEAD[w2]=head2;TAIL[w2]=tail2;" : ""}
  return died;
}`;
}

/** Offsets beyond half the limit point backwards. */
const foldText = (size: number): string =>
  `const fold=(x,limit)=>{const y=x%limit;return y>limit/2?y+${size}-limit:y;};\n`;

/**
 * Compiles the interpreter of a state for one dialect. The text is made of constants and checked settings
 * only.
 */
export function compileInterpreter(state: State, dialect: Dialect, duel: boolean): Interpreter {
  const reads = Uint8Array.from(numbering.kindOf, (kind) => valueReads(kindAt(kind)));
  const text = foldText(dialect.settings.coreSize) + interpreterText(dialect, duel);
  return new Function("state", "kindOf", "valueReads", text)(state, numbering.kindOf, reads) as Interpreter;
}
