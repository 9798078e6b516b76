import { unpackPage } from "../packed-page.ts";
import { createRunsList } from "./live/runs-list.ts";
import { followRun } from "./live/follow-run.ts";
import { createRunPage } from "./run-page.ts";
import { unpack } from "./unpack.ts";

/** The page itself: draws the data that it carries, or follows its server. */
async function main(): Promise<void> {
  const host = document.getElementById("report") as HTMLElement;
  const [data, texts] = [document.getElementById("data"), document.getElementById("texts")];
  if (data !== null && texts !== null) {
    const page = unpackPage(await unpack<"page">(data));
    const later = painted().then(() => unpack<"texts">(texts));
    createRunPage(host).show(page, later);
    await later;
  } else if (location.pathname === "/") await createRunsList(host);
  else await followRun(host);
  host.setAttribute("data-ready", "");
}

/** The moment after which what was drawn is seen. */
function painted(): Promise<void> {
  return new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
  });
}

main();
