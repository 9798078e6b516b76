import { el, put } from "./dom.ts";
import type { PageProgram } from "../page-data.ts";
import { openSheet, reveal, type Sheet } from "./canvas.ts";
import type { Evolution } from "./evolution.ts";
import { count, score } from "./format.ts";
import type { State } from "./state.ts";
import { treeLayout } from "./tree-layout.ts";
import { selectedIn, shownTo, type View } from "./view.ts";

const EDGE = 10;

/** The whole tree over time: every program where it was made, joined to its first parent; the selected one's kin stand out. */
export function createTree(evolution: Evolution, go: (change: Partial<State>) => void): View {
  const { programs, last } = evolution;
  const layout = treeLayout(evolution);
  const canvas = el("canvas", { role: "img", "aria-label": `Tree of ${count(programs.length)} programs` });
  const told = el("p", { class: "told", "aria-live": "polite" });
  const drawing = document.createElement("canvas");
  let [width, height] = [0, 0];
  let drawn = "";
  let state: State | null = null;
  let kin: { readonly of: PageProgram | null; readonly lines: readonly PageProgram[] } = {
    of: null,
    lines: [],
  };
  const x = ({ at }: PageProgram): number => EDGE + (at / Math.max(1, last)) * (width - 2 * EDGE);
  const y = (program: PageProgram): number =>
    EDGE + ((layout.row(program) + 0.5) / layout.rows) * (height - 2 * EDGE);
  const edge = ({ context }: Sheet, program: PageProgram): void => {
    const parent = evolution.find(program.parents[0] ?? "");
    if (parent === null) return;
    context.moveTo(x(parent), y(parent));
    context.lineTo(x(parent), y(program));
    context.lineTo(x(program), y(program));
  };
  const strokes = (sheet: Sheet, some: readonly PageProgram[], colour: string, thickness: number): void => {
    sheet.context.beginPath();
    for (const program of some) edge(sheet, program);
    sheet.context.strokeStyle = colour;
    sheet.context.lineWidth = thickness;
    sheet.context.stroke();
  };
  const drawAll = (): void => {
    const key = `${width} ${height} ${devicePixelRatio} ${matchMedia("(prefers-color-scheme: dark)").matches}`;
    if (key === drawn) return;
    const sheet = openSheet(drawing, width, height);
    if (sheet === null) return;
    drawn = key;
    const scored = programs.filter((program) => program.score !== null);
    sheet.context.globalAlpha = Math.max(0.18, Math.min(0.7, 40 / Math.sqrt(programs.length)));
    strokes(sheet, scored, sheet.ink.muted, 1);
    sheet.context.globalAlpha = 1;
    const { champion } = evolution;
    if (champion !== null) strokes(sheet, evolution.lineage(champion), sheet.ink.ink, 1.8);
  };
  const redraw = (): void => {
    [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (state === null || width === 0) return;
    drawAll();
    const sheet = openSheet(canvas, width, height);
    if (sheet === null) return;
    const to = shownTo(evolution, state);
    reveal(
      sheet,
      drawing,
      to === last ? width : EDGE + (to / Math.max(1, last)) * (width - 2 * EDGE),
      width,
      height,
    );
    const selected = selectedIn(evolution, state);
    if (kin.of !== selected)
      kin = { of: selected, lines: selected === null ? [] : kinOf(selected, evolution) };
    strokes(
      sheet,
      kin.lines.filter(({ at }) => at <= to),
      sheet.ink.accent,
      1.6,
    );
    if (selected === null || selected.at > to) return;
    sheet.context.beginPath();
    sheet.context.arc(x(selected), y(selected), 5, 0, 2 * Math.PI);
    sheet.context.fillStyle = sheet.ink.accent;
    sheet.context.fill();
    const children = evolution.children(selected).length;
    put(
      told,
      `${selected.id} · ${score(selected.score)} · ${count(children)} children · ${count(kin.lines.length - evolution.lineage(selected).length)} descendants`,
    );
  };
  const nearest = (atX: number, atY: number): PageProgram | null => {
    let [found, closest]: [PageProgram | null, number] = [null, 12];
    for (const program of programs) {
      if (Math.abs(x(program) - atX) > closest) continue;
      const distance = Math.hypot(x(program) - atX, y(program) - atY);
      if (distance < closest) [found, closest] = [program, distance];
    }
    return found;
  };
  canvas.addEventListener("click", ({ offsetX, offsetY }) => {
    const program = nearest(offsetX, offsetY);
    if (program !== null) go({ program: program.id });
  });
  new ResizeObserver(redraw).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  const element = el(
    "section",
    { class: "tree" },
    el("header", {}, el("h2", {}, "Tree")),
    canvas,
    told,
    el(
      "p",
      { class: "key" },
      "From left to right in the order of results. The champion's way is dark; the selected program's ancestors and descendants are lit.",
    ),
  );
  const update = (now: State): void => {
    state = now;
    redraw();
  };
  return { element, update };
}

/** Ancestors along first parents and all descendants, itself included; each once, though a record leads in circles. */
function kinOf(program: PageProgram, { lineage, children }: Evolution): readonly PageProgram[] {
  const kin = new Set(lineage(program));
  const open = [...children(program)];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (kin.has(next)) continue;
    kin.add(next);
    open.push(...children(next));
  }
  return [...kin];
}
