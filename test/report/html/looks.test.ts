import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { resolveConfig } from "../../../src/config/index.ts";
import { loadProblem } from "../../../src/problem/index.ts";
import { readPage, renderPage, type WholePage } from "../../../src/report/index.ts";
import { startRun } from "../../../src/run/index.ts";
import { hasBrowser, openPage } from "../../support/browser.ts";
import { sharedWorkers } from "../../run/support.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const sitting = { threads: 1, lanes: 1, workers: sharedWorkers() };
const folder = temporaryFolder("looks");
const file = join(folder, "report.html");

/** Where pictures of the page are to be kept, for people to look at; nowhere unless `SCREENSHOTS_FOLDER` says so. */
const gallery = process.env.SCREENSHOTS_FOLDER ?? null;

/** The text of axe-core where it is installed: `npm install --no-save axe-core`. */
const axe = textOfAxe();

let data: WholePage;
beforeAll(async () => {
  const settings = { islands: 2, evaluations: 50, seed: "3" };
  const config = resolveConfig([{ origin: "test", settings }]);
  const problem = await loadProblem("isoperimetric");
  await startRun({ problem, config, resultsRoot: folder, name: "run", ...sitting });
  data = readPage(join(folder, "run"), "it");
  writeFileSync(file, renderPage(data));
});

describe.skipIf(!hasBrowser)("the page of a run with two objectives, in Chromium", () => {
  it("draws the front in place of one number, and its keys go along it", async () => {
    const { page, complaints } = await openPage(file);
    const front = data.parts[0]?.summary.front;
    const count = front?.programs.length ?? 0;
    expect(await page.locator(".answers").innerText()).toContain(`${count} on the front`);
    expect(await page.locator("h2").allTextContents()).toContain("Front");
    await page.locator(".front canvas").focus();
    await page.keyboard.press("ArrowLeft");
    const told = page.locator(".front .told");
    await expect.poll(() => told.textContent()).toContain(`on the front of ${count}`);
    const [id = ""] = ((await told.textContent()) ?? "").split(" ");
    expect(front?.programs.map((program) => String(program.id))).toContain(id);
    await expect.poll(() => page.locator(".program h2").textContent()).toBe(`Program ${id}`);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("shows the front as it was where the slider stands", async () => {
    const { page, complaints } = await openPage(file, { hash: "#to=1" });
    await expect.poll(() => page.locator(".front .told").textContent()).toContain("on the front of 1");
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("keeps pictures of elites beside the champion's, so that a click on the map shows one", () => {
    const { pictures, islands, summary } = data.parts[0] as WholePage["parts"][number];
    const elites = new Set(islands.flatMap((island) => island.elites.map(({ id }) => id)));
    const kept = Object.keys(pictures).filter((id) => id !== summary.best?.id);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.filter((id) => !elites.has(id as never))).toEqual([]);
    for (const id of kept) expect(pictures[id as never]).toHaveProperty("shapes");
  });

  it("shows the problem's picture of its champion, and where there is none says how to have it", async () => {
    const { page, complaints } = await openPage(file);
    expect(await page.locator(".picture svg polygon").count()).toBe(1);
    expect(await page.locator(".picture svg circle.dot").count()).toBe(6);
    const other = data.parts[0]?.programs.find(
      ({ id, score }) => score !== null && !(id in (data.parts[0]?.pictures ?? {})),
    );
    await page.evaluate(`location.hash = "program=${other?.id}"`);
    await expect
      .poll(() => page.locator("section.program").innerText())
      .toContain("galapagos report --pictures");
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("shows who beats whom in rounds, and how general each champion is", async () => {
    const rounds = [
      { round: 0, side: 0, score: 1, isAnew: false, met: [] },
      { round: 1, side: 0, score: 2, isAnew: true, met: [{ turn: 0, beaten: true }] },
      {
        ...{ round: 2, side: 0, score: 3, isAnew: true },
        met: [
          { turn: 0, beaten: false },
          { turn: 1, beaten: true },
        ],
      },
    ];
    const other = join(folder, "rounds.html");
    writeFileSync(other, renderPage({ ...data, rounds }));
    const { page, complaints } = await openPage(other);
    const rows = await page.locator(".rounds tbody tr").allInnerTexts();
    expect(rows.map((row) => row.split(/\s+/).join(" "))).toEqual([
      "1 1 – · ·",
      "2 2 1 of 1, 100 % ● ·",
      "3 3 1 of 2, 50 % ○ ●",
    ]);
    expect(await page.locator(".rounds").innerText()).toContain("scored again, under seeds");
    await keep(page, "rounds-light-1280");
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("shows rounds of two sides each by its own objective, and first what the run is of", async () => {
    const [own] = data.parts as [WholePage["parts"][number]];
    const { front: _, ...summary } = own.summary;
    const rival: typeof own = {
      ...own,
      ...{ name: "turn-002", summary: { ...summary, problem: "rival" }, bestKnown: [], objectives: [] },
      objective: { name: "tests broken", direction: "minimise" },
    };
    const rounds = [own, rival].map((_, side) => ({ round: 0, side, score: 1, isAnew: false, met: [] }));
    const other = join(folder, "sides.html");
    writeFileSync(other, renderPage({ ...data, rounds, parts: [{ ...own, name: "turn-001" }, rival] }));
    const { page, complaints } = await openPage(other);
    const head = page.locator(".answers");
    expect(await head.innerText()).toContain("area (maximise), perimeter (minimise)");
    expect(await page.locator(".rounds thead").innerText()).not.toContain("beats");
    await page.locator("header.title select").selectOption({ label: "turn-002, rival" });
    await expect.poll(() => head.innerText(), { timeout: 20_000 }).toContain("tests broken (minimise)");
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("holds nothing of what it showed before, however often it is drawn anew", async () => {
    const own = data.parts[0] as WholePage["parts"][number];
    const other = join(folder, "anew.html");
    const texts = [data.texts[0] ?? [], data.texts[0] ?? []];
    writeFileSync(other, renderPage({ ...data, texts, parts: [own, { ...own, name: "turn-002" }] }));
    const { page } = await openPage(other);
    const chromium = await page.context().newCDPSession(page);
    await chromium.send("Performance.enable");
    const nodes = async (): Promise<number> => {
      await chromium.send("HeapProfiler.collectGarbage");
      const { metrics } = await chromium.send("Performance.getMetrics");
      return metrics.find(({ name }) => name === "Nodes")?.value ?? Number.NaN;
    };
    const before = await nodes();
    for (let time = 0; time < 16; time++) {
      await page.evaluate(`location.hash = "part=${time % 2}"`);
      await expect
        .poll(() => page.locator("header.title select").inputValue(), { timeout: 30_000 })
        .toBe(String(time % 2));
    }
    await expect.poll(nodes, { timeout: 10_000 }).toBeLessThan(1.5 * before);
    await page.close();
  });

  it("draws what a picture says as shapes and words alone, whatever its words say", async () => {
    const id = data.parts[0]?.summary.best?.id ?? "i0-s0";
    const hostile = {
      frame: [0, 0, 1, 1] as const,
      shapes: [
        { shape: "text" as const, at: [0, 0] as const, text: "</text><script>alert(1)</script>\u202e" },
        { shape: "dot" as const, at: [0.5, 0.5] as const, onload: "alert(1)" },
      ],
      caption: "<img src=x onerror=alert(1)>",
    };
    const parts = data.parts.map((part) => ({ ...part, pictures: { [id]: hostile } }));
    const other = join(folder, "hostile.html");
    writeFileSync(other, renderPage({ ...data, parts }));
    const { page, complaints } = await openPage(other);
    expect(await page.locator(".picture text").textContent()).toBe("</text><script>alert(1)</script>·");
    expect(await page.locator(".picture img, .picture script, .picture [onload]").count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("fits from 360 to 1440 pixels, light and dark, and is kept as pictures where that is asked for", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      for (const width of [360, 1440]) {
        const { page, complaints } = await openPage(file);
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
        await keep(page, `front-${colorScheme}-${width}`);
        expect(complaints).toEqual([]);
        await page.close();
      }
    }
  });

  it.skipIf(axe === null)(
    "violates no rule of axe-core, light and dark",
    async () => {
      for (const colorScheme of ["light", "dark"] as const) {
        const { page } = await openPage(file);
        await page.emulateMedia({ colorScheme });
        // the page lets no script in; the test's own is put there by the browser
        const found =
          (await page.evaluate(`${axe}\naxe.run().then(({ violations }) => violations.map(({ id, nodes }) =>
        id + ": " + nodes.map(({ target }) => target.join(" ")).slice(0, 5).join(", ")))`)) as readonly string[];
        expect(found).toEqual([]);
        await page.close();
      }
    },
    60_000,
  );
});

async function keep(page: Page, name: string): Promise<void> {
  if (gallery === null) return;
  mkdirSync(gallery, { recursive: true });
  await page.screenshot({ path: join(gallery, `${name}.png`), fullPage: true });
}

function textOfAxe(): string | null {
  try {
    return readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");
  } catch {
    return null;
  }
}
