import { mean } from "../../core/index.ts";
import { escapeXml } from "./drawing.ts";

/** An axis of the archive: a feature of warriors, cut into bins. */
export interface ArchiveAxis {
  readonly name: string;
  /** Where bins begin and end, one more than there are bins. */
  readonly edges: readonly number[];
}

/** The archives of one kind of run. */
interface KindArchives {
  readonly kind: string;
  /** For each run its elites: the bin on both axes, from 0, and the score. */
  readonly runs: readonly (readonly { readonly bins: readonly number[]; readonly score: number }[])[];
}

const [CELL_WIDTH, CELL_HEIGHT, MARGIN, GAP] = [46, 32, 70, 60] as const;

/**
 * Draws the archives of a study as heat maps, one for each kind of run: the darker a cell, the higher the mean score of the runs that
 * hold it, from the lowest to the highest of all kinds; the number in it says in how many runs it is held.
 */
export function renderArchives(
  axes: readonly [across: ArchiveAxis, up: ArchiveAxis],
  kinds: readonly KindArchives[],
): string {
  const [columns, rows] = axes.map(({ edges }) => edges.length - 1) as [number, number];
  const maps = kinds.map(({ runs }) => cellsOf(runs));
  const means = maps.flatMap((cells) => [...cells.values()].map(({ score }) => score));
  const [low, high] = [Math.min(...means), Math.max(...means)];
  const shade = (score: number): number => (high > low ? (score - low) / (high - low) : 1);
  const across = columns * CELL_WIDTH + GAP;
  const [width, height] = [2 * MARGIN + kinds.length * across, 2 * MARGIN + rows * CELL_HEIGHT];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">`,
    "<title>Archives of a Core War study's runs, at their end</title>",
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...(means.length > 0
      ? [
          `<text x="${MARGIN}" y="24" fill="#666">mean scores from ${low.toPrecision(3)} (light) to ${high.toPrecision(3)} (dark); the number of runs that hold a cell</text>`,
        ]
      : []),
    ...kinds.flatMap(({ kind, runs }, index) => [
      `<g transform="translate(${MARGIN + index * across} ${MARGIN})">`,
      `<text x="0" y="-14" font-size="13" font-weight="bold">${escapeXml(kind)}, ${runs.length} runs</text>`,
      ...[...(maps[index] ?? [])].map(([place, cell]) => renderCell(place, cell, rows, shade(cell.score))),
      `<rect width="${columns * CELL_WIDTH}" height="${rows * CELL_HEIGHT}" fill="none" stroke="#888"/>`,
      ...renderAxes(axes, rows),
      "</g>",
    ]),
    "</svg>\n",
  ].join("\n");
}

/** A cell over all runs: in how many it is held, and the mean score there. */
interface Cell {
  readonly held: number;
  readonly score: number;
}

/** Cells by `column,row`. */
function cellsOf(runs: KindArchives["runs"]): ReadonlyMap<string, Cell> {
  const scores = new Map<string, number[]>();
  for (const { bins, score } of runs.flat()) {
    const place = bins.join(",");
    scores.set(place, [...(scores.get(place) ?? []), score]);
  }
  return new Map([...scores].map(([place, list]) => [place, { held: list.length, score: mean(list) }]));
}

function renderCell(place: string, { held, score }: Cell, rows: number, shade: number): string {
  const [column = 0, row = 0] = place.split(",").map(Number);
  const [x, y] = [column * CELL_WIDTH, (rows - 1 - row) * CELL_HEIGHT];
  const opacity = (0.12 + 0.88 * shade).toFixed(3);
  // black is easier to read on all but the darkest
  const ink = shade > 0.9 ? "#fff" : "#000";
  return [
    `<g><title>${held} runs, mean score ${score.toPrecision(3)}</title>`,
    `<rect x="${x}" y="${y}" width="${CELL_WIDTH}" height="${CELL_HEIGHT}" fill="#0072b2" fill-opacity="${opacity}"/>`,
    `<text x="${x + CELL_WIDTH / 2}" y="${y + CELL_HEIGHT / 2 + 4}" text-anchor="middle" fill="${ink}">${held}</text></g>`,
  ].join("");
}

function renderAxes([across, up]: readonly [ArchiveAxis, ArchiveAxis], rows: number): string[] {
  const bottom = rows * CELL_HEIGHT;
  const ticks = across.edges.map(
    (edge, i) =>
      `<text x="${i * CELL_WIDTH}" y="${bottom + 14}" text-anchor="middle">${edgeText(edge)}</text>`,
  );
  const heights = up.edges.map(
    (edge, i) =>
      `<text x="-5" y="${bottom - i * CELL_HEIGHT + 4}" text-anchor="end">${edgeText(edge)}</text>`,
  );
  return [
    ...ticks,
    ...heights,
    `<text x="0" y="${bottom + 30}" fill="#666">across: ${escapeXml(across.name)}, up: ${escapeXml(up.name)}</text>`,
  ];
}

/** A number that fits below a cell; those beyond use are the end of all. */
function edgeText(edge: number): string {
  return edge >= 1e9 ? "∞" : edge >= 1000 ? `${edge / 1000}k` : String(edge);
}
