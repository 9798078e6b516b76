import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { renderFrame } from "../../src/report/corewar/index.ts";
import type { Io } from "../../src/cli/io.ts";
import { galapagos } from "./support.ts";
import { watchTerminal } from "../../src/cli/corewar/watch-terminal.ts";
import { assemble, completeSettings, JavaScriptEngine } from "../../src/corewar/index.ts";

function battle(warriors: number): { engine: JavaScriptEngine; names: string[] } {
  const settings = completeSettings({ warriors });
  const assembly = assemble(";name An imp with a long name\nmov 0, 1", { settings });
  if (assembly.status === "error") throw new Error("the imp does not assemble");
  const engine = new JavaScriptEngine(settings);
  const all = Array.from({ length: warriors }, () => assembly.warrior);
  engine.enter(all);
  engine.begin({ positions: all.map((_, index) => index * 100), first: 0, observe: true });
  return { engine, names: all.map(({ name }) => name) };
}

/** A terminal of a size; what is drawn, screen by screen, is kept. */
function terminal(columns: number, rows: number) {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()];
  const raw: boolean[] = [];
  let text = "";
  stdout.on("data", (part: Buffer) => {
    text += part.toString();
  });
  Object.assign(stdin, { setRawMode: (mode: boolean) => raw.push(mode) });
  Object.assign(stdout, { columns, rows, hasColors: () => true });
  const screens = (): string[] =>
    text
      .split("\u001b[H\u001b[J")
      .slice(1)
      .map((screen) => stripVTControlCharacters(screen));
  return {
    ends: { stdin, stdout, onSignal } as unknown as Io,
    stdin,
    raw,
    screens,
    text: () => text,
  };
}

/** This process's signals, as the command line gets them. */
const onSignal: Io["onSignal"] = (signals, listener) => {
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
};

/** Watches until the first picture is there, then does something and waits for the end. */
async function watch(columns: number, rows: number, act: (stdin: PassThrough) => void, warriors = 2) {
  const { engine, names } = battle(warriors);
  const { ends, stdin, ...seen } = terminal(columns, rows);
  const watching = watchTerminal(engine, names, 20, ends);
  await expect.poll(() => seen.screens().length).toBeGreaterThan(0);
  act(stdin);
  return { ended: await watching, ...seen };
}

describe("a picture of the core", () => {
  test.each([
    [80, 24, 2],
    [40, 14, 2],
    [30, 9, 3],
    [20, 4, 2],
    [10, 2, 2],
    [1, 2, 2],
    [40, 12, 27],
  ])("of %i columns and %i rows shows %i warriors in no more room", (columns, rows, warriors) => {
    const { engine, names } = battle(warriors);
    const lines = renderFrame(engine, names, { columns, rows, colour: false }).split("\n");
    expect(lines.length).toBeLessThanOrEqual(rows);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns);
  });

  test("names all warriors where there is room, the first ones where there is not", () => {
    const { engine, names } = battle(27);
    const legend = (rows: number): string[] =>
      renderFrame(engine, names, { columns: 80, rows, colour: false })
        .split("\n")
        .filter((line) => /^(?:[a-z] An imp|cycle)/.test(line));
    expect(legend(60)).toHaveLength(28);
    expect(legend(12).map((line) => line.slice(0, 22))).toMatchInlineSnapshot(`
      [
        "cycle 0, 27 warriors",
        "a An imp with a long n",
        "b An imp with a long n",
        "c An imp with a long n",
        "d An imp with a long n",
        "e An imp with a long n",
      ]
    `);
  });
});

describe("watching", () => {
  test.each([
    [80, 24, "20 cycles a picture – space pause, s step, + faster, - slower, q quit"],
    [40, 15, "20 cycles a picture – space s + - q"],
    [30, 10, "20 cycles a picture – q quit"],
    [20, 5, "20 cycles a picture"],
    [10, 3, "20 cycles "],
    [0, 0, "20 cycles a picture – space pause, s step, + faster, - slower, q quit"],
  ])("fills a terminal of %i columns and %i rows and no more", async (columns, rows, keys) => {
    const { ended, screens } = await watch(columns, rows, (stdin) => stdin.write("q"));
    expect(ended).toBe("quit");
    const lines = screens()[0]?.split("\n") ?? [];
    expect(lines.at(-1)).toBe(keys);
    expect(lines.length).toBeLessThanOrEqual(rows || 24);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns || 80);
  });

  test.each([
    ["Ctrl-C", (stdin: PassThrough) => stdin.write("\u0003")],
    ["SIGTERM", () => process.emit("SIGTERM")],
    ["SIGINT from elsewhere", () => process.emit("SIGINT")],
  ])("%s interrupts it, and the terminal is put back as it was", async (_, act) => {
    const { ended, raw, text } = await watch(40, 15, act);
    expect(ended).toBe("interrupted");
    expect(raw).toEqual([true, false]);
    expect(text().endsWith("\u001b[?7h\u001b[?25h\u001b[?1049l")).toBe(true);
  });
});

test("a round is written as a page, and a folder that is not there is named", async () => {
  const cwd = mkdtempSync(join(tmpdir(), "corewar-html-"));
  try {
    writeFileSync(join(cwd, "imp.red"), "mov 0, 1\n");
    const words = ["corewar", "watch", "imp.red", "imp.red", "--cycles", "500", "--html"];
    const { code, stderr } = await galapagos([...words, "round.html"], { cwd });
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^the round is in round.html, \d+ kB/m)]);
    expect(readFileSync(join(cwd, "round.html"), "utf8")).toMatch(/^<!doctype html>/);
    const lost = await galapagos([...words, "nowhere/round.html"], { cwd });
    expect([lost.code, lost.stderr]).toEqual([2, expect.stringContaining("cannot write nowhere/round.html")]);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
});
