import type { Interval } from "./interval.ts";
import type { ArmSummary } from "./measures.ts";

const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00"] as const;
const [WIDTH, HEIGHT, MARGIN] = [300, 190, 44] as const;

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

/** Draws a study as an SVG picture: generality, convergence, change and circles, a colour for each kind of run. */
export function renderStudyPlot(arms: readonly (readonly [name: string, summary: ArmSummary])[]): string {
  const curves = (pick: (summary: ArmSummary) => Curve): Curve[] => arms.map(([, summary]) => pick(summary));
  const panels: readonly Panel[] = [
    { title: "held-out warriors beaten", curves: curves(({ beaten }) => beaten), from: 1, top: 1 },
    { title: "beaten or tied", curves: curves(({ beatenOrTied }) => beatenOrTied), from: 1, top: 1 },
    { title: "variance of behaviour across runs", curves: curves(({ spread }) => spread), from: 1 },
    { title: "change of behaviour per round", curves: curves(({ change }) => change), from: 2 },
  ];
  const [columns, cellWidth, cellHeight] = [2, WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN];
  const body = panels.map((panel, index) => {
    const [x, y] = [(index % columns) * cellWidth, Math.floor(index / columns) * cellHeight];
    return `<g transform="translate(${x + MARGIN} ${y + MARGIN})">${renderPanel(panel)}</g>`;
  });
  const base = Math.ceil(panels.length / columns) * cellHeight;
  const legend = arms.map(([name, { cycles, runs }], index) => {
    const text = `${name}: ${runs} runs, ${(100 * cycles.mean).toFixed(1)} % of champions' triples are circles`;
    return `<text x="${MARGIN}" y="${base + 6 + 18 * index}" fill="${colourOf(index)}">${escapeXml(text)}</text>`;
  });
  const height = base + 18 * arms.length + 10;
  const size = `width="${columns * cellWidth}" height="${height}" viewBox="0 0 ${columns * cellWidth} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...body,
    ...legend,
    "</svg>\n",
  ].join("\n");
}

function renderPanel({ title, curves, from, top }: Panel): string {
  const last = Math.max(1, ...curves.map((curve) => curve.length - 1));
  const highest = Math.max(...curves.flat().map((point) => intervalOf(point).high));
  const limit = top ?? (highest > 0 ? highest : 1);
  const x = (at: number): string => ((WIDTH * at) / last).toFixed(1);
  const y = (value: number): string => (HEIGHT * (1 - Math.min(1, Math.max(0, value / limit)))).toFixed(1);
  const points = (curve: Curve, pick: (interval: Interval) => number): string[] =>
    curve.map((point, at) => `${x(at)},${y(pick(intervalOf(point)))}`);
  const shapes = curves.flatMap((curve, index) => {
    const band = [...points(curve, ({ low }) => low), ...points(curve, ({ high }) => high).reverse()].join(
      " ",
    );
    const line = points(curve, ({ mean }) => mean).join(" ");
    return [
      `<polygon points="${band}" fill="${colourOf(index)}" fill-opacity="0.15"/>`,
      `<polyline points="${line}" fill="none" stroke="${colourOf(index)}" stroke-width="2"/>`,
    ];
  });
  return [
    `<text x="0" y="-10" font-weight="bold">${escapeXml(title)}</text>`,
    `<path d="M0 0V${HEIGHT}H${WIDTH}" fill="none" stroke="#888"/>`,
    `<text x="-6" y="4" text-anchor="end">${Number(limit.toPrecision(2))}</text>`,
    `<text x="-6" y="${HEIGHT}" text-anchor="end">0</text>`,
    `<text x="0" y="${HEIGHT + 16}">round ${from}</text>`,
    `<text x="${WIDTH}" y="${HEIGHT + 16}" text-anchor="end">${from + last}</text>`,
    ...shapes,
  ].join("");
}

function intervalOf(point: Interval | number): Interval {
  return typeof point === "number" ? { mean: point, low: point, high: point } : point;
}

function colourOf(index: number): string {
  return COLOURS[index % COLOURS.length] ?? COLOURS[0];
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
