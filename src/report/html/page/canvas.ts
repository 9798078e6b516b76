/** Colours of a drawing, from the page's style. */
export type Ink = {
  readonly [name in "ink" | "muted" | "faint" | "accent" | "failure" | "paper"]: string;
};

/** A canvas made ready to be drawn on in CSS pixels. */
export interface Sheet {
  readonly context: CanvasRenderingContext2D;
  readonly ink: Ink;
}

/** Clears a canvas and makes it as dense as the screen; `null` where there is none to draw on. */
export function openSheet(canvas: HTMLCanvasElement, width: number, height: number): Sheet | null {
  const density = devicePixelRatio || 1;
  const [wide, high] = [Math.round(width * density), Math.round(height * density)];
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
  }
  const context = canvas.getContext("2d");
  if (context === null) return null;
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, width, height);
  const style = getComputedStyle(canvas.isConnected ? canvas : document.body);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  context.font = `12px ${style.fontFamily}`;
  return {
    context,
    ink: {
      ...{ ink: colour("ink"), muted: colour("muted"), faint: colour("faint") },
      ...{ accent: colour("accent"), failure: colour("failure"), paper: colour("paper") },
    },
  };
}

/**
 * Puts a drawing on another canvas: whole up to a place across, and faint beyond it, so that time can be moved without drawing anew.
 *
 * @param x - CSS pixels
 */
export function reveal(
  { context }: Sheet,
  drawing: HTMLCanvasElement,
  x: number,
  width: number,
  height: number,
): void {
  const density = devicePixelRatio || 1;
  const [edge, wide] = [Math.min(drawing.width, Math.round(x * density)), drawing.width];
  if (edge > 0) context.drawImage(drawing, 0, 0, edge, drawing.height, 0, 0, edge / density, height);
  if (edge >= wide) return;
  context.globalAlpha = 0.12;
  context.drawImage(
    drawing,
    edge,
    0,
    wide - edge,
    drawing.height,
    edge / density,
    0,
    width - edge / density,
    height,
  );
  context.globalAlpha = 1;
}
