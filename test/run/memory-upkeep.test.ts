import { afterAll, test } from "vitest";
import { openMemoryUpkeep } from "../../src/run/memory/memory-upkeep.ts";
import { readRunRecord, startRun } from "../../src/run/index.ts";
import { resolveConfig } from "../../src/config/index.ts";
import { loadProblem } from "../../src/problem/index.ts";
import { createOfflineMutator, startStandIn } from "../../src/stand-in/index.ts";
import { openStore } from "../../src/store/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { sharedWorkers, SLOPE } from "./support.ts";

const root = temporaryFolder("upkeep");
const workers = sharedWorkers();
const server = await startStandIn({ mutate: createOfflineMutator(), seed: "upkeep" });
afterAll(() => server.close());

test("upkeep that is under way when its run ends is left where it stands, by the thread itself", async () => {
  const model = { id: "m", model: "m", baseUrl: server.url, keyVariable: null, price: "free" };
  const settings = { islands: 1, evaluations: 12, migration: { interval: 5 }, models: [model] };
  const config = resolveConfig([{ origin: "test", settings }]);
  await startRun({ problem: await loadProblem(SLOPE), config, resultsRoot: root, name: "r", workers });
  const location = { folder: `${root}/r` };
  const { config: run } = readRunRecord(location);
  const store = await openStore(location, { create: false });
  try {
    const place = {
      settings: { ...run.memory, controlShare: 0 },
      seed: run.seed,
      islands: 1,
      interval: 5,
      direction: "minimise",
    } as const;
    const upkeep = openMemoryUpkeep({ location, place }, () => store.port());
    // a border that it would take hours to get to
    upkeep.atBorder(1e9);
    await upkeep.close();
  } finally {
    await store.close();
  }
});
