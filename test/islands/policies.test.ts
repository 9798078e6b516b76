import { expect, it } from "vitest";
import { SELECTION_POLICIES, type SelectionView } from "../../islands/selection/index.ts";
import { randomStream } from "../../src/core/index.ts";
import { elite } from "./support.ts";

const RANKING = [5, 4, 3, 2].map((score, step) => elite(0, step, score));
const NONE = { born: 0, improved: 0 };

function view(facts: Partial<SelectionView>): SelectionView {
  const plain = { ranking: RANKING, temperature: 0.1, stale: 0, descendants: () => NONE };
  const aim = { direction: "maximise" as const, aims: [] };
  return { ...plain, ...aim, visits: () => 0, niche: (index) => index, hits: () => 0, ...facts };
}

/** How often each index is drawn in 2,000 draws, as a share. */
function shares(name: keyof typeof SELECTION_POLICIES, facts: Partial<SelectionView>): readonly number[] {
  const counts = [0, 0, 0, 0];
  for (let draw = 0; draw < 2000; draw++) {
    const index = SELECTION_POLICIES[name].select(view(facts), randomStream("shares", name, draw));
    counts[index] = (counts[index] as number) + 1;
  }
  return counts.map((count) => count / 2000);
}

it("adaptive selection takes the best while it improves, and roams the longer it does not", () => {
  expect(shares("adaptive", { stale: 0 })[0]).toBe(1);
  const [soon = 0, late = 0] = [20, 2000].map((stale) => shares("adaptive", { stale })[0]);
  expect(soon).toBeLessThan(1);
  expect(late).toBeLessThan(soon);
  expect(late).toBeGreaterThan(0.3);
});

it("switching selection draws as Boltzmann does while the island improves, and by turns on a plateau", () => {
  const visits = (index: number) => (index === 0 ? 99 : index);
  const at = (stale: number) => shares("switching", { visits, stale });
  expect(at(0)[0]).toBeGreaterThan(0.9);
  expect(at(250)[0]).toBeLessThan(0.1);
  expect(at(250)[3]).toBeGreaterThan(0.1);
  // of those that were parents ever more often, the best rank and the rarest alone are on the front
  expect(at(450)[3]).toBe(0);
  expect(at(650)).toEqual(at(0));
});

it("novelty prefers whoever was a parent least, and niches that were hit least", () => {
  const [, , third = 0, last = 0] = shares("novelty", { visits: (index) => (index === 3 ? 0 : 99) });
  expect(last).toBeGreaterThan(5 * third);
  const [first = 0, second = 0] = shares("novelty", { hits: (index) => (index === 0 ? 0 : 99) });
  expect(first).toBeGreaterThan(5 * second);
});

it("the upper confidence bound takes the best rank among equals in visits, and others once it was tried enough", () => {
  expect(shares("ucb", { visits: () => 10 })[0]).toBe(1);
  expect(shares("ucb", { visits: (index) => (index === 0 ? 200 : 0) })[0]).toBe(0);
});

it("clade selection prefers the elite whose descendants improved, whatever its own rank", () => {
  const descendants = (index: number) => ({ born: 50, improved: index === 3 ? 25 : 1 });
  expect(shares("clade", { descendants })[3]).toBeGreaterThan(0.95);
});

it("Pareto crowding draws only those that none beats in both rank and rarity as a parent", () => {
  const counts = [9, 9, 5, 1];
  const [first = 0, second, third = 0, last = 0] = shares("pareto", {
    visits: (index) => counts[index] as number,
  });
  expect(second).toBe(0);
  expect(first + third + last).toBe(1);
  expect(Math.min(first, last)).toBeGreaterThan(third);
});

const AIMS = [
  { name: "gain", direction: "maximise", reference: 0 },
  { name: "cost", direction: "minimise", reference: 9 },
] as const;

it("crowding draws the front more often than what it dominates, and on it whoever has more room", () => {
  const values = [
    [5, 5],
    [4, 4.9],
    [3.9, 5.5],
    [1, 1],
  ];
  const ranking = RANKING.map((one, at) => ({ ...one, values: values[at] as number[] }));
  const [first = 0, second = 0, dominated = 0, last = 0] = shares("crowding", { ranking, aims: AIMS });
  expect(dominated).toBeLessThan(0.1);
  expect(second).toBeGreaterThan(dominated);
  expect(Math.min(first, last)).toBeGreaterThan(second);
  expect(shares("adaptive", { ranking, aims: AIMS })[3]).toBeGreaterThan(0.2);
  // with one objective the best is the whole front
  expect(shares("crowding", {})).toEqual([1, 0, 0, 0]);
});

it("selection by instances draws each program as often as there are instances on which none beats it", () => {
  const instances = [
    [9, 9, 1, 1],
    [1, 1, 9, 1],
    [1, 1, 1, 1],
    [1, 1, 1, 9],
  ];
  const ranking = RANKING.map((one, at) => ({ ...one, instances: instances[at] as number[] }));
  const [first = 0, second = 0, third, last = 0] = shares("instances", { ranking });
  expect(third).toBe(0);
  expect(first).toBeCloseTo(0.5, 1);
  expect(second).toBeCloseTo(0.25, 1);
  expect(last).toBeCloseTo(0.25, 1);
  expect(shares("instances", {})).toEqual([1, 0, 0, 0]);
});
