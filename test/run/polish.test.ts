import { afterAll, expect, it } from "vitest";
import { createOfflineMutator, type StandInServer, startStandIn } from "../../src/stand-in/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { candidatesOf, outcome, useLab } from "./support.ts";

const SEED = `export function solve() {
  // EVOLVE-BLOCK-START
  const [a, b, c] = [2.5, 5.5, 8.5];
  return [a, b, c, c + 3, c + 4];
  // EVOLVE-BLOCK-END
}
`;
const lab = useLab(temporaryFolder("run"), SEED);
const servers: StandInServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

it("a model's child that entered has its numbers tuned for nothing, and the run is the same however it is interrupted", async () => {
  const server = await startStandIn({ mutate: createOfflineMutator(), seed: "polish" });
  servers.push(server);
  const model = { id: "m", model: "m", baseUrl: server.url, keyVariable: null, price: "free" };
  const directed = { planner: false, summarizer: false, executor: "chat", rounds: 1, repairs: 0 };
  const plain = {
    islands: 1,
    inFlight: 3,
    evaluations: 80,
    migration: { interval: 8 },
    models: [model],
    directed,
  };
  const settings = { ...plain, tuning: { perChild: 6 } };
  const whole = await lab.run(settings, { threads: 1 });
  const made = candidatesOf(whole.folder);
  const tuned = made.filter(({ operator }) => operator === "tune");
  expect(tuned.length).toBeGreaterThan(10);
  const asked = new Set(
    made.filter(({ story }) => story?.model !== undefined).map(({ island, step }) => `i${island}-s${step}`),
  );
  for (const { parents } of tuned) expect(asked.has(parents[0] as string)).toBe(true);

  const abort = new AbortController();
  let steps = 0;
  const onEvents = (events: readonly { readonly type: string }[]): void => {
    steps += events.filter(({ type }) => type === "step").length;
    if (steps >= 30) abort.abort();
  };
  const cut = await lab.run(settings, { signal: abort.signal, onEvents });
  expect(cut.status).toBe("interrupted");
  expect(outcome(await lab.resume(cut.folder))).toEqual(outcome(whole));
});
