import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../src/config/index.ts";
import { type Json, printable } from "../../src/core/index.ts";
import {
  createMemoryRecord,
  DEFAULT_MEMORY,
  type ExportedLesson,
  exportedId,
  IslandMemory,
  lessonWrites,
  type RunFacts,
  memoryFile,
  parseMemoryFile,
  renderMemoryFile,
} from "../../src/memory/index.ts";
import { openRecord, openStore } from "../../src/store/index.ts";
import { contentOf, simulate } from "./support.ts";
import { galapagos as command } from "../cli/support.ts";

const root = mkdtempSync(join(tmpdir(), "galapagos-memory-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const settings = { ...DEFAULT_MEMORY, probationBatch: 2 };
const simulation = simulate({ seed: "cli", steps: 110, islands: 2, settings });
const place: RunFacts = {
  settings,
  seed: "cli",
  island: 0,
  islands: 2,
  interval: 20,
  direction: "maximise",
};

/** A folder with the simulated run in a real store. */
async function recordedRun(): Promise<string> {
  const folder = mkdtempSync(join(root, "run-"));
  const store = await openStore({ folder });
  const config = { ...DEFAULT_CONFIG, seed: "cli", islands: 2, memory: settings };
  const meta = {
    config: { ...config, migration: { ...config.migration, interval: 20 } },
    problem: {
      folder,
      definition: { name: "toy", objective: { name: "score", direction: "maximise" }, features: [] },
    },
  };
  await store.write([
    ...Object.entries(meta).map(
      ([key, value]) => ({ type: "meta", key, value: value as unknown as Json }) as const,
    ),
    ...[...simulation.record.candidates.values()].map(
      (candidate) => ({ type: "candidate", candidate }) as const,
    ),
    ...lessonWrites(simulation.record.events),
  ]);
  await store.close();
  return folder;
}

async function galapagos(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await command(["memory", ...words]);
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

describe("galapagos memory", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await recordedRun();
  });

  it("restores the same memory from a store as from the events themselves", () => {
    using opened = openRecord({ folder });
    const { candidates: reader, lessons } = opened;
    const record = createMemoryRecord(reader, lessons, "maximise");
    const restored = IslandMemory.restore(place, record, { step: 110, crossed: 5 });
    expect(contentOf(restored)).toBe(contentOf(simulation.memories[0] as IslandMemory));
    const query = { step: 113, text: "replace the sort by a heap", program: "return compute(n, 3, 4);" };
    expect(restored.view().recall(query)).toEqual(simulation.memories[0]?.view().recall(query));
  });

  it("lists lessons with the memory's effect, and traces one to its programs and steps", async () => {
    const text = await galapagos("list", folder);
    expect(text).toMatch(/^improved: [\d.]+ % of \d+ steps with memory, [\d.]+ % of \d+ steps without/);
    const { lessons, effect } = JSON.parse(await galapagos("list", folder, "--json"));
    expect(effect.improvement.low).toBeLessThan(effect.improvement.high);
    const used = lessons.find(
      (lesson: { uses: { recalled: number }; level: string }) => lesson.uses.recalled > 0,
    );
    const shown = JSON.parse(await galapagos("show", used.id, folder, "--json"));
    expect(shown.lesson.id).toBe(used.id);
    expect(shown.links.some(({ role }: { role: string }) => role === "evidence")).toBe(true);
    expect(shown.links.filter(({ role }: { role: string }) => role === "recalled").length).toBeGreaterThan(0);
    expect(await galapagos("show", used.id, folder)).toContain("recalled   i");
    await expect(galapagos("show", "i9-s9-l9", folder)).rejects.toThrow("there is no lesson");
  });

  it("exports, imports into another run at its next border, and forgets", async () => {
    const file = join(root, "memory.json");
    await galapagos("export", folder, "--to", file, "--patterns");
    const written = parseMemoryFile(readFileSync(file, "utf8"), file);
    expect(written.lessons.length).toBeGreaterThan(0);
    await expect(galapagos("export", folder, "--to", file)).rejects.toThrow("exists already");
    await galapagos("export", folder, "--to", file, "--patterns", "--add");
    expect(parseMemoryFile(readFileSync(file, "utf8"), file)).toEqual(written);

    const other = await recordedRun();
    expect(await galapagos("import", file, other)).toContain("count from border 6");
    using opened = openRecord({ folder: other });
    const lessons = opened.lessons;
    expect(lessons.at("decision", 6)).toHaveLength(written.lessons.length);
    const [first] = written.lessons;
    await galapagos("forget", first?.id ?? "", "--file", file);
    expect(parseMemoryFile(readFileSync(file, "utf8"), file).lessons).toEqual(written.lessons.slice(1));
    const { lessons: known } = JSON.parse(await galapagos("list", other, "--json"));
    const { id } = known[0];
    expect(await galapagos("forget", id, other)).toContain("from border 6 on");
    const ids = async () =>
      JSON.parse(await galapagos("list", other, "--json")).lessons.map((lesson: { id: string }) => lesson.id);
    expect(await ids()).not.toContain(id);
    await expect(galapagos("forget", id, other)).rejects.toThrow("there is no lesson");
    expect(await galapagos("restore", id, other)).toContain("is back");
    expect(await ids()).toContain(id);
    await expect(galapagos("restore", id, other)).rejects.toThrow("is in the memory of");
  });

  it("lists a foreign file so that nothing in it can drive a terminal or forge a line", async () => {
    const text = "sort\u001b[2J first\nm-000000000000  insight";
    const lesson: ExportedLesson = {
      id: exportedId("success", text),
      level: "insight",
      kind: "success",
      text,
      tags: [],
      support: { for: 1, against: 0 },
      uses: { recalled: 0, improved: 0 },
      origin: { run: "r", problem: "p\u009b31m\nq", lesson: "b1-l0", programs: ["i0-s1"] },
    };
    const path = join(root, "foreign.json");
    writeFileSync(path, renderMemoryFile(memoryFile([lesson])));
    const listed = await galapagos("list", "--file", path);
    expect(listed).toBe(printable(listed));
    expect(listed.trimEnd().split("\n")).toHaveLength(2);
  });

  it("says a next command that can be pasted", async () => {
    const path = join(root, "learnt here.json");
    expect(await galapagos("export", folder, "--to", path, "--patterns")).toContain(`--memory '${path}'`);
  });

  it("refuses a file that was changed under its hash, and text that is no memory file", async () => {
    const file = join(root, "changed.json");
    await galapagos("export", folder, "--to", file, "--patterns");
    const content = JSON.parse(readFileSync(file, "utf8"));
    content.lessons[0].support.for += 1;
    writeFileSync(file, JSON.stringify(content));
    await expect(galapagos("list", "--file", file)).rejects.toThrow(
      /^error: .*(?:expected an object|expected JSON|expected 1 at \/version|hash)/,
    );
    delete content.hash;
    writeFileSync(file, JSON.stringify(content));
    expect(await galapagos("list", "--file", file)).toContain(content.lessons[0].id);
    for (const text of ["", "[]", '{"format":"galapagos-memory","version":2,"lessons":[]}']) {
      writeFileSync(file, text);
      await expect(galapagos("list", "--file", file)).rejects.toThrow(
        /^error: .*(?:expected an object|expected JSON|expected 1 at \/version|hash)/,
      );
    }
  });
});
