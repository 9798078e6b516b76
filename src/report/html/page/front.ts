import { showNumber } from "../../../core/show.ts";
import type { PageProgram } from "../page-data.ts";
import { openSheet } from "./canvas.ts";
import { el, put } from "./dom.ts";
import type { Evolution } from "./evolution.ts";
import { count, percent, score } from "./format.ts";
import { type FrontChart, type FrontPoint, frontChart } from "./front-chart.ts";
import { drawFront } from "./front-drawing.ts";
import { makeSelectable } from "./selectable.ts";
import type { State } from "./state.ts";
import { selectedIn, shownTo, type View } from "./view.ts";

/** The front: programs of several objectives between two of them, those that none dominates joined by steps; `null` with one objective. */
export function createFront(evolution: Evolution, go: (change: Partial<State>) => void): View | null {
  return evolution.part.objectives.length < 2 ? null : new Front(evolution, go);
}

class Front implements View {
  readonly element: HTMLElement;
  readonly #evolution: Evolution;
  readonly #canvas: HTMLCanvasElement;
  readonly #told = el("p", { class: "told", "aria-live": "polite" });
  /** The choosers of the two axes; none with two objectives. */
  readonly #choices: readonly HTMLElement[];
  /** The program under the pointer. */
  readonly #hovered: () => PageProgram | null;
  #chart: FrontChart | null = null;
  #charted = "";
  #state: State | null = null;

  constructor(evolution: Evolution, go: (change: Partial<State>) => void) {
    this.#evolution = evolution;
    this.#canvas = el("canvas", { tabindex: 0, role: "img", "aria-label": describe(evolution) });
    const { objectives } = evolution.part;
    this.#choices =
      objectives.length < 3
        ? []
        : [chooser("fx", "across", evolution, go), chooser("fy", "up", evolution, go)];
    this.#hovered = makeSelectable(this.#canvas, {
      at: (x, y) => this.#chart && nearest(this.#chart.points, x, y),
      onKey: (key) =>
        this.#chart && this.#state && alongFront(this.#chart.front, selectedIn(evolution, this.#state), key),
      redraw: () => this.#redraw(),
      go,
    });
    this.element = el(
      "section",
      { class: "front" },
      el("header", {}, el("h2", {}, "Front"), el("div", { class: "choices" }, ...this.#choices)),
      ...[this.#canvas, this.#told, el("p", { class: "key" }, KEY)],
    );
  }

  update(now: State): void {
    this.#state = now;
    this.#redraw();
    const axes = axesOf(now, this.#evolution.part.objectives.length);
    for (const [at, choice] of this.#choices.entries()) {
      const select = choice.querySelector("select");
      if (select !== null) select.value = String(axes[at]);
    }
  }

  #redraw(): void {
    const [evolution, state] = [this.#evolution, this.#state];
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    if (state === null || width === 0) return;
    const { objectives } = evolution.part;
    const axes = axesOf(state, objectives.length);
    const chart = this.#chartOf(shownTo(evolution, state), axes, width, height);
    const sheet = openSheet(this.#canvas, width, height);
    const [selected, hovered] = [selectedIn(evolution, state), this.#hovered()];
    const shown = axes.flatMap((axis) => objectives[axis] ?? []);
    const isPlane = objectives.length === 2;
    if (sheet !== null && chart !== null)
      drawFront(sheet, chart, { selected, hovered, objectives: shown, isPlane });
    const named = hovered ?? selected;
    const isEmpty = chart === null || named === null;
    put(this.#told, isEmpty ? "no program has a score yet" : tell(named, evolution, chart));
  }

  #chartOf(to: number, axes: readonly [number, number], width: number, height: number): FrontChart | null {
    const key = `${width} ${height} ${to} ${axes.join(" ")}`;
    if (key !== this.#charted) this.#chart = frontChart(this.#evolution, to, axes, [width, height]);
    this.#charted = key;
    return this.#chart;
  }
}

const KEY =
  "●\u00a0none is as good in all and better in one   ○\u00a0dominated   dashed: worst values that count. Click a dot, or go along the front with ← and →.";

function axesOf({ fx, fy }: State, objectives: number): readonly [number, number] {
  const first = fx < objectives ? fx : 0;
  return [first, fy < objectives && fy !== first ? fy : first === 0 ? 1 : 0];
}

function chooser(
  name: "fx" | "fy",
  label: string,
  { part }: Evolution,
  go: (change: Partial<State>) => void,
): HTMLElement {
  const options = part.objectives.map((objective, i) => el("option", { value: i }, objective.name));
  const change = (event: Event): void => go({ [name]: Number((event.target as HTMLSelectElement).value) });
  return el("label", {}, `${label} `, el("select", { change }, ...options));
}

function describe({ part }: Evolution): string {
  const names = part.objectives.map(({ name, direction }) => `${direction} ${name}`);
  return `Front of ${count(part.summary.front?.programs.length ?? 0)} programs: ${names.join(", ")}`;
}

function tell(program: PageProgram, { part }: Evolution, chart: FrontChart): string {
  const values = part.objectives.map(({ name }) => `${name} ${score(program.metrics[name] ?? null)}`);
  const isOn = chart.front.some((point) => point.program === program);
  return `${program.id} · ${values.join(" · ")} · ${isOn ? "on the front" : "not on the front"} of ${count(chart.front.length)}`;
}

function nearest(points: readonly FrontPoint[], x: number, y: number): PageProgram | null {
  let found: PageProgram | null = null;
  let closest = 14;
  // those of the front come last, and win
  for (const { program, x: px, y: py } of points) {
    const distance = Math.hypot(px - x, py - y);
    if (distance > closest) continue;
    closest = distance;
    found = program;
  }
  return found;
}

function alongFront(
  front: readonly FrontPoint[],
  from: PageProgram | null,
  pressed: string,
): PageProgram | null {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[pressed];
  if (by === undefined) return null;
  const at = front.findIndex(({ program }) => program === from);
  return (at === -1 ? front[0] : front[at + by])?.program ?? null;
}

/** Standing of a run of several objectives, for the first screen: size of its front, hypervolume, share of the best known. */
export function frontInShort({ part }: Evolution): readonly string[] {
  const { front } = part.summary;
  if (front === undefined) return [];
  const names = part.objectives.map(({ name, direction }) => `${name} (${direction})`).join(", ");
  const share = front.known === null ? "" : `, ${percent(front.hypervolume / front.known)} of the best known`;
  return [
    `${count(front.programs.length)} on the front`,
    names,
    `hypervolume ${showNumber(Number(front.hypervolume.toPrecision(7)))}${share}`,
  ];
}
