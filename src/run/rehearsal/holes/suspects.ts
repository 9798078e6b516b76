import { extname } from "node:path";
import { isObject, type Json } from "../../../core/index.ts";
import { bundleOf, type Problem } from "../../../problem/index.ts";
import type { Hole } from "./hole.ts";
import { CHANCE, CLOCK, RAW_TIME, SEEDS, UNSEEDED } from "./changing-words.ts";
import { widestTolerance } from "./tolerances.ts";

/**
 * Holes that a problem's own texts show: clocks, chance, numbers sorted as texts, tolerances wider than what the best known
 * values differ by, and hold-out inputs that are no others.
 *
 * @param seed - the seed's scores, and its answers where they are known
 */
export async function suspectsOf(
  problem: Problem,
  { scores, answers }: { readonly scores: readonly number[]; readonly answers: readonly Json[] | null },
): Promise<readonly Hole[]> {
  const { files } = await bundleOf(problem);
  const code = files
    .filter(([path]) => CODE.has(extname(path)))
    .map(([path, text]) => [path, withoutComments(text)] as const);
  const data = files.filter(([path]) => extname(path) === ".json");
  const find = (pattern: RegExp): string | null => {
    for (const [path, text] of code) {
      const found = pattern.exec(text);
      if (found) return `${path} says ${found[0].trim().slice(0, 80)}`;
    }
    return null;
  };
  const { inputs, timing, joint } = problem.definition;
  // evaluators that start programs themselves time themselves, too; only a score that moves shows that it counts
  const isCounted = !timing && (!joint || scores.some((score) => score !== scores[0]));
  const clock = isCounted ? find(CLOCK) : null;
  const raw = timing ? find(RAW_TIME) : null;
  const isSeeded = joint || find(SEEDS) !== null;
  const chance = find(isSeeded ? UNSEEDED : CHANCE);
  const sorting = holdsNumbers([inputs, answers ?? []]) ? find(SORTED_AS_TEXT) : null;
  const holes: Hole[] = [];
  if (clock !== null)
    holes.push({
      kind: "clock",
      found: `the score may depend on the clock: ${clock}`,
      advice: joint
        ? 'score several times: "repeats": { "count": 5 } in problem.json'
        : 'count steps, or let "timing" in problem.json measure',
    });
  if (raw !== null)
    holes.push({
      kind: "clock",
      found: `the score may be a raw time, which is this machine's at this moment: ${raw}`,
      advice: "score timing.relativeTime: as much of a gain as was proven against the parent",
    });
  if (chance !== null)
    holes.push({
      kind: "chance",
      found: `the score may depend on chance: ${chance}`,
      advice: "draw from context.seed, or from a constant",
    });
  if (sorting !== null)
    holes.push({
      kind: "sorting",
      found: `numbers may be sorted as texts, 10 before 9: ${sorting}`,
      advice: "sort numbers by .sort((a, b) => a - b)",
    });
  return [...holes, ...toleranceHole(problem, [...code, ...data], scores[0]), ...holdoutHole(problem)];
}

const CODE = new Set([".ts", ".mts", ".js", ".mjs", ".py", ".sh"]);
/** Sorting without a comparison, of neither keys nor typed arrays. */
const SORTED_AS_TEXT = /(?<!(?:keys|\d+Array(?:\.from|\.of)?)\([^()\n]{0,80}\))\.(?:sort|toSorted)\(\s*\)/;

/** True where some list holds numbers that sort otherwise as texts. */
function holdsNumbers(value: Json): boolean {
  if (value === null || typeof value !== "object") return false;
  const parts = Object.values(value) as Json[];
  const numbers = parts.filter((part) => typeof part === "number");
  const sorted = numbers.toSorted((a, b) => a - b).join();
  return (numbers.length > 1 && numbers.toSorted().join() !== sorted) || parts.some(holdsNumbers);
}

function toleranceHole(
  problem: Problem,
  texts: readonly (readonly [path: string, text: string])[],
  seedScore: number | undefined,
): readonly Hole[] {
  const tolerance = widestTolerance(texts);
  const race = raceOf(problem, seedScore);
  if (tolerance === null || race === null || tolerance.width <= race.width) return [];
  return [
    {
      kind: "tolerance",
      found: `${tolerance.where} allows ${tolerance.width}, and ${race.words}`,
      advice: "allow nothing: compare exactly, and let programs leave a hair",
    },
  ];
}

/** How little is between the best known values, or between the only one and the seed; `null` where none is known. */
function raceOf(
  { definition }: Problem,
  seedScore: number | undefined,
): { readonly width: number; readonly words: string } | null {
  const values = [...new Set(definition.bestKnown.map(({ value }) => value))];
  const [first, second] = values;
  if (first === undefined) return null;
  if (second !== undefined) {
    const width = Math.abs(first - second);
    return { width, words: `the two best known values differ by ${width} only` };
  }
  const unit = Math.max(LEAST_UNIT, 10 ** -decimalsOf(first));
  const toSeed = seedScore === undefined ? Number.POSITIVE_INFINITY : Math.abs(first - seedScore);
  return toSeed < unit
    ? { width: toSeed, words: `the seed is ${toSeed} from the best known value only` }
    : { width: unit, words: `the best known value is told as ${first}` };
}

/** Differences below this are rounding. */
const LEAST_UNIT = 1e-9;

function decimalsOf(value: number): number {
  const [, digits = "", exponent = "0"] = /^-?\d*\.?(\d*)(?:e([-+]\d+))?$/.exec(String(value)) ?? [];
  return Math.max(0, digits.length - Number(exponent));
}

/** Hold-out inputs that programs are searched on, too. */
function holdoutHole({ definition: { inputs, holdout } }: Problem): readonly Hole[] {
  const known = new Set(inputs.map(inOrder));
  const same = holdout.filter((input) => known.has(inOrder(input))).length;
  if (same === 0) return [];
  return [
    {
      kind: "hold-out",
      found: `${same} of ${holdout.length} hold-out inputs are among the inputs: they show nothing that the search has not seen`,
      advice: "hold out inputs that are no others' twins",
    },
  ];
}

/** The text of a value whose objects have their properties in order. */
function inOrder(value: Json): string {
  const sort = (_: string, part: Json): Json =>
    isObject(part) ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))) : part;
  return JSON.stringify(value, sort);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)(?:\/\/|#(?=\s)).*$/gm, "$1");
}
