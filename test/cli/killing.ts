import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { openRecord, type OpenRecord } from "../../src/store/index.ts";
import { candidatesOf, digestByHand } from "../run/support.ts";
import { descendants, isAlive, start } from "./support.ts";

/** A run that is killed and resumed again and again, in one folder. */
export interface Victim {
  readonly folder: string;
  /** Arguments that begin it; `resume` goes on with it. */
  readonly begin: readonly string[];
  /** Every candidate that was on record at some kill, by place. */
  readonly recorded: Map<string, string>;
}

/**
 * Starts or resumes the run, kills it with SIGKILL at the moment, and looks: what was on record is there, unchanged, and two
 * seconds later none of its processes is. `false` where the moment was seen too late, and the run had come to its end.
 *
 * @param moment - resolves when it is time to kill
 */
export async function killAt(victim: Victim, threads: number, moment: () => Promise<void>): Promise<boolean> {
  const { folder, begin, recorded } = victim;
  const begun = countOf(folder) > 0;
  if (!begun) rmSync(folder, { recursive: true, force: true });
  const args = begun ? ["resume", folder] : [...begin, "--out", folder];
  const run = start([...args, "--threads", String(threads), "--quiet"]);
  await Promise.race([moment(), run.ended]);
  expect([null, 0], run.stderr()).toContain(run.child.exitCode);
  const family = descendants(run.child.pid as number);
  run.child.kill("SIGKILL");
  const killedAt = performance.now();
  const { code } = await run.ended;
  while (family.some(isAlive) && performance.now() - killedAt < 10_000) await sleep(5);
  expect(performance.now() - killedAt).toBeLessThan(2000);
  for (const one of begun ? candidatesOf(folder) : []) {
    const place = `${one.island}/${one.step}`;
    const text = JSON.stringify(one);
    // durations included: nothing on record ran again
    expect(recorded.get(place) ?? text).toBe(text);
    recorded.set(place, text);
  }
  return code === null;
}

/** Waits until the record of a run says so; a record in the making says nothing. */
export async function until(folder: string, holds: (record: OpenRecord) => boolean): Promise<void> {
  for (;;) {
    if (existsSync(join(folder, "run.db"))) {
      try {
        using record = openRecord({ folder });
        if (holds(record)) return;
      } catch {
        // being made
      }
    }
    await sleep(10);
  }
}

/** Number of candidates on record; 0 before there is a record. */
export function countOf(folder: string): number {
  if (!existsSync(join(folder, "run.db"))) return 0;
  try {
    using record = openRecord({ folder });
    return record.candidates.count();
  } catch {
    return 0;
  }
}

/**
 * The killed run ended like the one that never stopped, and what was ever on record still is.
 *
 * @param besides - parts of the summary that a kill may change
 */
export function expectSame(
  ended: { readonly digest: string },
  never: { readonly digest: string },
  { folder, recorded }: Victim,
  besides: readonly string[] = [],
): void {
  // how often another island's verdict was there in time to be reused is the machine's
  const free = new Set(["run", "verified", "evaluatorCalls", ...besides]);
  expect(never).toMatchObject(Object.fromEntries(Object.entries(ended).filter(([name]) => !free.has(name))));
  expect(ended.digest).toBe(digestByHand(folder));
  for (const one of candidatesOf(folder)) {
    const text = recorded.get(`${one.island}/${one.step}`);
    if (text !== undefined) expect(JSON.stringify(one)).toBe(text);
  }
}
