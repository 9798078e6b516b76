import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openDashboard } from "../../../src/report/index.ts";
import { openRun, sendRequest } from "../../../src/run/index.ts";
import { BIN, SLOPE, start, type Started } from "../../cli/support.ts";
import { hasBrowser, sharedBrowser } from "../../support/browser.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const home = temporaryFolder("live");
const folder = join(home, "results", "slope-1");

let dashboard: Awaited<ReturnType<typeof openDashboard>>;
let run: Started;
beforeAll(async () => {
  run = start(["run", unhurried(), "--islands", "1", "--evaluations", "100000", "--quiet"], { cwd: home });
  dashboard = await openDashboard({
    resultsRoot: join(home, "results"),
    wordOf: (path) => path,
    line: { command: [process.execPath, BIN], cwd: home },
  });
  await vi.waitUntil(() => resultsOf() > 1 && existsSync(join(folder, "control")), {
    ...{ timeout: 80_000, interval: 200 },
  });
  // it leaves the machine to the browser meanwhile
  await sendRequest(folder, { type: "pause" }, AbortSignal.timeout(20_000));
});
afterAll(async () => {
  run.child.kill("SIGKILL");
  await dashboard?.close();
});

/** The small problem with a scorer that takes its time, so that the run leaves the machine to others. */
function unhurried(): string {
  const problem = join(home, "slope");
  cpSync(SLOPE, problem, { recursive: true });
  const file = join(problem, "evaluator.js");
  const wait = "async function score([list]) {\n  await new Promise((tell) => setTimeout(tell, 5));";
  writeFileSync(file, readFileSync(file, "utf8").replace("function score([list]) {", wait));
  return problem;
}

function resultsOf(): number {
  try {
    return openRun(folder).line().evaluations;
  } catch {
    return 0;
  }
}

describe.skipIf(!hasBrowser)("the dashboard of a run that goes on, in Chromium", { timeout: 120_000 }, () => {
  let page: Page;
  const complaints: string[] = [];
  const standing = () => expect.poll(() => page.locator(".standing").textContent(), { timeout: 60_000 });
  const act = async (name: string): Promise<string> => {
    await page.getByRole("button", { name, exact: true }).click();
    const told = page.locator(".controls .told");
    await expect.poll(() => told.textContent(), { timeout: 60_000 }).not.toBe("…");
    return (await told.textContent()) ?? "";
  };
  beforeAll(async () => {
    page = await (await sharedBrowser()).newPage();
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      if (!request.url().startsWith(dashboard.url)) complaints.push(request.url());
    });
    await page.goto(`${dashboard.url}?token=${dashboard.token}`);
    await page.waitForSelector("[data-ready]", { timeout: 60_000 });
  });

  afterAll(() => page?.close());

  it("is found in the list, tells how it stands, and draws its views", async () => {
    expect(page.url()).toBe(dashboard.url);
    await page.getByRole("link", { name: "slope-1" }).click();
    await page.waitForSelector("[data-ready]", { timeout: 60_000 });
    await standing().toMatch(/^running · [\d\u202f]+ of 100/);
    expect(await page.locator(".climb canvas").count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it("pauses, goes on, and takes a program, each by the run's own record", async () => {
    expect(await act("go on")).toBe("going on");
    expect(await act("pause")).toBe("paused");
    await page.locator("summary", { hasText: "give it more" }).click();
    await page
      .getByLabel("a program of your own")
      .fill("export function solve() {\n  return [1, 4, 9, 16, 25];\n}\n");
    expect(await act("inject")).toMatch(/^i1-s0: every island takes it at border \d+$/);
  });

  it("shows a new best within a second of its record", async () => {
    // what was injected is the best there can be, and enters at a border
    const best = (): number | null => openRun(folder).line().best;
    await expect.poll(best, { timeout: 60_000, interval: 50 }).toBe(0);
    const recorded = performance.now();
    await expect.poll(() => page.locator(".standing").getAttribute("data-best"), { interval: 20 }).toBe("0");
    console.log(`a new best was shown ${Math.round(performance.now() - recorded)} ms after it was read`);
  });

  it("drains, and resumes with a larger budget", async () => {
    expect(await act("drain")).toMatch(/^stopping/);
    expect((await run.ended).code).toBe(130);
    await standing().toMatch(/^stopped/);
    await page.getByLabel("a larger budget, in all").fill("200000");
    expect(await act("raise the budget")).toBe("it goes on");
    await standing().toMatch(/^running .* of 200\u202f000/);
    await vi.waitUntil(() => existsSync(join(folder, "control")), { timeout: 60_000, interval: 50 });
    expect(await act("drain")).toMatch(/^stopping/);
    await standing().toMatch(/^stopped/);
    expect(complaints).toEqual([]);
  });
});
