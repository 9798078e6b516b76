import fc from "fast-check";
import { type Instruction, MODES, MODIFIERS, OPCODES, type Warrior } from "../../src/corewar/index.ts";

/** Any warrior that a core of this size may hold. */
export function arbitraryWarrior(coreSize: number, maxLength: number): fc.Arbitrary<Warrior> {
  const field = fc.integer({ min: 0, max: coreSize - 1 });
  const instruction: fc.Arbitrary<Instruction> = fc.record({
    opcode: fc.constantFrom(...OPCODES),
    modifier: fc.constantFrom(...MODIFIERS),
    aMode: fc.constantFrom(...MODES),
    a: field,
    bMode: fc.constantFrom(...MODES),
    b: field,
  });
  return fc.array(instruction, { minLength: 1, maxLength }).chain((instructions) =>
    fc.record({
      name: fc.constantFrom("Unknown", "Silk 1.0", "a; b"),
      author: fc.constantFrom("Anonymous", "Somebody <x@y>"),
      strategy: fc.constantFrom("", "one line", "two\nlines"),
      instructions: fc.constant(instructions),
      start: fc.integer({ min: 0, max: instructions.length - 1 }),
      pin: fc.option(fc.integer({ min: 0, max: 1000 }), { nil: null }),
    }),
  );
}
