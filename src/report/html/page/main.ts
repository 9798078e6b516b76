import { createRunsList } from "./live/runs-list.ts";
import { followRun } from "./live/follow-run.ts";
import { createRunPage } from "./run-page.ts";
import { unpack } from "./unpack.ts";

/** The page itself: draws the data that it carries, or follows its server. */
async function main(): Promise<void> {
  const host = document.getElementById("report") as HTMLElement;
  const data = document.getElementById("data");
  if (data !== null) createRunPage(host).show(await unpack(data.textContent ?? ""));
  else if (location.pathname === "/") await createRunsList(host);
  else await followRun(host);
  host.setAttribute("data-ready", "");
}

main();
