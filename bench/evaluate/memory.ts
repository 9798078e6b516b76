import { family, megabytes, open, problem, row, TRIVIAL } from "./support.ts";

/** Prints what a lane costs: proportional set size, so that pages which processes share count once. */
export async function memoryPerLane(engines: readonly string[]): Promise<void> {
  console.log("\nMemory of the evaluator's processes, MiB (PSS), after 200 evaluations");
  row("", "1 lane", "3 lanes", "per lane");
  for (const engine of engines) {
    const sizes: number[] = [];
    for (const lanes of [1, 3]) {
      const evaluator = await open(problem(engine), lanes);
      const work = Array.from({ length: 200 }, (_, i) =>
        evaluator.evaluate({ source: `${TRIVIAL} // ${i}`, seed: i }),
      );
      await Promise.all(work);
      sizes.push(megabytes(family()));
      await evaluator.close();
    }
    const [one = 0, three = 0] = sizes;
    row(engine, one.toFixed(0), three.toFixed(0), ((three - one) / 2).toFixed(0));
  }
}
