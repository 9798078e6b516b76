import { afterAll, expect, it } from "vitest";
import { createOfflineMutator, type StandInServer, startStandIn } from "../../src/stand-in/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { candidatesOf, digestByHand, outcome, useLab } from "./support.ts";

/** Lines that may change one by one, so that most changes of one program have their place in another. */
const SEED = `export function solve() {
  // EVOLVE-BLOCK-START
  const a = 2.5;
  const unused = 0;

  const b = 5.5;
  const other = 0;

  const c = 8.5;
  return [a, b, c, c + 3, c + 4];
  // EVOLVE-BLOCK-END
}
`;
const lab = useLab(temporaryFolder("run"), SEED);
const servers: StandInServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

async function settings(rebase: string) {
  const server = await startStandIn({ mutate: createOfflineMutator(), seed: "carry" });
  servers.push(server);
  const model = { id: "m", model: "m", baseUrl: server.url, keyVariable: null, price: "free" };
  const directed = { planner: false, summarizer: false, executor: "chat", rounds: 1, repairs: 0 };
  return {
    islands: 1,
    inFlight: 6,
    evaluations: 40,
    migration: { interval: 10 },
    models: [model],
    directed,
    rebase,
  };
}

it("a change that comes back late is tried on the newest parent, and the run is the same however often it is interrupted", async () => {
  const wanted = await settings("all");
  const whole = await lab.run(wanted, { threads: 1 });
  const carried = candidatesOf(whole.folder).filter(({ story }) => story?.carried !== undefined);
  expect(carried.length).toBeGreaterThan(0);
  for (const { story, parents } of carried) expect(parents[0]).not.toBe(story?.carried?.from);
  expect(whole.digest).toBe(digestByHand(whole.folder));

  const { signal, onEvents } = stoppedAfter(18);
  const cut = await lab.run(wanted, { signal, onEvents });
  expect(cut.status).toBe("interrupted");
  const resumed = await lab.resume(cut.folder);
  expect(outcome(resumed)).toEqual(outcome(whole));

  const off = await lab.run(await settings("off"), { threads: 1 });
  expect(candidatesOf(off.folder).some(({ story }) => story?.carried !== undefined)).toBe(false);
});

function stoppedAfter(count: number) {
  const abort = new AbortController();
  let seen = 0;
  return {
    signal: abort.signal,
    onEvents(events: readonly unknown[]) {
      seen += events.length;
      if (seen >= count) abort.abort();
    },
  };
}
