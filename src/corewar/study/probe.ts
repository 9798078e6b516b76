import { deviation, mean } from "../../core/index.ts";
import { leastSquares } from "../../kit/math/index.ts";

/** An example that a probe learns from, and the group that it is left out with. */
export interface ProbeSample {
  readonly features: readonly number[];
  readonly value: number;
  readonly group: string;
}

/** How well a linear model foretells values that it has not seen. */
export interface Probe {
  /** 1 minus the squared errors over those of the mean of what was learnt from; below 0 where that mean is better. */
  readonly r2: number;
  readonly samples: number;
  readonly groups: number;
}

/** Weight of the penalty on slopes, for each sample: an independent feature's slope loses a tenth. */
const PENALTY = 0.1;

/**
 * A linear probe (ridge regression over standardised features), tested on each group by what the other groups teach: champions of
 * one seed resemble each other, and would give each other away. `null` with fewer than two groups.
 */
export function probe(samples: readonly ProbeSample[]): Probe | null {
  const groups = [...new Set(samples.map(({ group }) => group))];
  if (groups.length < 2) return null;
  let [errors, plainErrors] = [0, 0];
  for (const group of groups) {
    const others = samples.filter((sample) => sample.group !== group);
    const foretell = learn(others);
    const plain = mean(others.map(({ value }) => value));
    for (const { features, value } of samples.filter((sample) => sample.group === group)) {
      errors += (value - foretell(features)) ** 2;
      plainErrors += (value - plain) ** 2;
    }
  }
  return {
    r2: plainErrors === 0 ? 0 : 1 - errors / plainErrors,
    samples: samples.length,
    groups: groups.length,
  };
}

function learn(samples: readonly ProbeSample[]): (features: readonly number[]) => number {
  const [first] = samples;
  const scales = (first?.features ?? []).map((_, at) => {
    const column = samples.map(({ features }) => features[at] ?? 0);
    return { centre: mean(column), width: deviation(column) };
  });
  const standard = (features: readonly number[]): number[] =>
    scales.map(({ centre, width }, at) => (width === 0 ? 0 : ((features[at] ?? 0) - centre) / width));
  const centre = mean(samples.map(({ value }) => value));
  const weight = Math.sqrt(PENALTY * samples.length);
  const penalties = scales.map((_, row) => scales.map((_, at) => (at === row ? weight : 0)));
  const slopes = leastSquares(
    [...samples.map(({ features }) => standard(features)), ...penalties],
    [...samples.map(({ value }) => value - centre), ...penalties.map(() => 0)],
  );
  return (features) => standard(features).reduce((sum, value, at) => sum + value * (slopes[at] ?? 0), centre);
}
