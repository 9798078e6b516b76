import { randomStream } from "../../src/core/index.ts";
import { Dispatcher, type OpenBatch } from "../../src/evaluate/queue/dispatch/dispatcher.ts";
import { seal, unseal } from "../../src/evaluate/queue/wire/envelope.ts";
import { createTimeline } from "./timeline.ts";

/** A fleet on a logical clock. */
interface Fleet {
  readonly lanes: number;
  readonly lanesEach: number;
  /** Median time of an evaluation, milliseconds; times are lognormal. */
  readonly medianMs: number;
  readonly sigma: number;
  readonly evaluations: number;
  /** Evaluations that the run keeps open for each lane. */
  readonly openEach: number;
}

interface Outcome {
  /** Share of the lanes' time in which something ran that counted. */
  readonly utilisation: number;
  readonly copies: number;
  readonly perBatch: number;
  /** Commands that Redis carries out for each evaluation. */
  readonly commands: number;
  /** Processor time of the dispatcher for each evaluation, microseconds. */
  readonly dispatchUs: number;
  /** Memory of what is open, KiB for each lane. */
  readonly kibPerLane: number;
}

/** From a parcel's sending to its start, and from its end to the verdict, milliseconds. */
const JOURNEY_MS = 2;

/**
 * Commands for a parcel: add, open set, wake, take, look what is known, deliver, complete, close; and, for each worker with an idle
 * lane that the word wakes in vain, another take. For each evaluation: remove it.
 */
const COMMANDS = { parcel: 8, evaluation: 1 } as const;

/** The fleets of the table. */
const FLEETS: readonly Fleet[] = [10, 100, 1_000].flatMap((lanes) => [
  { lanes, lanesEach: Math.min(8, lanes), medianMs: 2_000, sigma: 1, evaluations: 40 * lanes, openEach: 2 },
  { lanes, lanesEach: Math.min(8, lanes), medianMs: 5, sigma: 1, evaluations: 200 * lanes, openEach: 40 },
]);

/** Prints what a coordinator of 10, 100 and 1,000 lanes does, with the dispatcher's own code on a logical clock. */
export function runScaleBench(): void {
  console.log(
    "| lanes | median | utilisation | packed | copies | commands each | dispatcher each | memory a lane |",
  );
  console.log("|---|---|---|---|---|---|---|---|");
  for (const fleet of FLEETS) {
    const { utilisation, copies, perBatch, commands, dispatchUs, kibPerLane } = simulate(fleet);
    const cells = [
      ...[
        fleet.lanes,
        `${fleet.medianMs} ms`,
        `${(100 * utilisation).toFixed(1)} %`,
        perBatch.toFixed(1),
        copies,
      ],
      ...[commands.toFixed(1), `${dispatchUs.toFixed(1)} µs`, `${kibPerLane.toFixed(1)} KiB`],
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
  console.log(saturation());
}

/** Runs a fleet as long as there is something to begin: how the last ones end says nothing of the middle. */
function simulate({ lanes, lanesEach, medianMs, sigma, evaluations, openEach }: Fleet): Outcome {
  const random = randomStream("machines", lanes, medianMs);
  const dispatcher = new Dispatcher<number>();
  dispatcher.setLanes(lanes);
  const timeline = createTimeline<() => void>();
  const parcels: OpenBatch<number>[] = [];
  const open = new Set<string>();
  let [now, idle, made, done, busyMs, copies, batches, vain] = [0, lanes, 0, 0, 0, 0, 0, 0];
  let dispatchMs = 0;
  const clocked = <T>(work: () => T): T => {
    const begun = performance.now();
    const value = work();
    dispatchMs += performance.now() - begun;
    return value;
  };
  const add = (): void => {
    if (made >= evaluations) return;
    const load = medianMs * Math.exp(sigma * random.normal());
    const key = `k${made++}`;
    open.add(key);
    clocked(() =>
      dispatcher.add({ key, kind: "search", order: made, avoid: [], alone: false, size: 3_000, load }),
    );
  };
  const begin = (): void => {
    while (idle > 0 && parcels.length > 0) {
      const batch = parcels.shift() as OpenBatch<number>;
      idle--;
      const ms = batch.items.reduce((sum, { load }) => sum + load, 0);
      timeline.at(now + ms, () => {
        idle++;
        timeline.at(now + JOURNEY_MS, () => finish(batch, ms));
      });
    }
  };
  const finish = (batch: OpenBatch<number>, ms: number): void => {
    const fresh = batch.items.filter(({ key }) => open.delete(key));
    if (fresh.length > 0) busyMs += ms;
    for (const { key, load } of fresh) {
      clocked(() => dispatcher.settle(key, "search", load));
      done++;
      add();
    }
  };
  const send = (): void => {
    for (const batch of clocked(() => dispatcher.take())) {
      const id = `b${batches++}`;
      clocked(() => dispatcher.sent(id, batch, now));
      vain += Math.ceil(idle / lanesEach) > 1 ? Math.ceil(idle / lanesEach) - 1 : 0;
      timeline.at(now + JOURNEY_MS, () =>
        parcels.push({ ...batch, id, sentMs: now, open: new Set(), copied: false }),
      );
    }
  };
  const tick = (): void => {
    for (const late of clocked(() => dispatcher.late(now, idle))) {
      late.copied = true;
      copies++;
      // another machine needs as long as is usual
      const items = late.items.map((item) => ({
        ...item,
        load: medianMs * Math.exp(sigma * random.normal()),
      }));
      parcels.push({ ...late, items });
    }
    timeline.at(now + 2_000, tick);
  };
  for (let i = 0; i < openEach * lanes; i++) add();
  const before = process.memoryUsage().heapUsed;
  timeline.at(2_000, tick);
  send();
  const kibPerLane = Math.max(0, process.memoryUsage().heapUsed - before) / 1024 / lanes;
  for (let next = timeline.next(); next !== null && made < evaluations; next = timeline.next()) {
    now = next.at;
    next.what();
    send();
    begin();
  }
  const commands = COMMANDS.evaluation + ((batches + copies) * COMMANDS.parcel + vain) / done;
  return {
    utilisation: busyMs / (now * lanes),
    ...{ copies, commands, kibPerLane },
    perBatch: made / batches,
    dispatchUs: (1000 * dispatchMs) / done,
  };
}

/** Where the coordinator's one thread is full: signing and opening are most of what it does for an evaluation. */
function saturation(): string {
  const secret = Buffer.from("the secret of a benchmark");
  const errand = JSON.stringify({ source: "x".repeat(3_000) });
  const verdict = JSON.stringify({ message: "x".repeat(1_000) });
  const rounds = 5_000;
  const begun = process.cpuUsage();
  for (let i = 0; i < rounds; i++) {
    const scope = `lot/${i}`;
    seal(secret, "parcel", scope, errand);
    const result = seal(secret, "result", scope, verdict);
    const opened = unseal(secret, result, { kind: "result", scope, mostBytes: 1 << 20 });
    if (opened.status === "ok") JSON.parse(opened.body);
  }
  const { user, system } = process.cpuUsage(begun);
  const each = (user + system) / rounds;
  const rate = Math.round(1_000_000 / each);
  return `signing, opening and parsing take ${each.toFixed(0)} µs of the run's thread for an evaluation of 3 KB: at most ${rate} evaluations a second, packed or not. Redis is one thread, too. What shards both: runs on queues of their own (another server with --queue), joined by --archipelago.`;
}
