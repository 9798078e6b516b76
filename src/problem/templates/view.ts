/** File of the template's view; a module whatever the surrounding package.json says. */
export const VIEW_FILE = "view.mjs";

/** The view of the template's curve: the returned values over the first list of x. */
export const CURVE_VIEW = `/**
 * Draws what one program returned for the first input, as plain shapes: circle, dot, line, area, text, in units of your own.
 * The report draws them; what is no shape, no finite number or too much is refused.
 *
 * @type {import("galapagos").ProblemView}
 */
const view = (ys, xs) => {
  const points = xs.map((x, i) => [x, ys[i]]);
  return {
    frame: [0, -0.5, 4, 2],
    shapes: [
      { shape: "line", points: [[0, 0], [4, 0]], tone: "faint" },
      { shape: "line", points },
      ...points.map((at) => ({ shape: "dot", at })),
    ],
    caption: "the curve over the first list of x",
  };
};

export default view;
`;

/** The view of the operators' template: points in the unit square. */
export const POINTS_VIEW = `/**
 * Draws one solution as plain shapes: circle, dot, line, area, text, in units of your own. The report draws them; what is no shape,
 * no finite number or too much is refused.
 *
 * @type {import("galapagos").ProblemView}
 */
const view = (points) => ({
  frame: [0, 0, 1, 1],
  shapes: [
    { shape: "area", points: [[0, 0], [1, 0], [1, 1], [0, 1]], tone: "faint" },
    ...points.map((at) => ({ shape: "dot", at })),
  ],
});

export default view;
`;
