import type { Interval } from "../../core/index.ts";
import { colourOf, escapeXml } from "./drawing.ts";
import type { ArmSummary } from "./measures.ts";

const [WIDTH, HEIGHT, MARGIN] = [300, 190, 48] as const;
/** Height of a kind's lines in the legend. */
const LEGEND = 54;
/** Kinds whose bands can be told apart where they lie over each other; of more, only lines are drawn. */
const MOST_BANDS = 4;

/** A curve by round; without an interval it is drawn as a line alone. */
type Curve = readonly (Interval | number)[];

/** One curve for each kind of run, over rounds. */
interface Panel {
  readonly title: string;
  readonly curves: readonly Curve[];
  /** Round of the curves' first point. */
  readonly from: number;
  /** Top of the axis; the highest value when left out. */
  readonly top?: number;
}

/**
 * Draws a study as an SVG picture: generality, convergence, change and circles, a colour for each kind of
 * run.
 */
export function renderStudyPlot(arms: readonly (readonly [name: string, summary: ArmSummary])[]): string {
  const curves = (pick: (summary: ArmSummary) => Curve): Curve[] => arms.map(([, summary]) => pick(summary));
  const panels: readonly Panel[] = [
    { title: "held-out warriors beaten", curves: curves(({ beaten }) => beaten), from: 1, top: 1 },
    { title: "beaten or tied", curves: curves(({ beatenOrTied }) => beatenOrTied), from: 1, top: 1 },
    { title: "points against them", curves: curves(({ points }) => points), from: 1, top: 1 },
    { title: "variance of behaviour across runs", curves: curves(({ spread }) => spread), from: 1 },
    { title: "change of behaviour since the round before", curves: curves(({ change }) => change), from: 2 },
  ];
  const columns = 3;
  const at = (index: number): string => {
    const x = (index % columns) * (WIDTH + 2 * MARGIN) + MARGIN;
    return `translate(${x} ${Math.floor(index / columns) * (HEIGHT + 2 * MARGIN) + MARGIN})`;
  };
  const body = [...panels.map(renderPanel), renderLegend(arms)].map(
    (content, index) => `<g transform="${at(index)}">${content}</g>`,
  );
  const below = Math.max(HEIGHT + MARGIN, LEGEND * arms.length + MARGIN);
  const [width, height] = [columns * (WIDTH + 2 * MARGIN), HEIGHT + 3 * MARGIN + below];
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif" font-size="12">`,
    "<title>A Core War study, round by round</title>",
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...body,
    "</svg>\n",
  ].join("\n");
}

/** Colours, and the measures that are one number for a run. */
function renderLegend(arms: readonly (readonly [name: string, summary: ArmSummary])[]): string {
  const percent = (value: number): string => (100 * value).toFixed(1);
  const entries = arms.flatMap(([name, { cycles, later, runs }], index) => {
    const y = LEGEND * index;
    const { mean, low, high } = later.points;
    return [
      `<rect x="0" y="${y}" width="14" height="4" fill="${colourOf(index)}"/>`,
      `<text x="22" y="${y + 6}" font-weight="bold">${escapeXml(name)}, ${runs} run${runs === 1 ? "" : "s"}</text>`,
      `<text x="22" y="${y + 22}">later half − first round: ${percent(mean)} points (${percent(low)} … ${percent(high)})</text>`,
      `<text x="22" y="${y + 38}">circles among champions: ${percent(cycles.mean)} %</text>`,
    ];
  });
  const note = `<text x="0" y="${Math.max(HEIGHT, LEGEND * arms.length) + 16}" fill="#666">lines: means over runs${arms.length > MOST_BANDS ? "" : "; bands: 95 % intervals (Student)"}</text>`;
  return [...entries, note].join("");
}

function renderPanel({ title, curves, from, top }: Panel): string {
  const last = Math.max(1, ...curves.map((curve) => curve.length - 1));
  const isBanded = curves.length <= MOST_BANDS;
  const highest = Math.max(...curves.flat().map((point) => intervalOf(point)[isBanded ? "high" : "mean"]));
  const limit = top ?? (highest > 0 ? highest : 1);
  const x = (at: number): string => ((WIDTH * at) / last).toFixed(1);
  const y = (value: number): string => (HEIGHT * (1 - Math.min(1, Math.max(0, value / limit)))).toFixed(1);
  const points = (curve: Curve, pick: (interval: Interval) => number): string[] =>
    curve.map((point, at) => `${x(at)},${y(pick(intervalOf(point)))}`);
  const bands = (isBanded ? curves : []).map((curve, index) => {
    const [low, high] = [points(curve, (point) => point.low), points(curve, (point) => point.high)];
    return `<polygon points="${[...low, ...high.reverse()].join(" ")}" fill="${colourOf(index)}" fill-opacity="0.13"/>`;
  });
  const lines = curves.map((curve, index) => {
    const line = points(curve, ({ mean }) => mean).join(" ");
    return `<polyline points="${line}" fill="none" stroke="${colourOf(index)}" stroke-width="2"/>`;
  });
  const label = (value: number): string =>
    top === undefined ? String(Number(value.toPrecision(2))) : `${Math.round(100 * value)} %`;
  const grid = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const height = y(share * limit);
    return `<path d="M0 ${height}H${WIDTH}" stroke="#ddd"/><text x="-6" y="${Number(height) + 4}" text-anchor="end" fill="#666">${label(share * limit)}</text>`;
  });
  const every = Math.ceil((last + 1) / 10);
  const ticks = Array.from({ length: last + 1 }, (_, at) =>
    at % every === 0
      ? `<text x="${x(at)}" y="${HEIGHT + 16}" text-anchor="middle" fill="#666">${from + at}</text>`
      : "",
  );
  return [
    `<text x="0" y="-12" font-weight="bold">${escapeXml(title)}</text>`,
    ...grid,
    ...ticks,
    `<text x="${WIDTH / 2}" y="${HEIGHT + 32}" text-anchor="middle" fill="#666">round</text>`,
    ...bands,
    ...lines,
  ].join("");
}

function intervalOf(point: Interval | number): Interval {
  return typeof point === "number" ? { mean: point, low: point, high: point } : point;
}
