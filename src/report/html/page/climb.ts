import { type Child, el, put } from "./dom.ts";
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
  return new Climb(evolution, go);
}

class Climb implements View {
  readonly element: HTMLElement;
  readonly #evolution: Evolution;
  readonly #canvas: HTMLCanvasElement;
  readonly #told = el("p", { class: "told", "aria-live": "polite" });
  readonly #axes: readonly HTMLElement[];
  /** The program under the pointer. */
  readonly #hovered: () => PageProgram | null;
  /** All of the climb, drawn once for each size, colour scheme and axis. */
  readonly #drawing = document.createElement("canvas");
  #drawn = "";
  #chart: Chart | null = null;
  #state: State | null = null;

  constructor(evolution: Evolution, go: (change: Partial<State>) => void) {
    this.#evolution = evolution;
    this.#canvas = el("canvas", { tabindex: 0, role: "img", "aria-label": describe(evolution) });
    this.#axes = axesOf(evolution).map((axis) =>
      el("button", { type: "button", "data-axis": axis, click: () => go({ x: axis }) }, NAMES[axis]),
    );
    this.#hovered = makeSelectable(this.#canvas, {
      at: (x, y) => this.#chart && nearest(this.#chart, x, y),
      onKey: (key) => this.#state && stepTo(evolution.programs, selectedIn(evolution, this.#state), key),
      redraw: () => this.#redraw(),
      go,
    });
    const choices = el("div", { class: "choices", role: "group", "aria-label": "Against" }, ...this.#axes);
    this.element = el(
      "section",
      { class: "climb" },
      el("header", {}, el("div", { class: "named" }, el("h2", {}, "Climb"), scoreName(evolution)), choices),
      ...[this.#canvas, this.#told, el("p", { class: "key" }, ...keyOf())],
    );
  }

  update(now: State): void {
    this.#state = axesOf(this.#evolution).includes(now.x) ? now : { ...now, x: "at" };
    const { x } = this.#state;
    for (const button of this.#axes) button.setAttribute("aria-pressed", String(button.dataset.axis === x));
    this.#redraw();
  }

  #redraw(): void {
    const [evolution, state] = [this.#evolution, this.#state];
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    if (state === null || width === 0) return;
    const chart = this.#drawAll(state.x, width, height);
    const selected = selectedIn(evolution, state);
    const to = shownTo(evolution, state);
    const sheet = openSheet(this.#canvas, width, height);
    if (sheet === null) return;
    const edge = evolution.programs[evolution.countAt(to) - 1];
    const x = edge === undefined || to === evolution.last ? width : chart.place(edge).x + 3;
    reveal(sheet, this.#drawing, x, width, height);
    const hovered = this.#hovered();
    drawOver(sheet, chart, state.x, { evolution, selected, hovered, to });
    const shown = hovered ?? selected;
    put(this.#told, shown === null ? "" : tell(shown, state.x));
  }

  #drawAll(axis: XAxis, width: number, height: number): Chart {
    const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
    const key = `${width} ${height} ${devicePixelRatio} ${isDark} ${axis}`;
    if (key === this.#drawn && this.#chart !== null) return this.#chart;
    this.#chart = chartOf(this.#evolution, axis, width, height);
    const whole = openSheet(this.#drawing, width, height);
    if (whole !== null) drawClimb(whole, this.#chart);
    this.#drawn = key;
    return this.#chart;
  }
}

/** The signs and what they mean, each kept with its first word. */
const keyOf = (): readonly Child[] => [
  "●\u00a0new\u00a0best   ○\u00a0no\u00a0gain   ×\u00a0failed   ",
  el("span", { class: "lit" }, "●"),
  "\u00a0in its lineage. Click a dot, or use the arrow keys, to select a program.",
];

/** The scores that stand upright, by their name. */
function scoreName({ part: { objective } }: Evolution): HTMLElement {
  const better = objective.direction === "maximise" ? "more" : "less";
  return el("p", { class: "what" }, `${objective.name}, ${better} is better`);
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
