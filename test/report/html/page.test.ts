import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { resolveConfig } from "../../../src/config/index.ts";
import { loadProblem } from "../../../src/problem/index.ts";
import {
  type PartReport,
  pageData,
  readRunReport,
  renderPage,
  type RunReport,
} from "../../../src/report/index.ts";
import { openRun, startRun } from "../../../src/run/index.ts";
import { sharedWorkers, SLOPE } from "../../run/support.ts";
import { hasBrowser, openPage } from "../../support/browser.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const sitting = { threads: 1, lanes: 1, workers: sharedWorkers() };
const folder = temporaryFolder("page");
const file = join(folder, "report.html");
const commands = { next: "galapagos resume <it>", program: "galapagos best it" };
const models = [{ model: "stand-in", price: "free" as const, keyVariable: null }];

let report: RunReport;
let part: PartReport;
beforeAll(async () => {
  const settings = { islands: 2, evaluations: 30, models };
  const config = resolveConfig([{ origin: "test", settings }]);
  await startRun({ problem: await loadProblem(SLOPE), config, resultsRoot: folder, name: "run", ...sitting });
  report = readRunReport(openRun(join(folder, "run")), { sources: true });
  part = report.parts[0] as PartReport;
  writeFileSync(file, renderPage(pageData(report, commands)));
});

it("is one file with a policy that lets nothing in", () => {
  const page = renderPage(pageData(report, commands));
  expect(page).toMatch(
    /content="default-src 'none'; script-src 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+';/,
  );
  expect(page).not.toMatch(/(?:src|href)=["']?(?:https?:|\/\/)|url\(|@import/);
  expect(page.match(/<script/g)).toHaveLength(3);
});

describe.skipIf(!hasBrowser)("the page of a run, in Chromium", () => {
  it("answers first how far, what found it, what it cost, what next", async () => {
    const { page, complaints } = await openPage(file);
    const answers = await page.locator(".answers").innerText();
    const { best, evaluations } = part.summary;
    expect(answers).toContain(String(Number(best!.score.toPrecision(7))));
    expect(answers).toContain(best!.id);
    expect(answers).toContain(`${evaluations} evaluations`);
    expect(answers).toContain("galapagos resume <it>");
    expect(await page.locator("h2").allTextContents()).toEqual([
      ...["How far", "Found by", "Cost", "Next", "Climb", "Map", "Tree", "Lineage", `Program ${best!.id}`],
      "Over time",
      ...["What pays", ...(part.failures.length > 0 ? ["What failed"] : []), "Models", "What was learnt"],
    ]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("selects what is clicked on, in all views, and its address keeps it", async () => {
    const { page, complaints } = await openPage(file);
    const elite = part.islands[1]!.elites.at(-1)!;
    await page.locator(`.grid button[data-program="${elite.id}"]`).click();
    const heading = page.locator(".program h2");
    await expect.poll(() => heading.textContent()).toBe(`Program ${elite.id}`);
    const source = part.programs.find(({ id }) => id === elite.id)!.source!;
    expect((await page.locator(".program .line").allTextContents()).join("\n")).toBe(source.trimEnd());
    await page.getByRole("button", { name: "change to its parent" }).click();
    await page.getByRole("button", { name: "tokens", exact: true }).click();
    const { hash } = new URL(page.url());
    expect(hash).toBe(`#program=${elite.id}&view=parent&x=tokens`);
    await page.close();

    const again = await openPage(file, { hash });
    const pressed = again.page.locator('[aria-pressed="true"]');
    const chosen = await pressed.evaluateAll((all) => all.map(({ dataset }) => Object.values(dataset)[0]));
    expect(chosen).toEqual(["tokens", elite.id, "parent"]);
    expect([...complaints, ...again.complaints]).toEqual([]);
    await again.page.close();
  });

  it("is walked through with the keyboard, program by program and best by best", async () => {
    const { page } = await openPage(file);
    await page.locator(".climb canvas").focus();
    await page.keyboard.press("ArrowLeft");
    const at = part.programs.findIndex(({ id }) => id === part.summary.best!.id);
    const heading = page.locator(".program h2");
    await expect.poll(() => heading.textContent()).toBe(`Program ${part.programs[at - 1]!.id}`);
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => heading.textContent()).toBe(`Program ${part.summary.best!.id}`);
    const before = part.programs.findLast(({ isBest }, i) => isBest && i < at)!;
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => heading.textContent()).toBe(`Program ${before.id}`);
    await page.close();
  });

  it("selects the dot that is clicked on the climb", async () => {
    const { page } = await openPage(file);
    const box = (await page.locator(".climb canvas").boundingBox())!;
    // the last program stands at the right end; somewhere along that edge is its dot
    for (let y = 10; y < box.height; y += 10) {
      await page.locator(".climb canvas").hover({ position: { x: box.width - 14, y } });
      if ((await page.locator(".climb .told").textContent())?.startsWith(`${part.programs.at(-1)!.id} `))
        break;
    }
    await page.mouse.down();
    await page.mouse.up();
    await expect
      .poll(() => page.locator(".program h2").textContent())
      .toBe(`Program ${part.programs.at(-1)!.id}`);
    await page.close();
  });

  it("replays: the slider moves climb, map, tree, figures and the program, and the address keeps it", async () => {
    const { page, complaints } = await openPage(file);
    const slider = page.getByLabel("Results shown");
    const cells = () => page.locator(".grid button").count();
    const all = await cells();
    await slider.focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    await expect
      .poll(() => page.locator(".slider output").textContent())
      .toBe(`1 of ${part.programs.length} results`);
    expect(await cells()).toBeLessThan(all);
    await expect.poll(() => page.locator(".program h2").textContent()).toBe("Program i0-s0");
    expect(await page.locator(".answers").innerText()).toContain("1 evaluation\n");
    await expect.poll(() => new URL(page.url()).hash).toBe("#to=1");
    await page.keyboard.press("End");
    await expect.poll(cells).toBe(all);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("compares any two programs, and draws a tree whose programs can be clicked", async () => {
    const { page, complaints } = await openPage(file, { hash: "#program=i0-s0" });
    await page.getByRole("button", { name: "hold" }).click();
    const other = part.programs.findLast(({ score, id }) => score !== null && id !== "i0-s0")!;
    await page.evaluate(`location.hash = "program=${other.id}&held=i0-s0&view=held"`);
    await page.getByRole("button", { name: "change to i0-s0" }).waitFor();
    await expect.poll(() => page.locator(".program .line.added").count()).toBeGreaterThan(0);
    const box = (await page.locator(".tree canvas").boundingBox())!;
    await page.locator(".tree canvas").click({ position: { x: 11, y: box.height - 11 } });
    await expect.poll(() => page.locator(".tree .told").textContent()).toMatch(/^i\d-s\d+ · .* descendants$/);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("fits from 360 to 2560 pixels, light and dark", async () => {
    const { page, complaints } = await openPage(file);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of [360, 768, 1440, 2560]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
      }
    }
    expect(complaints).toEqual([]);
    await page.close();
  });
});
