import type { Arithmetic } from "./hexagons.ts";

/** The geometry of hexagons in floating point. */
export const FLOAT: Arithmetic<number> = {
  of: (value) => value,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  turn: (degrees) => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)],
  apothem: Math.sqrt(3) / 2,
  max: (values) => Math.max(...values),
};
