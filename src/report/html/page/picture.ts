import { type Drawn, readPicture, type PictureShape } from "../../../core/picture.ts";
import { el, svg } from "./dom.ts";

/** A problem's own picture of a program: shapes drawn by this page from plain data that it reads anew. */
export function pictureOf(drawn: Drawn): HTMLElement {
  const picture = "fault" in drawn ? drawn : readPicture(drawn);
  if ("fault" in picture) return el("p", { class: "told" }, `no picture: ${picture.fault}`);
  const { frame, shapes, caption } = picture;
  const [left, bottom, right, top] = frame;
  const scale = SIZE / Math.max(right - left, top - bottom);
  const [width, height] = [(right - left) * scale, (top - bottom) * scale];
  const x = (value: number): number => round((value - left) * scale);
  const y = (value: number): number => round((top - value) * scale);
  const places = (points: readonly (readonly [number, number])[]): string =>
    points.map(([px, py]) => `${x(px)},${y(py)}`).join(" ");
  const drawing = (shape: PictureShape): SVGElement => {
    const tone = `shape tone-${shape.tone ?? "plain"}`;
    switch (shape.shape) {
      case "circle":
        return svg("circle", {
          class: tone,
          cx: x(shape.at[0]),
          cy: y(shape.at[1]),
          r: round(shape.radius * scale),
        });
      case "dot":
        return svg("circle", { class: `${tone} dot`, cx: x(shape.at[0]), cy: y(shape.at[1]), r: 3.5 });
      case "line":
        return svg("polyline", { class: `${tone} line`, points: places(shape.points) });
      case "area":
        return svg("polygon", { class: tone, points: places(shape.points) });
      case "text":
        return svg("text", { class: `${tone} words`, x: x(shape.at[0]), y: y(shape.at[1]) }, shape.text);
    }
  };
  const label = caption === undefined ? "picture of the program's output" : `picture: ${caption}`;
  return el(
    "div",
    { class: "picture" },
    svg(
      "svg",
      { viewBox: `-4 -4 ${round(width) + 8} ${round(height) + 8}`, role: "img", "aria-label": label },
      ...shapes.map(drawing),
    ),
    caption === undefined ? null : el("p", { class: "told" }, caption),
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The longer side of a picture, in its drawing's units. */
const SIZE = 400;
