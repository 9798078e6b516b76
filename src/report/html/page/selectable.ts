import type { PageProgram } from "../page-data.ts";
import type { State } from "./state.ts";

/** The parts of a drawing of programs that pointer and keys need. */
export interface Selectable {
  /** The program at a place of the canvas, in its own pixels. */
  at(x: number, y: number): PageProgram | null;
  /** The program that a key leads to from the selected one; nothing for keys that mean nothing here. */
  onKey(key: string): PageProgram | null | undefined;
  redraw(): void;
  go(change: Partial<State>): void;
}

/**
 * A canvas whose programs are told under the pointer and selected by a click or a key; it is drawn anew when they change, and with
 * its size. Returns the program under the pointer, as it is when asked.
 */
export function makeSelectable(
  canvas: HTMLCanvasElement,
  { at, onKey, redraw, go }: Selectable,
): () => PageProgram | null {
  let hovered: PageProgram | null = null;
  const under = (event: Event): PageProgram | null => {
    const { offsetX, offsetY } = event as MouseEvent;
    return at(offsetX, offsetY);
  };
  canvas.addEventListener("pointermove", (event) => {
    const now = under(event);
    if (now === hovered) return;
    hovered = now;
    canvas.style.cursor = now === null ? "" : "pointer";
    redraw();
  });
  canvas.addEventListener("pointerleave", () => {
    hovered = null;
    redraw();
  });
  canvas.addEventListener("click", (event) => {
    const program = under(event);
    if (program !== null) go({ program: program.id });
  });
  canvas.addEventListener("keydown", (event) => {
    const to = onKey((event as KeyboardEvent).key);
    if (!to) return;
    event.preventDefault();
    go({ program: to.id });
  });
  new ResizeObserver(redraw).observe(canvas);
  return () => hovered;
}
