import { expect, it } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { galapagos, SLOPE, start, type Started } from "./support.ts";

const cwd = temporaryFolder("served");
const env = { GALAPAGOS_TOKEN: "a token that clients keep" };
const started = (args: readonly string[]): Started => start([...args, "--json"], { cwd, env });

/** The address that a server prints, as soon as it answers. */
async function addressOf({ child, stdout, ended }: Started): Promise<string> {
  while (!stdout().includes("\n") && child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 50));
  if (child.exitCode !== null) throw new Error((await ended).stderr);
  return (JSON.parse(stdout().split("\n")[0] ?? "") as { url: string }).url;
}

async function stopped({ child, ended }: Started): Promise<void> {
  child.kill("SIGINT");
  expect(await ended).toMatchObject({ code: 130 });
}

it("a served run that is resumed is found where its clients look for it: at the same port, by the same token", async () => {
  const first = started(["serve", SLOPE, "--evaluations", "3", "--out", "served"]);
  const url = await addressOf(first);
  await stopped(first);
  const again = started(["resume", "served", "--evaluations", "5", "--port", new URL(url).port]);
  expect(await addressOf(again)).toBe(url);
  const headers = { authorization: `Bearer ${env.GALAPAGOS_TOKEN}` };
  const status = await fetch(`${url}/status`, { headers });
  expect(await status.json()).toMatchObject({ left: 4 });
  await stopped(again);
});

it("a run that was not served has no port", async () => {
  await galapagos(["run", SLOPE, "--evaluations", "2", "--out", "plain"], { cwd });
  const { code, stderr } = await galapagos(["resume", "plain", "--port", "8080"], { cwd });
  expect(stderr).toMatch(
    /--port is for runs that were served, and .*plain was not\nhint: .*galapagos resume/,
  );
  expect(code).toBe(2);
});
