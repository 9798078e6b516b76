import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineProblem, loadProblem, type Problem } from "../../src/index.ts";
import { languageOf } from "../../src/language/index.ts";
import { bounded, type Opened } from "./bounded.ts";
import type { Random } from "../../src/core/index.ts";
import { varyTable } from "./vary-table.ts";

/** A problem whose programs are scored in this process: cheap, and only for programs of our own making. */
export interface Landscape {
  readonly problem: Problem;
  /** A child by a blind change, as a model without any idea would make it; `null` when nothing came of it. */
  vary(source: string, random: Random): string | null;
  /** `null` for a failure. */
  score(source: string): Promise<Scored | null>;
}

/** A program as a dry run knows it. */
interface Scored {
  readonly score: number;
  readonly features: { readonly [name: string]: number };
  /** Units of fuel, where they are counted. */
  readonly fuel?: number;
}

/** The landscapes by name. */
export const LANDSCAPES: { readonly [name: string]: () => Promise<Landscape> } = {
  "circle-packing": () => shipped("circle-packing", varyTable),
  "heilbronn-triangle": () => shipped("heilbronn-triangle", varyTable),
  "online-bin-packing": () => shipped("online-bin-packing", "mutator"),
  "job-shop": () => shipped("job-shop", "mutator"),
  smooth: () => synthetic({ name: "smooth", numbers: 20, score: bowl, bins: [6, 6] }),
  rugged: () => synthetic({ name: "rugged", numbers: 10, score: eggBox, bins: [6, 6] }),
  deceptive: () => synthetic({ name: "deceptive", numbers: 5, score: trap, bins: [12, 4] }),
};

/** Where the best value of the i-th number lies. */
function target(i: number): number {
  return 0.5 + ((i * 7) % 10) / 4;
}

function bowl(x: readonly number[]): number {
  return -total(x, (v, i) => (v - target(i)) ** 2);
}

/** A bowl full of dents (Rastrigin's function, turned over). */
function eggBox(x: readonly number[]): number {
  return bowl(x) - total(x, (v, i) => (1 - Math.cos(12 * (v - target(i)))) / 8);
}

/**
 * A wide hill that leads away from the narrow, higher one (a trap in the sense of Goldberg 1987, with a number in place of bits):
 * the first number decides which is climbed, the others are a bowl. The peak is at 2, that of the wide hill at 1.
 */
function trap([a = 0, ...rest]: readonly number[]): number {
  return Math.max(1 - Math.abs(a - 0.7) / 3, 2 - 2 * Math.abs(a - 3.2)) + bowl(rest) / 20;
}

function total(x: readonly number[], of: (value: number, i: number) => number): number {
  return x.reduce((sum, value, i) => sum + of(value, i), 0);
}

async function shipped(name: string, vary: Landscape["vary"] | "mutator"): Promise<Landscape> {
  const problem = await loadProblem(name);
  const { definition, folder } = problem;
  const { default: scorer, simulate } = (await import(join(folder, definition.evaluator))) as Evaluator;
  const language = languageOf(definition);
  return {
    problem,
    vary:
      vary !== "mutator"
        ? vary
        : (source, random) => {
            const child = language.vary({ source, mates: [], strategy: {}, random, maxLength: 20_000 });
            return child.status === "changed" ? child.source : null;
          },
    async score(source) {
      try {
        const open = bounded(source, definition.entryPoint, definition.limits.timeMs);
        const outputs: unknown[] = [];
        let fuel = 0;
        for (const input of definition.inputs) {
          const program = open();
          const output = simulate
            ? await simulate({ input, seed: 1, create: policyOf(program) })
            : program.call(structuredClone(input));
          outputs.push(JSON.parse(JSON.stringify(output)));
          fuel += program.fuel();
        }
        const { score, features = {} } = await scorer(outputs, { inputs: definition.inputs, source });
        return score === undefined || !Number.isFinite(score) ? null : { score, features, fuel };
      } catch {
        return null;
      }
    },
  };
}

/** A problem's evaluator, as far as a dry run asks it. */
interface Evaluator {
  readonly default: (
    outputs: unknown[],
    context: object,
  ) => MaybePromise<{ score?: number; features?: Features }>;
  readonly simulate?: Simulate;
}

type Simulate = (episode: { input: unknown; seed: number; create: Create }) => Promise<unknown>;
type Features = { readonly [name: string]: number };
type MaybePromise<T> = T | Promise<T>;

/** A program's policies as a simulation sees them. */
function policyOf({ call }: Opened): Create {
  return (facts) => {
    const policy = call(facts) as { readonly [name: string]: (...args: unknown[]) => unknown };
    return {
      ask: async (method: string, ...args: unknown[]) => policy[method]?.(...args),
      tell: (method: string, ...args: unknown[]) => void policy[method]?.(...args),
    };
  };
}

type Create = (facts: unknown) => object;

interface Synthetic {
  readonly name: string;
  readonly numbers: number;
  /** To be maximised. */
  readonly score: (x: readonly number[]) => number;
  /** Bins of the first numbers' axes, from 0 to 4. */
  readonly bins: readonly number[];
}

async function synthetic({ name, numbers, score, bins }: Synthetic): Promise<Landscape> {
  const rows = Array.from({ length: numbers }, () => "    [1.0],").join("\n");
  const problem = await defineProblem({
    name,
    description: "A landscape of numbers.",
    folder: fileURLToPath(new URL(".", import.meta.url)),
    seed: "seed.js",
    source: `export function numbers() {\n  // EVOLVE-BLOCK-START\n  return [\n${rows}\n  ];\n  // EVOLVE-BLOCK-END\n}\n`,
    entryPoint: "numbers",
    evaluator: "landscapes.ts",
    inputs: [null],
    objective: { direction: "maximise" },
    features: bins.map((count, i) => ({ name: `x${i}`, range: [0, 4] as const, bins: count })),
  });
  return {
    problem,
    vary: varyTable,
    async score(source) {
      try {
        const { call, fuel } = bounded(source, "numbers", 100)();
        const x = (call(null) as number[][]).map(([value]) => value as number);
        const found = score(x);
        if (x.length !== numbers || !Number.isFinite(found)) return null;
        return {
          score: found,
          features: Object.fromEntries(bins.map((_, i) => [`x${i}`, x[i] as number])),
          fuel: fuel(),
        };
      } catch {
        return null;
      }
    },
  };
}
