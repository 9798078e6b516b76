import { el, put } from "./dom.ts";
import type { PageProgram } from "../page-data.ts";
import { openSheet, reveal, type Sheet } from "./canvas.ts";
import type { Evolution } from "./evolution.ts";
import { count, score } from "./format.ts";
import { watchSight } from "./sight.ts";
import type { State } from "./state.ts";
import { type TreeLayout, treeLayout } from "./tree-layout.ts";
import { selectedIn, shownTo, type View } from "./view.ts";

const EDGE = 10;
/** Descendants from which on their lines are thin. */
const MANY = 60;

/** The whole tree over time: every program where it was made, joined to its first parent; the selected one's kin stand out. */
export function createTree(evolution: Evolution, go: (change: Partial<State>) => void): View {
  return new Tree(evolution, go);
}

class Tree implements View {
  readonly element: HTMLElement;
  readonly #evolution: Evolution;
  /** Made when the tree comes into sight: a large one takes a moment. */
  #layout: TreeLayout | null = null;
  #isInSight = false;
  readonly #canvas: HTMLCanvasElement;
  readonly #told = el("p", { class: "told", "aria-live": "polite" });
  /** All edges, drawn once for each size and colour scheme. */
  readonly #drawing = document.createElement("canvas");
  #drawn = "";
  #width = 0;
  #height = 0;
  #state: State | null = null;
  #kin: { readonly of: PageProgram | null; readonly lines: readonly PageProgram[] } = { of: null, lines: [] };

  constructor(evolution: Evolution, go: (change: Partial<State>) => void) {
    this.#evolution = evolution;
    const label = `Tree of ${count(evolution.programs.length)} programs`;
    this.#canvas = el("canvas", { role: "img", "aria-label": label });
    this.#canvas.addEventListener("click", ({ offsetX, offsetY }) => {
      const program = this.#nearest(offsetX, offsetY);
      if (program !== null) go({ program: program.id });
    });
    watchSight(this.#canvas, (isInSight) => {
      this.#isInSight = isInSight;
      this.#redraw();
    });
    new ResizeObserver(() => this.#redraw()).observe(this.#canvas);
    this.element = el(
      "section",
      { class: "tree" },
      el("header", {}, el("h2", {}, "Tree")),
      ...[this.#canvas, this.#told, el("p", { class: "key" }, KEY)],
    );
  }

  update(now: State): void {
    this.#state = now;
    this.#redraw();
  }

  drawForPaper(): void {
    this.#isInSight = true;
    this.#redraw();
  }

  #redraw(): void {
    const [evolution, state, canvas] = [this.#evolution, this.#state, this.#canvas];
    this.#width = canvas.clientWidth;
    this.#height = canvas.clientHeight;
    if (state === null || this.#width === 0 || !this.#isInSight) return;
    this.#drawAll();
    const sheet = openSheet(canvas, this.#width, this.#height);
    if (sheet === null) return;
    const to = shownTo(evolution, state);
    const edge = to === evolution.last ? this.#width : this.#across(to);
    reveal(sheet, this.#drawing, edge, this.#width, this.#height);
    const selected = selectedIn(evolution, state);
    if (this.#kin.of !== selected)
      this.#kin = { of: selected, lines: selected === null ? [] : kinOf(selected, evolution) };
    const lit = this.#kin.lines.filter(({ at }) => at <= to);
    // descendants may be many, and would fill the sheet
    const after = lit.filter(({ at }) => at > (selected?.at ?? to));
    this.#stroke(sheet, after, sheet.ink.accent, after.length > MANY ? 0.5 : 1);
    const before = lit.filter(({ at }) => at <= (selected?.at ?? to));
    this.#stroke(sheet, before, sheet.ink.accent, 1.8);
    if (selected !== null && selected.at <= to) this.#mark(sheet, selected);
  }

  /** The selected program, as a dot and in words. */
  #mark({ context, ink }: Sheet, selected: PageProgram): void {
    context.beginPath();
    context.arc(this.#across(selected.at), this.#down(selected), 5, 0, 2 * Math.PI);
    context.fillStyle = ink.accent;
    context.fill();
    const children = this.#evolution.children(selected).length;
    const descendants = this.#kin.lines.length - this.#evolution.lineage(selected).length;
    const told = `${selected.id} · ${score(selected.score)} · ${count(children)} children · ${count(descendants)} descendants`;
    put(this.#told, told);
  }

  #drawAll(): void {
    const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
    const key = `${this.#width} ${this.#height} ${devicePixelRatio} ${isDark}`;
    if (key === this.#drawn) return;
    const sheet = openSheet(this.#drawing, this.#width, this.#height);
    if (sheet === null) return;
    this.#drawn = key;
    const { programs, champion, lineage } = this.#evolution;
    const scored = programs.filter((program) => program.score !== null);
    sheet.context.globalAlpha = Math.max(0.18, Math.min(0.7, 40 / Math.sqrt(programs.length)));
    this.#stroke(sheet, scored, sheet.ink.muted, 1);
    sheet.context.globalAlpha = 1;
    if (champion !== null) this.#stroke(sheet, lineage(champion), sheet.ink.ink, 1.8);
  }

  #stroke({ context }: Sheet, some: readonly PageProgram[], colour: string, thickness: number): void {
    context.beginPath();
    for (const program of some) {
      const parent = this.#evolution.find(program.parents[0] ?? "");
      if (parent === null) continue;
      context.moveTo(this.#across(parent.at), this.#down(parent));
      context.lineTo(this.#across(parent.at), this.#down(program));
      context.lineTo(this.#across(program.at), this.#down(program));
    }
    context.strokeStyle = colour;
    context.lineWidth = thickness;
    context.stroke();
  }

  #nearest(atX: number, atY: number): PageProgram | null {
    let [found, closest]: [PageProgram | null, number] = [null, 12];
    for (const program of this.#evolution.programs) {
      const aside = this.#across(program.at) - atX;
      if (Math.abs(aside) > closest) continue;
      const distance = Math.hypot(aside, this.#down(program) - atY);
      if (distance < closest) [found, closest] = [program, distance];
    }
    return found;
  }

  /** Pixels from the left of a place in the run. */
  #across(at: number): number {
    return EDGE + (at / Math.max(1, this.#evolution.last)) * (this.#width - 2 * EDGE);
  }

  #down(program: PageProgram): number {
    this.#layout ??= treeLayout(this.#evolution);
    const { row, rows } = this.#layout;
    return EDGE + ((row(program) + 0.5) / rows) * (this.#height - 2 * EDGE);
  }
}

const KEY =
  "From left to right in the order of results. The champion's way is dark; the selected program's ancestors and descendants are lit.";

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
