import { printable } from "../../../core/printable.ts";
import type { PageData } from "../page-data.ts";
import { createClimb } from "./climb.ts";
import { el, put } from "./dom.ts";
import { evolutionOf } from "./evolution.ts";
import { createHead } from "./head.ts";
import { createLineage } from "./lineage.ts";
import { createMap } from "./map.ts";
import { createProgram } from "./program.ts";
import { hashOf, readState, type State } from "./state.ts";
import { createTables } from "./tables.ts";
import type { View } from "./view.ts";

/** The page itself: unpacks its data, draws the views, and keeps them and the address in step. */
async function main(): Promise<void> {
  const host = document.getElementById("report") as HTMLElement;
  const data = await unpack(document.getElementById("data")?.textContent ?? "");
  document.title = printable(`${data.run.slice(0, 200)} · Galapagos`);
  let state = readState(location.hash);
  let views: readonly View[] = [];
  const show = (): void => {
    for (const view of views) view.update(state);
  };
  const go = (change: Partial<State>): void => {
    const next = { ...state, ...change };
    // a round's programs are its own
    if (next.part !== state.part) location.hash = hashOf({ ...next, program: null });
    else location.hash = hashOf(next);
  };
  const draw = (): void => {
    views = viewsOf(data, state.part, go);
    put(host, headingOf(data, state.part, go), ...views.map(({ element }) => element));
    show();
  };
  window.addEventListener("hashchange", () => {
    const before = state;
    state = readState(location.hash);
    if (before.part === state.part) show();
    else draw();
  });
  draw();
  host.setAttribute("data-ready", "");
}

async function unpack(base64: string): Promise<PageData> {
  const bytes = Uint8Array.from(atob(base64.trim()), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

function viewsOf(data: PageData, part: number | null, go: (change: Partial<State>) => void): readonly View[] {
  const evolution = evolutionOf(data, part);
  const [head, climb, map] = [createHead(evolution), createClimb(evolution, go), createMap(evolution, go)];
  const [lineage, program] = [createLineage(evolution), createProgram(evolution, go)];
  return [head, pair("upper", climb, map), pair("lower", lineage, program), createTables(evolution)];
}

/** Two views that stand side by side where there is room. */
function pair(name: string, left: View, right: View): View {
  const element = el("div", { class: `pair ${name}` }, left.element, right.element);
  const update = (state: State): void => {
    left.update(state);
    right.update(state);
  };
  return { element, update };
}

function headingOf(data: PageData, part: number | null, go: (change: Partial<State>) => void): HTMLElement {
  const shown = data.parts[part ?? -1] ?? data.parts.at(-1)!;
  const rounds = data.parts.map(({ name }, i) =>
    el("option", { value: i, selected: data.parts[i] === shown }, name),
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

main();
