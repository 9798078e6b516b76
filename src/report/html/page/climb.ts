import { el, put } from "./dom.ts";
import { type Chart, chartOf, nearest } from "./climb-chart.ts";
import { openSheet, reveal } from "./canvas.ts";
import { drawClimb, drawOver } from "./climb-drawing.ts";
import type { Evolution } from "./evolution.ts";
import { along, count, score } from "./format.ts";
import type { PageProgram } from "../page-data.ts";
import { makeSelectable } from "./selectable.ts";
import type { State, XAxis } from "./state.ts";
import { selectedIn, shownTo, type View } from "./view.ts";

/** The climb: every child a dot over what had been used by then, and the best so far as a staircase. */
export function createClimb(evolution: Evolution, go: (change: Partial<State>) => void): View {
  const canvas = el("canvas", { tabindex: 0, role: "img", "aria-label": describe(evolution) });
  const told = el("p", { class: "told", "aria-live": "polite" });
  const axes = axesOf(evolution).map((axis) =>
    el("button", { type: "button", "data-axis": axis, click: () => go({ x: axis }) }, NAMES[axis]),
  );
  const drawing = document.createElement("canvas");
  let drawn = "";
  let chart: Chart | null = null;
  let state: State | null = null;
  const redraw = (): void => {
    if (state === null || canvas.clientWidth === 0) return;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
    const key = `${width} ${height} ${devicePixelRatio} ${isDark} ${state.x}`;
    if (key !== drawn || chart === null) {
      chart = chartOf(evolution, state.x, width, height);
      const whole = openSheet(drawing, width, height);
      if (whole !== null) drawClimb(whole, chart);
      drawn = key;
    }
    const selected = selectedIn(evolution, state);
    const to = shownTo(evolution, state);
    const sheet = openSheet(canvas, width, height);
    if (sheet === null) return;
    const edge = evolution.programs[evolution.countAt(to) - 1];
    const x = edge === undefined || to === evolution.last ? width : chart.place(edge).x + 3;
    reveal(sheet, drawing, x, width, height);
    const pointed = hovered();
    drawOver(sheet, chart, state.x, { evolution, selected, hovered: pointed, to });
    const shown = pointed ?? selected;
    put(told, shown === null ? "" : tell(shown, state.x));
  };
  const hovered = makeSelectable(canvas, {
    at: (x, y) => chart && nearest(chart, x, y),
    onKey: (key) => state && stepTo(evolution.programs, selectedIn(evolution, state), key),
    redraw,
    go,
  });
  const element = el(
    "section",
    { class: "climb" },
    el(
      "header",
      {},
      el("h2", {}, "Climb"),
      el("div", { class: "choices", role: "group", "aria-label": "Against" }, ...axes),
    ),
    canvas,
    told,
    el(
      "p",
      { class: "key" },
      "● new best   ○ no gain   × failed   ◦ in its lineage. Click a dot, or use the arrow keys, to select a program.",
    ),
  );
  const update = (now: State): void => {
    state = axesOf(evolution).includes(now.x) ? now : { ...now, x: "at" };
    for (const button of axes) button.setAttribute("aria-pressed", String(button.dataset.axis === state.x));
    redraw();
  };
  return { element, update };
}

function describe({ programs, champion, seed }: Evolution): string {
  return `Climb of ${count(programs.length)} programs, from ${score(seed?.score ?? null)} to ${score(champion?.score ?? null)}`;
}

function tell(
  { id, operator, model, kind, score: value, at, used, isBest }: PageProgram,
  axis: XAxis,
): string {
  const outcome = value === null ? `failed: ${kind}` : `${score(value)}${isBest ? ", a new best" : ""}`;
  const spent = axis === "at" ? "" : `, after ${along(axis, used[axis])}`;
  return `${id} · ${outcome} · ${model === null ? operator : `${operator} with ${model}`} · evaluation ${count(at)}${spent}`;
}

function stepTo(programs: readonly PageProgram[], from: PageProgram | null, key: string): PageProgram | null {
  const at = from === null ? -1 : programs.indexOf(from);
  switch (key) {
    case "ArrowRight":
      return programs[at + 1] ?? null;
    case "ArrowLeft":
      return programs[at - 1] ?? null;
    case "ArrowUp":
      return programs.find(({ isBest }, i) => isBest && i > at) ?? null;
    case "ArrowDown":
      return programs.findLast(({ isBest }, i) => isBest && i < at) ?? null;
    default:
      return null;
  }
}

/** Axes along which this run moved. */
function axesOf({ programs }: Evolution): readonly XAxis[] {
  const used = programs.at(-1)?.used;
  const moving = (["evaluatorMs", "tokens", "usd"] as const).filter((axis) => (used?.[axis] ?? 0) > 0);
  return ["at", ...moving];
}

const NAMES = { at: "evaluations", evaluatorMs: "evaluator time", tokens: "tokens", usd: "dollars" } as const;
