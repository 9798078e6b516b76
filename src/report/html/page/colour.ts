/**
 * A colour scale that is even to the eye and safe for the colour-blind: viridis (van der Walt and Smith 2015) at nine points, mixed
 * linearly between them.
 *
 * @param share - 0 to 1; what lies outside takes the end's colour
 */
export function colourAt(share: number): string {
  const place = Math.min(1, Math.max(0, share)) * (STOPS.length - 1);
  const index = Math.min(STOPS.length - 2, Math.floor(place));
  const [from, to] = [STOPS[index], STOPS[index + 1]] as [Colour, Colour];
  const mixed = from.map((value, i) => Math.round(value + (to[i]! - value) * (place - index)));
  return `rgb(${mixed.join(" ")})`;
}

type Colour = readonly [number, number, number];

const STOPS: readonly Colour[] = [
  [68, 1, 84],
  [71, 45, 123],
  [59, 82, 139],
  [44, 114, 142],
  [33, 145, 140],
  [40, 174, 128],
  [94, 201, 98],
  [173, 220, 48],
  [253, 231, 37],
];
