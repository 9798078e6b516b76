import { existsSync } from "node:fs";
import { join } from "node:path";

// npm run bench [name …]: a name, or a part of one such as evaluate:rates; prints the tables of this machine;
// nothing is asserted. `start <checkout>` and `loop <checkout>` measure another checkout as well, in turns with this one or beside it.
const words = process.argv.slice(2);
const [against] = words.splice(["start", "loop"].includes(words[0] ?? "") ? 1 : words.length);
if (against !== undefined && !existsSync(join(against, "bin", "galapagos.js"))) {
  console.error(
    `expected the folder of another checkout, got ${against}: npm run bench ${words[0]} ../before`,
  );
  process.exit(2);
}
const BENCHES: { readonly [name: string]: () => Promise<void> } = {
  islands: async () => (await import("./islands.ts")).runIslandsBench([10_000]),
  "islands:large": async () => (await import("./islands.ts")).runIslandsBench([100_000]),
  loop: async () => (await import("./loop.ts")).runLoopBench(against),
  evaluate: async () => (await import("./evaluate.ts")).runEvaluateBench(),
  ...Object.fromEntries(
    ["rates", "policies", "python", "kill", "memory", "leaks-1", "leaks-2", "leaks-3"].map((part) => [
      `evaluate:${part}`,
      async () => (await import("./evaluate.ts")).runEvaluateBench([part]),
    ]),
  ),
  store: async () => (await import("./store.ts")).runStoreBench(),
  report: async () => {
    await (await import("./report.ts")).runReportBench();
    await (await import("./watched.ts")).runWatchedBench();
  },
  "report:small": async () => (await import("./report.ts")).runReportBench([10_000]),
  "report:watched": async () => (await import("./watched.ts")).runWatchedBench(),
  models: async () => (await import("./models.ts")).runModelsBench(),
  "models:memory": async () => (await import("./models.ts")).runModelsMemoryBench(),
  memory: async () => (await import("./memory.ts")).runMemoryBench(),
  start: async () => (await import("./start.ts")).runStartBench(against),
  machines: async () => (await import("./machines/machines.ts")).runMachinesBench(),
  "machines:scale": async () => (await import("./machines/scale.ts")).runScaleBench(),
  corewar: async () => (await import("./corewar.ts")).runCorewarBench(),
};

const unknown = words.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`there is no bench ${unknown.join(", ")}; there are: ${Object.keys(BENCHES).join(", ")}`);
  process.exitCode = 2;
} else {
  for (const name of words.length > 0 ? words : Object.keys(BENCHES).filter((name) => !name.includes(":")))
    await BENCHES[name]?.();
}
