import { describe, expect, it } from "vitest";
import { type Candidate, objectiveOf, randomStream } from "../../src/core/index.ts";
import { type Language, languageNamed } from "../../src/language/index.ts";
import { NOTHING_PAID, paid, type Pay, worthOf } from "../../src/operators/tuning/pay.ts";
import { TUNE, Tuner } from "../../src/operators/tuning/tuner.ts";
import { scored } from "./tuning-support.ts";

/** The pay after so many results of either kind, of which some were taken. */
function payOf(tuned: readonly [number, number], others: readonly [number, number]): Pay {
  let pay = NOTHING_PAID;
  for (const [by, [results, taken]] of [
    ["tuned", tuned],
    ["others", others],
  ] as const)
    for (let i = 0; i < results; i++) pay = paid(pay, by, i < taken);
  return pay;
}

describe("what tuning elites is worth", () => {
  it("is all of its share before anything is known, and while it pays as others do", () => {
    expect(worthOf(NOTHING_PAID)).toBe(1);
    expect(worthOf(payOf([99, 9], [99, 9]))).toBe(1);
    expect(worthOf(payOf([99, 50], [99, 9]))).toBe(1);
  });

  it("is a quarter with half as many taken, little where none is, and never nothing", () => {
    expect(worthOf(payOf([99, 4], [99, 9]))).toBeCloseTo(0.25);
    const fruitless = worthOf(payOf([199, 0], [999, 49]));
    expect(fruitless).toBeCloseTo(0.01);
    expect(worthOf(payOf([200, 0], [999, 49]))).toBeLessThan(fruitless);
    expect(fruitless).toBeGreaterThan(0);
  });

  it("rises again once others have nothing taken either", () => {
    expect(worthOf(payOf([199, 0], [9999, 49]))).toBe(1);
  });
});

const program = (numbers: readonly number[]) =>
  `export function f() {\n  // EVOLVE-BLOCK-START\n  return [${numbers.join(", ")}];\n  // EVOLVE-BLOCK-END\n}\n`;
const ELITE = { id: "i0-s1", source: program([0.25, 1.25, -2.5, 0.375]) } as const;

/** An island whose tuned children the archive never takes, of others every tenth. */
class Island {
  tuner: Tuner;
  private readonly credit: "archive" | "none";
  private readonly sources = new Map<string, string>();

  constructor(seed: string, credit: "archive" | "none" = "archive") {
    this.credit = credit;
    this.tuner = this.open();
    this.tell(0, "seed", seed, [], true);
    this.tell(1, "mutate", ELITE.source, ["i0-s0"], true);
  }

  private open(): Tuner {
    const language = languageNamed("javascript") as Language;
    return new Tuner({ language, objective: objectiveOf("maximise"), share: 1, credit: this.credit });
  }

  /** Steps that are tuned. @param cut - the tuner is saved and restored every so many steps */
  tuned(from: number, to: number, cut = Infinity): number[] {
    const tuned: number[] = [];
    for (let step = from; step < to; step++) {
      if (step % cut === 0) this.reopen();
      const child = this.tuner.ask(step, ELITE, (purpose) => randomStream(purpose, step));
      if (child === null) this.tell(step, "mutate", ELITE.source, [ELITE.id], step % 10 === 0);
      else {
        tuned.push(step);
        this.tell(step, TUNE, child.source, [child.origin], false);
      }
    }
    return tuned;
  }

  private reopen(): void {
    const saved = JSON.parse(JSON.stringify(this.tuner.save()));
    this.tuner = this.open();
    this.tuner.restore(saved, (id) => this.sources.get(id) as string, 0);
  }

  private tell(step: number, operator: string, source: string, parents: readonly string[], isTaken: boolean) {
    this.sources.set(`i0-s${step}`, source);
    const candidate = { island: 0, step, operator, source, parents, evaluation: scored(0) };
    this.tuner.tell(candidate as unknown as Candidate);
    this.tuner.credit(candidate as unknown as Candidate, isTaken);
  }
}

const NO_NUMBERS = program([]);
const NUMBERS = program([0.5, 2.25, -1.5, 0.125]);

describe("an island's tuner that is credited", () => {
  it("gives elites little of a run where they pay nothing", () => {
    const credited = new Island(NO_NUMBERS).tuned(500, 2500).length;
    const uncredited = new Island(NO_NUMBERS, "none").tuned(500, 2500).length;
    expect(uncredited).toBeGreaterThan(400);
    expect(credited).toBeGreaterThan(20);
    expect(credited).toBeLessThan(uncredited / 4);
  });

  it("lets searches from the seed have their whole share", () => {
    expect(new Island(NUMBERS).tuned(500, 900)).toEqual(new Island(NUMBERS, "none").tuned(500, 900));
  });

  it("goes on after a restore between any two steps as if nothing had been saved", () => {
    expect(new Island(NO_NUMBERS).tuned(500, 1000, 7)).toEqual(new Island(NO_NUMBERS).tuned(500, 1000));
  });
});
