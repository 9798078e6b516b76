import { extname } from "node:path";
import { bundleOf, type Problem } from "../../../problem/index.ts";
import type { Hole } from "./hole.ts";

/** Holes that the evaluator's own text shows: clocks, chance, tolerances wider than what the best known values differ by. */
export async function suspectsOf(problem: Problem): Promise<readonly Hole[]> {
  const { files } = await bundleOf(problem);
  const code = files
    .filter(([path]) => CODE.has(extname(path)))
    .map(([path, text]) => [path, withoutComments(text)] as const);
  const find = (pattern: RegExp): string | null => {
    for (const [path, text] of code) {
      const found = pattern.exec(text);
      if (found) return `${path} says ${found[0].trim().slice(0, 80)}`;
    }
    return null;
  };
  const clock = problem.definition.timing
    ? null
    : find(
        /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|\bprocess\.hrtime\b|\btime\.(?:time|perf_counter|monotonic)\(/,
      );
  const chance = find(
    /\bMath\.random\(|\bcrypto\.(?:randomBytes|randomInt|getRandomValues|randomUUID)\(|\brandom\.(?:random|randint|uniform|gauss)\(/,
  );
  const holes: Hole[] = [];
  if (clock !== null)
    holes.push({
      kind: "clock",
      found: `the score may depend on the clock: ${clock}`,
      advice: 'count steps, or let "timing" in problem.json measure',
    });
  if (chance !== null)
    holes.push({
      kind: "chance",
      found: `the score may depend on chance: ${chance}`,
      advice: "draw from context.seed, or from a constant",
    });
  const tolerance = widestTolerance(code);
  const race = raceOf(problem);
  if (tolerance !== null && race !== null && tolerance.width > race) {
    holes.push({
      kind: "tolerance",
      found: `${tolerance.where} allows ${tolerance.width}, and the two best known values differ by ${race} only`,
      advice: "allow nothing: compare exactly, and let programs leave a hair",
    });
  }
  return holes;
}

/** How far apart the two best known values are; `null` where fewer are known. */
function raceOf({ definition }: Problem): number | null {
  const values = [...new Set(definition.bestKnown.map(({ value }) => value))];
  const [first, second] = values;
  return first === undefined || second === undefined ? null : Math.abs(first - second);
}

/** The widest small number that a comparison adds, takes away, or asks a difference to stay below. */
function widestTolerance(
  code: readonly (readonly [path: string, text: string])[],
): { readonly where: string; readonly width: number } | null {
  let widest: { where: string; width: number } | null = null;
  for (const [path, text] of code) {
    for (const pattern of TOLERANCES) {
      for (const [, digits = ""] of text.matchAll(pattern)) {
        const width = Number(digits);
        if (width > 0 && width < 0.1 && (widest === null || width > widest.width))
          widest = { where: path, width };
      }
    }
  }
  return widest;
}

const SMALL = "(\\d*\\.?\\d+e-\\d+|0?\\.0\\d*[1-9]\\d*)";
const TOLERANCES = [
  new RegExp(`[<>]=?[^;\\n]*[-+]\\s*${SMALL}`, "g"),
  new RegExp(`[-+]\\s*${SMALL}\\s*[<>]`, "g"),
  new RegExp(`(?:tol|eps|slack)\\w*\\s*(?::\\s*number\\s*)?[=:]\\s*${SMALL}`, "gi"),
  new RegExp(`abs\\([^;\\n]*\\)\\s*>=?\\s*${SMALL}`, "g"),
];

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
}

const CODE = new Set([".ts", ".mts", ".js", ".mjs", ".py"]);
