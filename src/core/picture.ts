import { isObject } from "./json.ts";
/** A place in a picture's own units; y points up. */
type Place = readonly [x: number, y: number];

/** How strongly a shape is drawn; the page has a colour for each, light and dark. */
type Tone = "plain" | "strong" | "faint" | "accent";

/** One thing to draw. */
export type PictureShape =
  | { readonly shape: "circle"; readonly at: Place; readonly radius: number; readonly tone?: Tone }
  /** A spot of one size, however large the picture is. */
  | { readonly shape: "dot"; readonly at: Place; readonly tone?: Tone }
  | { readonly shape: "line"; readonly points: readonly Place[]; readonly tone?: Tone }
  | { readonly shape: "area"; readonly points: readonly Place[]; readonly tone?: Tone }
  | { readonly shape: "text"; readonly at: Place; readonly text: string; readonly tone?: Tone };

/** A drawing as plain data: what a problem's view makes of a program's output, and what the report draws. */
export interface Picture {
  /** Left, bottom, right and top of what is shown, in the picture's own units. */
  readonly frame: readonly [left: number, bottom: number, right: number, top: number];
  /** In the order in which they are drawn. */
  readonly shapes: readonly PictureShape[];
  /** A line below it. */
  readonly caption?: string;
}

/** A picture, or why there is none. */
export type Drawn = Picture | { readonly fault: string };

/**
 * A picture read from data that nobody vouches for: what comes out has this form, finite numbers and bounded size, and
 * nothing else in it; or the fault that was found first.
 */
export function readPicture(value: unknown): Drawn {
  if (!isObject(value)) return { fault: "expected a picture { frame, shapes }" };
  const { frame, shapes, caption } = value;
  if (!isNumbers(frame, 4))
    return { fault: "frame: expected [left, bottom, right, top], four finite numbers" };
  const [left, bottom, right, top] = frame as [number, number, number, number];
  if (!(left < right && bottom < top)) return { fault: "frame: expected left < right and bottom < top" };
  if (!Array.isArray(shapes)) return { fault: "shapes: expected a list" };
  if (shapes.length > MOST_SHAPES)
    return { fault: `shapes: expected at most ${MOST_SHAPES}, got ${shapes.length}` };
  const read: PictureShape[] = [];
  let places = 0;
  for (const [index, given] of shapes.entries()) {
    const shape = readShape(given);
    if (typeof shape === "string") return { fault: `shape ${index}: ${shape}` };
    places += "points" in shape ? shape.points.length : 1;
    if (places > MOST_PLACES) return { fault: `shapes: expected at most ${MOST_PLACES} places in all` };
    read.push(shape);
  }
  if (caption !== undefined && typeof caption !== "string") return { fault: "caption: expected a text" };
  const line = caption === undefined ? {} : { caption: caption.slice(0, LONGEST_TEXT) };
  return { frame: [left, bottom, right, top], shapes: read, ...line };
}

function readShape(value: unknown): PictureShape | string {
  if (!isObject(value)) return "expected an object";
  const { shape, at, points, radius, text, tone } = value;
  if (tone !== undefined && !TONES.includes(tone as Tone)) return `tone: expected ${TONES.join(", ")}`;
  const told = tone === undefined ? {} : { tone: tone as Tone };
  if (shape === "line" || shape === "area") {
    if (!Array.isArray(points) || !points.every(isPlace))
      return "points: expected a list of [x, y], finite numbers";
    const places = points.map(([x, y]): Place => [x, y]);
    return shape === "line" ? { shape, points: places, ...told } : { shape, points: places, ...told };
  }
  if (shape !== "circle" && shape !== "dot" && shape !== "text")
    return "shape: expected circle, dot, line, area or text";
  if (!isPlace(at)) return "at: expected [x, y], finite numbers";
  const place = { at: [at[0], at[1]] as Place, ...told };
  if (shape === "dot") return { shape, ...place };
  if (shape === "text") {
    if (typeof text !== "string") return "text: expected a text";
    return { shape, text: text.slice(0, LONGEST_TEXT), ...place };
  }
  if (!isNumbers([radius], 1) || (radius as number) < 0)
    return "radius: expected a finite number of at least 0";
  return { shape, radius: radius as number, ...place };
}

function isPlace(value: unknown): value is Place {
  return isNumbers(value, 2);
}

/** Numbers that a drawing can be made of: finite, and far from where their differences overflow. */
function isNumbers(value: unknown, length: number): value is readonly number[] {
  const isDrawable = (number: unknown): boolean =>
    Number.isFinite(number) && Math.abs(number as number) <= 1e12;
  return Array.isArray(value) && value.length === length && value.every(isDrawable);
}

const TONES: readonly Tone[] = ["plain", "strong", "faint", "accent"];
const MOST_SHAPES = 4000;
const MOST_PLACES = 20_000;
const LONGEST_TEXT = 200;
