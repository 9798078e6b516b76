import { expect, it } from "vitest";
import { randomStream } from "../../src/core/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { candidatesOf, outcome, useLab } from "./support.ts";

/** Three numbers that may be tuned; as whole numbers they would be left alone. */
const SEED = `export function solve() {
  // EVOLVE-BLOCK-START
  const [a, b, c] = [2.5, 5.5, 8.5];
  return [a, b, c, c + 3, c + 4];
  // EVOLVE-BLOCK-END
}
`;
const lab = useLab(temporaryFolder("run"), SEED);
/** Those that are usual for few or for many children are named: the budgets lie on both sides. */
const SETTINGS = {
  islands: 1,
  inFlight: 5,
  evaluations: 600,
  migration: { interval: 8 },
  selection: { policy: "boltzmann", thrift: 1 },
} as const;

it("numbers are tuned by logical time: on any threads, and however often the run is interrupted, it is the same run", async () => {
  const whole = await lab.run({ ...SETTINGS, tuning: { share: 1 } }, { threads: 1 });
  const tuned = candidatesOf(whole.folder).filter(({ operator }) => operator === "tune");
  expect(tuned.length).toBeGreaterThan(40);
  expect(tuned.map(({ parents }) => parents[0])).toContain("i0-s0");
  const cut = await lab.run({ ...SETTINGS, tuning: { share: 1 } }, stoppedAfter(30));
  const random = randomStream("tuning-interruptions");
  let summary: Awaited<ReturnType<typeof lab.resume>> = cut;
  let sittings = 1;
  while (summary.status !== "done") {
    const options = { ...stoppedAfter(40 + random.int(60)), threads: 1 + random.int(3) };
    summary = await lab.resume(cut.folder, {}, options);
    sittings += 1;
    expect(sittings).toBeLessThan(30);
  }
  expect(sittings).toBeGreaterThan(3);
  expect(outcome(summary)).toEqual(outcome(whole));
  // a larger budget on resume is the budget from the start
  const small = await lab.run({ ...SETTINGS, evaluations: 250, tuning: { share: 1 } });
  const longer = await lab.resume(small.folder, { evaluations: SETTINGS.evaluations });
  expect(outcome(longer)).toEqual(outcome(whole));
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
