import type { ProblemView } from "galapagos";
import { frameAround } from "../common/drawing.ts";
import { FLOAT } from "./float.ts";
import { type Hexagon, hexagonOf, readHexagons, sideOf } from "./hexagons.ts";

/** The unit hexagons, in the smallest hexagon with the returned centre and angle around them. */
const view: ProblemView<{ readonly hexagons: number }> = (output, input) => {
  const read = readHexagons(output, input.hexagons);
  if (typeof read === "string") throw new Error(read);
  const unit = read.hexagons.map((hexagon) => hexagonOf(hexagon, FLOAT));
  const around = hexagonOf([...read.centre, read.degrees], FLOAT);
  const side = sideOf(unit, around, FLOAT);
  const large = cornersOf(around, side);
  return {
    frame: frameAround(large),
    shapes: [
      { shape: "area", tone: "faint", points: large },
      ...unit.map((hexagon) => ({ shape: "area" as const, points: cornersOf(hexagon, 1) })),
    ],
    caption: `the large hexagon has side ${side.toPrecision(7)}`,
  };
};

export default view;

function cornersOf({ centre: [x, y], corners }: Hexagon<number>, side: number) {
  return corners.map(([dx, dy]) => [x + side * dx, y + side * dy] as const);
}
