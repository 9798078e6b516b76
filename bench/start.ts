import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "../src/core/index.ts";

/** Something that is begun: processor seconds of one or several command lines. */
interface Start {
  readonly what: string;
  /** Measures it with the command line of a checkout, in a folder of its own. */
  readonly seconds: (checkout: string, folder: string) => number;
}

const STARTS: readonly Start[] = [
  { what: "--help", seconds: (checkout, folder) => costOf(checkout, folder, ["--help"]) },
  { what: "a run of 20 evaluations", seconds: (checkout, folder) => costOf(checkout, folder, RUN) },
  {
    what: "each further run of --repeat",
    seconds: (checkout, folder) =>
      (costOf(checkout, folder, [...RUN, "--repeat", "4"]) - costOf(checkout, folder, RUN)) / 3,
  },
  {
    what: "a turn of 20 evaluations",
    seconds(checkout, folder) {
      const [short, long] = [1, 3].map((rounds) =>
        costOf(checkout, folder, ["run", roundsProblem(checkout, folder, rounds), "--quiet"]),
      );
      return ((long ?? 0) - (short ?? 0)) / 4;
    },
  },
];
const RUN = ["run", "circle-packing", "--evaluations", "20", "--seed", "1", "--quiet"];

/**
 * Prints what it costs to begin, in processor seconds of all processes and threads, which a busy machine
 * changes least.
 *
 * @param against - another checkout, measured in turns with this one
 */
export function runStartBench(against: string | undefined): void {
  const checkouts = against === undefined ? [HERE] : [against, HERE];
  for (const { what, seconds } of STARTS) {
    const figures: number[][] = checkouts.map(() => []);
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      for (const [i, checkout] of checkouts.entries())
        figures[i]?.push(inFolder((folder) => seconds(checkout, folder)));
    }
    const shown = figures.map((list) => median(list.sort((a, b) => a - b)) ?? Number.NaN);
    const [before = 0, after] = shown;
    const texts = shown.map((value) => `${value.toFixed(3).padStart(8)} s`);
    const ratio = after === undefined ? "" : `${(after / before).toFixed(2).padStart(7)} times`;
    console.log(`${what.padEnd(30)}${texts.join("")}${ratio}`);
  }
}

/** Processor seconds, user and system, of one command line with everything that it starts. */
function costOf(checkout: string, folder: string, words: readonly string[]): number {
  const command = [process.execPath, join(checkout, "bin/galapagos.js"), ...words];
  const { stdout } = spawnSync("sh", ["-c", '"$@" >/dev/null; times', "sh", ...command], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [, children = ""] = stdout.trim().split("\n");
  const times = [...children.matchAll(/(\d+)m([\d.]+)s/g)];
  return times.reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);
}

/** A copy of two problems that are played against each other, with turns of 20 evaluations. */
function roundsProblem(checkout: string, folder: string, rounds: number): string {
  for (const name of ["sorting-networks", "sorting-tests"]) {
    const copy = join(folder, name);
    cpSync(join(checkout, "problems", name), copy, { recursive: true });
    const path = join(copy, "problem.json");
    const file = JSON.parse(readFileSync(path, "utf8")) as { adversarial: object };
    Object.assign(file.adversarial, { rounds, evaluationsPerRound: 20 });
    writeFileSync(path, JSON.stringify(file));
  }
  return join(folder, "sorting-networks");
}

function inFolder(measure: (folder: string) => number): number {
  const folder = mkdtempSync(join(tmpdir(), "galapagos-bench-"));
  try {
    return measure(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Measurements of each command; the median is shown. */
const REPEATS = 5;

const HERE = fileURLToPath(new URL("..", import.meta.url));
