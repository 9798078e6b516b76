import { expect, it } from "vitest";
import { type Candidate, objectiveOf, randomStream } from "../../src/core/index.ts";
import { type Language, languageNamed } from "../../src/language/index.ts";
import type { SavedTuner } from "../../src/operators/tuning/saved-tuner.ts";
import { TUNE, Tuner } from "../../src/operators/tuning/tuner.ts";
import { scored } from "./tuning-support.ts";

const NUMBERS = /\[(.*)\]/;
const program = (numbers: string) =>
  `export function f() {\n  // EVOLVE-BLOCK-START\n  return [${numbers}];\n  // EVOLVE-BLOCK-END\n}\n`;
const SEED = program("0.5, 2.25, -1.5, 0.125");
const ELITE = { id: "i0-s1", source: program("0.25, 1.25, -2.5, 0.375") } as const;

const openTuner = () =>
  new Tuner({
    language: languageNamed("javascript") as Language,
    objective: objectiveOf("maximise"),
    share: 1,
    race: "even",
  });

/** Worth of a program's numbers on a landscape of many basins. */
function scoreOf(source: string): number {
  const numbers = (NUMBERS.exec(source)?.[1] ?? "").split(",").map(Number);
  return -numbers.reduce((sum, x, i) => sum + (x - i) ** 2 - 3 * Math.cos(5 * (x - i)), 0);
}

/** The tuner as an earlier version would have saved it, which followed nobody but the winner, and forgot the race with it. */
function savedEarlier(tuner: Tuner): SavedTuner {
  const { race, ...saved } = JSON.parse(JSON.stringify(tuner.save()));
  if (race === undefined || (race.lap > 1 && race.others.length === 0)) return saved;
  const { beaten: _, ended: __, ...older } = race;
  return { ...saved, race: older };
}

/**
 * Steps at which another search begins or goes on, with its origin and its own first step, and every so many-th proposal; with `cut` the
 * tuner is saved and restored every so many steps.
 */
function courseOf(steps: number, cut = Infinity) {
  let tuner = openTuner();
  const sources = new Map<string, string>();
  const tell = (step: number, operator: string, source: string, parents: readonly string[]) => {
    sources.set(`i0-s${step}`, source);
    const evaluation = scored(scoreOf(source));
    tuner.tell({ island: 0, step, operator, source, parents, evaluation } as unknown as Candidate);
  };
  tell(0, "seed", SEED, []);
  tell(1, "mutate", ELITE.source, ["i0-s0"]);
  const turns: string[] = [];
  const drawn: string[] = [];
  let proposed = 0;
  for (let step = 1000, began = 0; step < 1000 + steps; step += 1) {
    if (step % cut === 0) {
      const saved = savedEarlier(tuner);
      tuner = openTuner();
      tuner.restore(saved, (id) => sources.get(id) as string, 0);
    }
    const child = tuner.ask(step, ELITE, (purpose) => randomStream(purpose, step));
    if (child === null) continue;
    const search = tuner.save().search;
    if (search !== null && search.began !== began) {
      began = search.began;
      turns.push(`${step}: ${search.origin}, ${search.began}`);
    }
    proposed += 1;
    if (proposed % EVERY === 0) drawn.push(`${step}: ${NUMBERS.exec(child.source)?.[1]}`);
    tell(step, TUNE, child.source, [child.origin]);
  }
  return { turns, drawn };
}
/** Proposals from one that is kept to the next. */
const EVERY = 200;

it("races by the earlier rules go as they went in earlier versions, also after an interruption in their midst", () => {
  // recorded before there was a choice of rules
  const earlier = {
    turns: [
      "1000: i0-s0, 1000",
      "1210: i0-s0, 1210",
      "1397: i0-s0, 1397",
      "1573: i0-s0, 1573",
      "1778: i0-s0, 1210",
      "2001: i0-s0, 1573",
      "2220: i0-s0, 1210",
      "5613: i0-s1, 5613",
    ],
    drawn: [
      "1820: 0.784, 2.183, -0.574, 0.091",
      "2648: -0.02, 1.04, 4.35, 3.17",
      "3404: 0.17, 1.27, 1.76, 3.06",
      "4282: -0.004, 1.007, 2.004, 2.999",
      "5075: 0, 1.001, 2, 2.999",
      "5860: 0.247, 1.07, -2.319, 0.494",
      "6639: 0.017, 1.075, 1.245, 0.723",
    ],
  };
  expect(courseOf(6000)).toEqual(earlier);
  expect(courseOf(6000, 61)).toEqual(earlier);
});
