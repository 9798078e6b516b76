import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openDashboard } from "../../../src/report/index.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

it("the list hears of the first run of all, though results, folder and record come one after the other", async () => {
  const resultsRoot = join(temporaryFolder("watches"), "results");
  const dashboard = await openDashboard({
    resultsRoot,
    wordOf: (folder) => folder,
    line: { command: [process.execPath], cwd: resultsRoot },
  });
  try {
    const cookie = `galapagos-${new URL(dashboard.url).port}=${dashboard.token}`;
    const { body } = await fetch(`${dashboard.url}events`, { headers: { cookie } });
    const events = body!.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]();
    const hears = async (): Promise<void> => {
      for (let heard = ""; !heard.includes('{"type":"runs"}'); ) heard += (await events.next()).value ?? "";
    };
    // at once, whatever happened since the page read the list
    await hears();
    mkdirSync(resultsRoot);
    await hears();
    mkdirSync(join(resultsRoot, "first"));
    await hears();
    writeFileSync(join(resultsRoot, "first", "run.db"), "");
    await hears();
    const { runs } = (await (await fetch(`${dashboard.url}data`, { headers: { cookie } })).json()) as {
      runs: unknown[];
    };
    expect(runs).toMatchObject([{ run: "first" }]);
  } finally {
    await dashboard.close();
  }
});

it("a resumption that is refused is told as refused, however long its command takes to say so", async () => {
  const resultsRoot = join(temporaryFolder("refused"), "results");
  mkdirSync(join(resultsRoot, "run"), { recursive: true });
  writeFileSync(join(resultsRoot, "run", "run.db"), "");
  const command = 'setTimeout(() => { console.error("too small a budget"); process.exit(2); }, 3000)';
  const dashboard = await openDashboard({
    resultsRoot,
    wordOf: (folder) => folder,
    line: { command: [process.execPath, "-e", command, "--"], cwd: resultsRoot },
  });
  try {
    const { origin, port } = new URL(dashboard.url);
    const headers = {
      ...{ cookie: `galapagos-${port}=${dashboard.token}`, origin },
      "content-type": "application/json",
    };
    const body = '{"type":"budget","evaluations":1}';
    const answer = await fetch(`${dashboard.url}run/run/act`, { method: "POST", headers, body });
    expect(await answer.json()).toEqual({ status: "refused", message: "too small a budget" });
  } finally {
    await dashboard.close();
  }
});
