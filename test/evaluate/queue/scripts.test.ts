import { beforeEach, describe, expect, it } from "vitest";
import { DELIVER, FORGET, KNOWN, READ } from "../../../src/evaluate/queue/wire/scripts.ts";
import { hasRedis } from "../../support/redis.ts";
import { useRedis } from "./redis-server.ts";

const PLACES = ["keys", "texts", "counts", "doubles"];

describe.skipIf(!hasRedis)("scripts of results (with redis-server)", () => {
  const server = useRedis();
  beforeEach(() => server.raw.flushall());
  const deliver = (name: string, text: string, ...keys: readonly string[]) =>
    server.raw.eval(DELIVER, 4, ...PLACES, "channel", 100, name, text, ...keys);
  const known = (...keys: readonly string[]) =>
    server.raw.eval(KNOWN, 2, ...PLACES.slice(0, 2), "channel", ...keys);
  const read = (...keys: readonly string[]) => server.raw.eval(READ, 2, ...PLACES.slice(0, 2), 100, ...keys);
  const forget = (...keys: readonly string[]) => server.raw.eval(FORGET, 3, ...PLACES.slice(0, 3), ...keys);

  it("count a key once that is forgotten twice, in one breath or in two: its text stays for the other key", async () => {
    await deliver("one", "text", "a", "b");
    await forget("a", "a");
    await forget("a");
    expect(await read("a", "b")).toEqual([[0, 1], ["text"]]);
    await forget("b");
    expect(await server.raw.exists(...PLACES)).toBe(0);
  });

  it("forget more keys at once than Lua takes as arguments", async () => {
    const keys = Array.from({ length: 12_000 }, (_, at) => `key ${at}`);
    await deliver("one", "text", ...keys);
    await forget(...keys.slice(1));
    expect(await server.raw.hgetall("counts")).toEqual({ one: "1" });
    await forget(...keys);
    expect(await server.raw.exists(...PLACES)).toBe(0);
  });

  it("take an empty text, which anybody can write, for none: the evaluation is open, and its verdict stands", async () => {
    await server.raw.hset("keys", "a", "nothing");
    await server.raw.hset("texts", "nothing", "");
    expect(await known("a")).toEqual([0]);
    expect(await read("a")).toEqual([[0], []]);
    expect(await deliver("one", "text", "a")).toBe(0);
    expect([await known("a"), await read("a")]).toEqual([[1], [[1], ["text"]]]);
    expect(await deliver("two", "late", "a")).toBe(1);
    expect(await read("a")).toEqual([[1], ["text"]]);
  });
});
