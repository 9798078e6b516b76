import type { RunNews } from "../../../dashboard/run-watches.ts";
import { el, put } from "../dom.ts";
import { count, score } from "../format.ts";
import { type PackedPage, unpackPage } from "../../packed-page.ts";
import { createRunPage } from "../run-page.ts";
import { createControls } from "./controls.ts";

/** Shortest time between two readings of the whole run, milliseconds. */
const LEAST_MS = 800;
/** A reading is followed by so many times as long without one: whoever looks on takes little of what the run needs. */
const PAUSE = 30;

/** A pointer that was still for so long is not about to click, milliseconds. */
const STILL_MS = 600;
/** Longest time that a moving pointer keeps the views as they are, milliseconds. */
const MOST_WAIT_MS = 8000;

/** A run on its server: how it stands, told at once; controls; and its views, read anew as it grows. */
export async function followRun(host: HTMLElement): Promise<void> {
  const standing = el("p", { class: "standing", role: "status" });
  const controls = createControls();
  const views = el("div", {});
  put(
    host,
    el(
      "nav",
      { class: "live", "aria-label": "This run" },
      el("a", { href: "/" }, "all runs"),
      standing,
      controls.element,
    ),
    views,
  );
  const page = createRunPage(views);
  const reading = createReading(views, ({ page: data, texts }) =>
    page.show(unpackPage(data), Promise.resolve(texts)),
  );
  const first = reading.now();
  new EventSource("events").addEventListener("message", ({ data }) => {
    const news = JSON.parse(data) as RunNews;
    put(standing, tell(news));
    if (news.type !== "standing") return;
    standing.dataset.best = String(news.best?.score ?? "");
    controls.update(news);
    reading.soon();
  });
  await first;
}

function tell(news: RunNews): string {
  if (news.type === "unreadable") return "it cannot be read just now";
  const { isRunning, part, results, of, best } = news;
  return [
    ...(part === null ? [] : [part]),
    isRunning ? "running" : "stopped",
    `${count(results)}${of === null ? "" : ` of ${count(of)}`} results`,
    best === null ? "nothing scored yet" : `best ${score(best.score)} (${best.id})`,
  ].join(" · ");
}

/** Reads the run's data: at once, or as soon as it is due and nobody is in the middle of reading the page. */
function createReading(views: Element, show: (data: PackedPage) => void) {
  let due = 0;
  let timer = 0;
  let underWay = false;
  let [lastMove, waitsSince] = [0, 0];
  for (const move of ["pointermove", "pointerdown", "keydown"])
    views.addEventListener(move, () => {
      lastMove = performance.now();
    });
  const now = async (): Promise<void> => {
    underWay = true;
    const begun = performance.now();
    try {
      const answer = await fetch("data");
      if (answer.ok) show((await answer.json()) as PackedPage);
    } finally {
      underWay = false;
      due = performance.now() + Math.max(LEAST_MS, PAUSE * (performance.now() - begun));
    }
  };
  const soon = (): void => {
    if (timer !== 0) return;
    timer = window.setTimeout(
      () => {
        timer = 0;
        // an opened change, a selection of text: drawing anew would take it away
        const isRead = views.querySelector("details[open]") !== null || String(getSelection()) !== "";
        const time = performance.now();
        waitsSince ||= time;
        // nor is what somebody is about to click on taken from under the pointer, for a while
        const isBusy = time - lastMove < STILL_MS && time - waitsSince < MOST_WAIT_MS;
        if (underWay || document.hidden || isRead || isBusy) soon();
        else {
          waitsSince = 0;
          void now();
        }
      },
      Math.max(due - performance.now(), waitsSince === 0 ? 0 : STILL_MS),
    );
  };
  return { now, soon };
}
