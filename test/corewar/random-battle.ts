import fc from "fast-check";
import { type Instruction, MODES, MODIFIERS, OPCODES, type Warrior } from "../../src/corewar/instruction.ts";
import { completeSettings, type MarsSettings, type Round } from "../../src/corewar/mars/index.ts";

/** A match of warriors that nobody would write: all opcodes, modifiers and modes, under any settings. */
export interface RandomBattle {
  readonly settings: MarsSettings;
  readonly warriors: readonly Warrior[];
  readonly rounds: readonly Round[];
}

/** Numbers that lead somewhere: near, or to another warrior, or anywhere. */
const number = (coreSize: number): fc.Arbitrary<number> =>
  fc
    .oneof(
      { weight: 5, arbitrary: fc.integer({ min: -8, max: 8 }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: coreSize - 1 }) },
      { weight: 1, arbitrary: fc.constantFrom(Math.floor(coreSize / 2), 100, -100) },
    )
    .map((value) => ((value % coreSize) + coreSize) % coreSize);

const instruction = (coreSize: number): fc.Arbitrary<Instruction> =>
  fc.record({
    opcode: fc.oneof(
      fc.constantFrom(...OPCODES),
      fc.constantFrom("MOV", "SPL", "DJN", "DIV", "ADD", "SEQ", "STP", "LDP"),
    ),
    modifier: fc.constantFrom(...MODIFIERS),
    aMode: fc.constantFrom(...MODES),
    a: number(coreSize),
    bMode: fc.constantFrom(...MODES),
    b: number(coreSize),
  });

const warrior = (settings: MarsSettings): fc.Arbitrary<Warrior> =>
  fc
    .array(instruction(settings.coreSize), { minLength: 1, maxLength: Math.min(12, settings.maxLength) })
    .chain((instructions) =>
      fc.record({
        name: fc.constant("random"),
        author: fc.constant(""),
        strategy: fc.constant(""),
        instructions: fc.constant(instructions),
        start: fc.integer({ min: 0, max: instructions.length - 1 }),
        pin: fc.constantFrom(null, null, 1),
      }),
    );

/**
 * Few, as an engine generates code for each: narrow and wide cores, one to many warriors, limits of all
 * kinds.
 */
const settings: fc.Arbitrary<MarsSettings> = fc
  .constantFrom<Partial<MarsSettings>>(
    {},
    { maxCycles: 1000, maxProcesses: 7, pSpaceSize: 31 },
    { coreSize: 97, maxCycles: 300, maxProcesses: 64, pSpaceSize: 1 },
    { coreSize: 8192, maxCycles: 300, warriors: 6 },
    { coreSize: 10007, maxCycles: 1000, maxProcesses: 1 },
    { coreSize: 10007, maxCycles: 1000, maxProcesses: 1, warriors: 3 },
    { coreSize: 800, maxCycles: 100, readLimit: 79, writeLimit: 20, maxProcesses: 50, pSpaceSize: 5 },
    { coreSize: 9000, maxCycles: 100, readLimit: 50, writeLimit: 9000, warriors: 3 },
    { coreSize: 80, maxCycles: 1, maxProcesses: 2, warriors: 1 },
  )
  .map((partial) => completeSettings({ maxCycles: 5000, maxLength: 12, minDistance: 12, ...partial }));

const round = ({ coreSize, warriors }: MarsSettings): fc.Arbitrary<Round> =>
  fc.record(
    {
      positions: fc.array(fc.integer({ min: 0, max: coreSize - 1 }), {
        minLength: warriors,
        maxLength: warriors,
      }),
      first: fc.integer({ min: 0, max: warriors - 1 }),
      toTheEnd: fc.boolean(),
      observe: fc.oneof(fc.boolean(), fc.constant(0)),
      tie: fc.record({ cycles: fc.constantFrom(0, 40, 299), processes: fc.constantFrom(0, 1, 5) }),
    },
    { requiredKeys: ["positions", "first", "toTheEnd", "observe"] },
  );

/** Any match; warriors may even lie on top of each other. */
export const randomBattle: fc.Arbitrary<RandomBattle> = settings.chain((rules) =>
  fc.record({
    settings: fc.constant(rules),
    warriors: fc.array(warrior(rules), { minLength: rules.warriors, maxLength: rules.warriors }),
    rounds: fc.array(round(rules), { minLength: 1, maxLength: 3 }),
  }),
);
