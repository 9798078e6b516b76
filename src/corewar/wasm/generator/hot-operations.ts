import type { Mode, Modifier, Opcode } from "../../instruction.ts";
import { canonical, nameOf } from "./behaviour.ts";
import type { Operation } from "./encoding.ts";

/**
 * The operations that get handlers of their own from the start, inlined in the main loop, as `opcode.modifier
 * A-modes B-modes`: what people write, counted in warriors of the '88 and '94 hills. Others get one when they
 * are met often (see `HandlerChoice`).
 */
const HOT = [
  "DAT.B $<> $<>",
  "MOV.I $@*<>{} $@*<>{}",
  "MOV.I # $@<>",
  "MOV.A #$ $@",
  "MOV.AB #$ $@<>",
  "MOV.B #$@ $@",
  "MOV.F $ $@",
  "MOV.X #$ $",
  "ADD.A # $",
  "ADD.B $* $@",
  "ADD.AB #$@ $@<",
  "ADD.F #$@< $@<",
  "ADD.X # $",
  "SUB.A # $",
  "SUB.B $ $",
  "SUB.AB #$ $@<",
  "SUB.F #$@< $@<",
  "SUB.X #$ $@",
  "MUL.B $ $",
  "MUL.AB # $",
  "MUL.X # $",
  "MOD.AB # $",
  "JMP.B $@*<>{} $<>{",
  "SPL.B $#@*<>{} $<>{",
  "JMZ.A $ $*",
  "JMZ.B $@# $@<>*#",
  "JMZ.F $@# $@<>*{",
  "JMN.B $@# $@<>*#",
  "JMN.F $@ $@<>*{",
  "DJN.A $ $#",
  "DJN.B $@*# $#@<>*",
  "DJN.F $@# $#@<>{}",
  "SEQ.I $@*<> $@*<>}",
  "SEQ.AB # $@",
  "SEQ.B $ $",
  "SEQ.X $* $@*",
  "SNE.I $@*<> $@*<>}",
  "SNE.AB # $@",
  "SNE.B $ $",
  "SNE.X $* $@*",
  "SLT.AB #$ $@#",
  "SLT.B $ $#",
  "NOP.B $ $",
] as const;

/** The operations above, canonical and each once. `DAT.B $$`, which an empty cell holds, is the first. */
export const HOT_OPERATIONS: readonly Operation[] = distinct(
  HOT.flatMap((line) => {
    const [operation = "", aModes = "", bModes = ""] = line.split(" ");
    const [opcode, modifier] = operation.split(".") as [Opcode, Modifier];
    return [...aModes].flatMap((aMode) =>
      [...bModes].map((bMode) => canonical({ opcode, modifier, aMode: aMode as Mode, bMode: bMode as Mode })),
    );
  }),
);

function distinct(operations: readonly Operation[]): Operation[] {
  return [...new Map(operations.map((operation) => [nameOf(operation), operation])).values()];
}
