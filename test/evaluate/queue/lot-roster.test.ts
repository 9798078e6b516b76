import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { VERSION } from "../../../src/core/index.ts";
import { loadDrivers } from "../../../src/evaluate/queue/wire/connect-redis.ts";
import { seal } from "../../../src/evaluate/queue/wire/envelope.ts";
import { queueNames } from "../../../src/evaluate/queue/wire/names.ts";
import { LotRoster } from "../../../src/evaluate/queue/worker/lot-roster.ts";
import type { LotTools, ServedLot } from "../../../src/evaluate/queue/worker/served-lot.ts";
import { hasRedis, startRedis, type TestRedis } from "../../support/redis.ts";
import { SECRET } from "./support.ts";

const QUEUE = "lot-1";
const names = queueNames("roster");
const GONE = { reason: "it is gone", mayPass: true };

describe.skipIf(!hasRedis)("a worker's lots (with redis-server)", () => {
  let redis: TestRedis;
  let raw: Redis;
  let roster: LotRoster;
  let told: string[];
  let nowMs: number;
  beforeAll(async () => {
    redis = await startRedis();
    raw = new Redis(redis.url, { maxRetriesPerRequest: null });
  });
  afterAll(async () => {
    raw.disconnect();
    await redis.kill();
  });
  beforeEach(async () => {
    told = [];
    nowMs = 1_000_000;
    vi.spyOn(performance, "now").mockImplementation(() => nowMs);
    const tools = { redis: raw, names, secret: SECRET } as unknown as LotTools;
    roster = new LotRoster(await loadDrivers(), tools, (_label, reason) => told.push(reason));
    await describeLot();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await roster.close();
  });

  /** Has the roster read the description of the only lot, under the fleet's secret or another. */
  async function describeLot(secret: Buffer = SECRET): Promise<void> {
    const lot = { id: "lot", queue: QUEUE, label: "a run", version: VERSION, weight: 1, canary: null };
    await raw.sadd(names.lots, QUEUE);
    await raw.set(names.lot(QUEUE), seal(secret, "lot", QUEUE, JSON.stringify(lot)));
    await roster.read();
  }
  const next = (): ServedLot => {
    const served = roster.next();
    if (served === null) throw new Error("expected a lot to serve, got none");
    return served;
  };

  it("are tried six times more after a failure that may pass, and then left for good, with the number of tries", () => {
    for (const waitMs of [5_000, 10_000, 20_000, 40_000, 80_000, 160_000]) {
      roster.failed(next(), GONE);
      expect(roster.unable).toEqual({
        [QUEUE]: { reason: `it is gone; it tries again in ${waitMs / 1000} s` },
      });
      nowMs += waitMs - 1;
      expect(roster.next()).toBeNull();
      nowMs += 1;
    }
    roster.failed(next(), GONE);
    expect(roster.unable).toEqual({ [QUEUE]: { reason: "it is gone; it tried 6 times more" } });
    nowMs += 1e9;
    expect(roster.next()).toBeNull();
    expect(told).toHaveLength(7);
  });

  it("are left for good at once after a failure that does not pass", () => {
    roster.failed(next(), { reason: "no such level", hint: "another level", mayPass: false });
    nowMs += 1e9;
    expect(roster.next()).toBeNull();
    expect(roster.unable).toEqual({ [QUEUE]: { reason: "no such level", hint: "another level" } });
  });

  it("of which parcels fail on two lanes at once have failed once", () => {
    const served = next();
    roster.failed(served, GONE);
    roster.failed(served, GONE);
    expect(told).toEqual(["it is gone; it tries again in 5 s"]);
    nowMs += 5_000;
    roster.failed(next(), GONE);
    expect(told.at(-1)).toBe("it is gone; it tries again in 10 s");
  });

  it("whose description is refused are not tried again because the moment of an earlier failure has come, nor before it", async () => {
    const served = next();
    roster.failed(served, GONE);
    await describeLot(Buffer.from("another secret of no use"));
    expect(roster.unable[QUEUE]?.reason).toMatch(/^its description was refused: forged/);
    nowMs += 5_000;
    expect(roster.next()).toBeNull();
    expect(roster.unable[QUEUE]?.reason).toMatch(/^its description was refused: forged/);
    await describeLot();
    roster.failed(next(), GONE);
    await describeLot(Buffer.from("another secret of no use"));
    await describeLot();
    expect(roster.unable).toEqual({ [QUEUE]: { reason: "it is gone; it tries again in 10 s" } });
    expect(roster.next()).toBeNull();
  });
});
