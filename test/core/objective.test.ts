import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Evaluation, objectiveOf } from "../../src/core/index.ts";

const FACTS = { durationMs: 0, level: 1, engine: "quickjs" } as const;
const scored = (score: number): Evaluation => ({
  status: "ok",
  kind: "ok",
  score,
  metrics: {},
  features: {},
  message: "",
  ...FACTS,
});
const FAILED: Evaluation = { status: "error", kind: "threw", message: "no", ...FACTS };
const anyScore = fc.double({ noNaN: true, noDefaultInfinity: true });

describe.each(["maximise", "minimise"] as const)("an objective to %s", (direction) => {
  const objective = objectiveOf(direction);
  const [good, bad] = direction === "maximise" ? [2, 1] : [1, 2];

  it("says one thing of two scores, whichever way it is asked", () => {
    fc.assert(
      fc.property(anyScore, anyScore, (a, b) => {
        const isBetter = objective.better(a, b);
        expect(isBetter).toBe(objective.gain(a, b) > 0);
        if (!isBetter) expect(objective.outcome(scored(a), b)).not.toBe("improved");
        expect(isBetter).toBe(!objective.reaches(b, a));
        expect(objective.best([b, a])).toBe(isBetter ? a : b);
        if (isBetter) {
          expect(objective.better(b, a)).toBe(false);
          expect(
            objective.order.compare({ score: a, step: 9, island: 9 }, { score: b, step: 0, island: 0 }),
          ).toBe(-1);
        }
      }),
    );
  });

  it("calls two scores the same that are apart by rounding alone, at any size", () => {
    for (const unit of [1e-12, 1, 1e12]) {
      expect(objective.outcome(scored(2.635983084917608 * unit), 2.6359830849176076 * unit)).toBe("same");
      expect(objective.outcome(scored(good * unit), bad * unit)).toBe("improved");
      expect(objective.outcome(scored(good * unit * (1 - 1e-6)), good * unit)).not.toBe("same");
    }
  });

  it("knows of any score the worst one that is the same", () => {
    fc.assert(
      fc.property(anyScore, (score) => {
        const least = objective.leastSame(score);
        expect(objective.compared(least, score)).toBe("same");
        expect(objective.better(least, score)).toBe(false);
      }),
    );
    expect(objective.compared(objective.leastSame(good) - 4e-9 * (good - bad), good)).not.toBe("same");
  });

  it("tells what became of a child", () => {
    expect(objective.outcome(scored(good), bad)).toBe("improved");
    expect(objective.outcome(scored(bad), good)).toBe("worse");
    expect(objective.outcome(scored(good), good)).toBe("same");
    expect(objective.outcome(scored(good), null)).toBe("same");
    expect(objective.outcome(FAILED, bad)).toBe("failed");
  });

  it("reaches a target that it meets, and beats nothing with anything", () => {
    expect(objective.reaches(good, good)).toBe(true);
    expect(objective.reaches(bad, good)).toBe(false);
    expect(objective.better(bad, null)).toBe(true);
    expect(objective.best([])).toBeNull();
    expect(objective.best([bad, good, bad])).toBe(good);
  });
});
