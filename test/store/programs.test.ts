import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type Candidate, candidateId, randomStream } from "../../src/core/index.ts";
import { openRecord, openStore } from "../../src/store/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { record, sample } from "./samples.ts";

/** A line of descent of programs with many numbers, one of which changes from each to the next. */
function descent(count: number, lines: number): readonly Candidate[] {
  const random = randomStream("descent", lines);
  const numbers = Array.from({ length: lines }, () => random.next());
  return Array.from({ length: count }, (_, step) => {
    numbers[random.int(lines)] = random.next();
    const source = `export const pack = () => [\n${numbers.map((n) => `  ${n},\n`).join("")}];\n`;
    return sample(0, step, { source });
  });
}

async function recorded(candidates: readonly Candidate[]): Promise<string> {
  const folder = temporaryFolder("store");
  const store = await openStore({ folder });
  await store.write(candidates.map(record));
  await store.close();
  return folder;
}

it("keeps a child in a fraction of its text, and gives it back exactly, however far down the line", async () => {
  const line = descent(400, 100);
  const sizeOf = async (candidates: readonly Candidate[]): Promise<number> =>
    statSync(join(await recorded(candidates), "run.db")).size;
  const each = ((await sizeOf(line)) - (await sizeOf(line.slice(0, 1)))) / 399;
  expect(line[0]?.source.length).toBeGreaterThan(2000);
  expect(each).toBeLessThan(400);
  const folder = await recorded(line);
  using run = openRecord({ folder });
  expect([...run.candidates.candidates(0, 0)]).toEqual(line);
});

it("reads one program out of a long line, where nothing is at hand yet", async () => {
  const line = descent(300, 100);
  const folder = await recorded(line);
  for (const step of [26, 51, 99, 148, 197, 222, 251, 298]) {
    using run = openRecord({ folder });
    expect(run.candidates.sources([candidateId(0, step)]).size).toBe(1);
  }
});

it("gives back any texts in any order of parents, lone surrogates and repetitions included", async () => {
  const family = fc.array(
    fc.record({
      text: fc.string({ unit: "binary", maxLength: 400 }),
      parent: fc.nat(),
      grows: fc.boolean(),
    }),
    { minLength: 2, maxLength: 60 },
  );
  await fc.assert(
    fc.asyncProperty(family, async (members) => {
      const sources: string[] = [];
      const candidates = members.map(({ text, parent, grows }, step) => {
        const of = step === 0 ? 0 : parent % step;
        sources.push(grows && step > 0 ? `${sources[of]}${text}` : text);
        return sample(0, step, {
          source: sources[step] ?? "",
          parents: step === 0 ? [] : [candidateId(0, of)],
        });
      });
      const folder = await recorded(candidates);
      using run = openRecord({ folder });
      expect([...run.candidates.candidates(0, 0)]).toEqual(candidates);
    }),
    { numRuns: 6, seed: 11 },
  );
});

it("large programs are kept whole often enough that none takes long to read", async () => {
  const folder = await recorded(descent(40, 20_000));
  const db = new DatabaseSync(join(folder, "run.db"), { readOnly: true });
  expect(Number(db.prepare("SELECT max(depth) AS depth FROM programs").get()?.depth)).toBeLessThan(3);
  db.close();
});

it("a call that was refused leaves no program behind that a later one could be a change of", async () => {
  const folder = temporaryFolder("store");
  const store = await openStore({ folder });
  const line = descent(4, 100);
  await store.write([record(line[0] as Candidate)]);
  const refused = sample(0, 1, {
    source: "export const other = 1;\n",
    evaluation: { status: "ok" } as never,
  });
  await expect(store.write([record(line[2] as Candidate), record(refused)])).rejects.toMatchObject({
    code: "store/invalid",
  });
  await store.write(line.slice(1).map(record));
  await store.close();
  using run = openRecord({ folder });
  expect([...run.candidates.candidates(0, 0)]).toEqual(line);
});

it("a frame that was damaged is named as such", async () => {
  const folder = await recorded(descent(30, 20));
  const db = new DatabaseSync(join(folder, "run.db"));
  db.exec("UPDATE programs SET frame = x'00' WHERE id = 5; UPDATE programs SET base = 9 WHERE id = 8");
  db.close();
  using run = openRecord({ folder });
  for (const id of ["i0-s6", "i0-s9"] as const)
    expect(() => run.candidates.candidate(id)).toThrow(expect.objectContaining({ code: "store/corrupt" }));
});
