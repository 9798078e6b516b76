import { printable } from "../../../core/printable.ts";
import type { PageData, PageTexts } from "../page-data.ts";
import { archiveReplay } from "./archive-replay.ts";
import { createClimb } from "./climb.ts";
import { el, put } from "./dom.ts";
import { type Evolution, evolutionOf, partAt } from "./evolution.ts";
import { createCurves } from "./curves.ts";
import { createFront } from "./front.ts";
import { createHead } from "./head.ts";
import { createLineage } from "./lineage.ts";
import { createMap } from "./map.ts";
import { createProgram } from "./program.ts";
import { hashOf, readState, type State } from "./state.ts";
import { createRounds } from "./rounds.ts";
import { createSlider } from "./slider.ts";
import { createTables } from "./tables.ts";
import { createTree } from "./tree.ts";
import type { View } from "./view.ts";

/** A run on the page, which may be shown anew when there is more of it. */
export interface RunPage {
  /** @param texts - of its programs, which may come later */
  show(data: PageData, texts: Promise<PageTexts>): void;
}

/** Draws a run below an element and keeps its views and the address in step. */
export function createRunPage(host: Element): RunPage {
  let shown: { readonly data: PageData; readonly texts: Promise<PageTexts> } | null = null;
  let state = readState(location.hash);
  let views: readonly View[] = [];
  let rest = 0;
  const update = (): void => {
    clearTimeout(rest);
    for (const view of views) view.update(state);
  };
  /** Shows a place in time while the slider moves: what takes long follows when it rests. */
  const move = (to: number | null): void => {
    state = { ...state, to };
    for (const view of views) if (view.isSlow !== true) view.update(state);
    clearTimeout(rest);
    rest = window.setTimeout(update, REST_MS);
  };
  const go = (change: Partial<State>): void => {
    const next = { ...state, ...change };
    // a round's programs are its own
    if (next.part !== state.part) location.hash = hashOf({ ...next, program: null, held: null, to: null });
    else location.hash = hashOf(next);
  };
  const draw = (): void => {
    if (shown === null) return;
    const { data, texts } = shown;
    const drawn = viewsOf(data, evolutionOf(data, state.part, texts), move, go);
    views = drawn.views;
    put(host, headingOf(data, state.part, go), ...drawn.parts);
    update();
  };
  window.addEventListener("hashchange", () => {
    const before = state;
    state = readState(location.hash);
    if (before.part === state.part) update();
    else draw();
  });
  // views come and go; what listens for as long as the page must not hold them
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", update);
  window.addEventListener("beforeprint", () => {
    for (const view of views) view.drawForPaper?.();
  });
  return {
    show(now, texts) {
      shown = { data: now, texts };
      document.title = printable(`${now.run.slice(0, 200)} · Galapagos`);
      draw();
    },
  };
}

/** The views of a run or of one of its rounds, and the page's parts in their order. */
function viewsOf(
  data: PageData,
  evolution: Evolution,
  move: (to: number | null) => void,
  go: (change: Partial<State>) => void,
) {
  const [head, slider] = [createHead(evolution), createSlider(evolution, move, go)];
  const front = createFront(evolution, go);
  const fronts = front === null ? [] : [front];
  const replay = archiveReplay(evolution);
  const [climb, map] = [createClimb(evolution, go), createMap(evolution, replay, go)];
  const [tree, curves] = [createTree(evolution, go), createCurves(evolution, replay)];
  const [lineage, program] = [createLineage(evolution), createProgram(evolution, go)];
  const tables = createTables(evolution);
  return {
    views: [head, slider, ...fronts, climb, map, tree, curves, lineage, program, tables] as readonly View[],
    parts: [
      ...[head.element, createRounds(data), slider.element, ...fronts.map(({ element }) => element)],
      ...[pair("upper", climb, map), tree.element],
      ...[pair("lower", lineage, program), curves.element, tables.element],
    ],
  };
}

/** Two views that stand side by side where there is room. */
function pair(name: string, left: View, right: View): HTMLElement {
  return el("div", { class: `pair ${name}` }, left.element, right.element);
}

/** Time after which a slider rests, milliseconds. */
const REST_MS = 140;

function headingOf(data: PageData, part: number | null, go: (change: Partial<State>) => void): HTMLElement {
  const shown = partAt(data, part);
  const hasSides = data.parts.some(({ summary }) => summary.problem !== shown.summary.problem);
  const rounds = data.parts.map(({ name, summary }, i) =>
    el(
      "option",
      { value: i, selected: data.parts[i] === shown },
      hasSides ? `${name}, ${summary.problem}` : name,
    ),
  );
  const change = (event: Event): void => go({ part: Number((event.target as HTMLSelectElement).value) });
  return el(
    "header",
    { class: "title" },
    el("h1", {}, data.title),
    el("p", {}, `${data.run} · problem ${shown.summary.problem} · seed ${shown.summary.seed}`),
    data.parts.length > 1 ? el("label", {}, "round ", el("select", { change }, ...rounds)) : null,
  );
}
