import type { StudyAnalysis } from "./analyse.ts";
import { colourOf, escapeXml } from "./drawing.ts";

const [WIDTH, HEIGHT, MARGIN] = [520, 400, 48] as const;

/**
 * Draws the champions by the first two principal components of what they do against held-out warriors, as an SVG picture: a colour for
 * each kind of run; champions of the last round are drawn large.
 */
export function renderPhenotypes({ champions, components }: StudyAnalysis): string {
  const kinds = [...new Set(champions.map(({ kind }) => kind))];
  const last = Math.max(...champions.map(({ round }) => round));
  const across = scaleOf(components.places.map(([x = 0]) => x));
  const up = scaleOf(components.places.map(([, y = 0]) => y));
  const dots = champions.map(({ kind, run, round }, at) => {
    const [x = 0, y = 0] = components.places[at] ?? [];
    const [cx, cy] = [(WIDTH * across(x)).toFixed(1), (HEIGHT * (1 - up(y))).toFixed(1)];
    const look = round === last ? 'r="6" fill-opacity="0.9" stroke="#fff"' : 'r="3" fill-opacity="0.4"';
    const title = escapeXml(`${kind}, run ${run}, round ${round}`);
    return `<circle cx="${cx}" cy="${cy}" ${look} fill="${colourOf(kinds.indexOf(kind))}"><title>${title}</title></circle>`;
  });
  const legend = kinds.map(
    (kind, index) =>
      `<circle cx="${WIDTH + 24}" cy="${20 * index + 8}" r="5" fill="${colourOf(index)}"/><text x="${WIDTH + 36}" y="${20 * index + 12}">${escapeXml(kind)}</text>`,
  );
  const share = (at: number): string => (100 * (components.shares[at] ?? 0)).toFixed(1);
  const [width, height] = [WIDTH + 2 * MARGIN + 130, HEIGHT + 2 * MARGIN];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    "<title>Behaviour of a Core War study's champions</title>",
    `<rect width="100%" height="100%" fill="#fff"/>`,
    `<g transform="translate(${MARGIN} ${MARGIN})">`,
    `<text x="0" y="-18" font-weight="bold">behaviour of champions against held-out warriors; large: last round</text>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="none" stroke="#ddd"/>`,
    ...dots,
    ...legend,
    `<text x="${WIDTH / 2}" y="${HEIGHT + 24}" text-anchor="middle" fill="#666">first component, ${share(0)} % of the variance</text>`,
    `<text transform="translate(-14 ${HEIGHT / 2}) rotate(-90)" text-anchor="middle" fill="#666">second, ${share(1)} %</text>`,
    "</g>",
    "</svg>\n",
  ].join("\n");
}

/** Values onto 0.05 … 0.95; the middle where they are all the same. */
function scaleOf(values: readonly number[]): (value: number) => number {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return (value) => (high > low ? 0.05 + (0.9 * (value - low)) / (high - low) : 0.5);
}
