import type { PictureShape, ProblemView } from "galapagos";
import { type Comparator, readNetwork, WIRES } from "./network.ts";

/** The network as it is usually drawn: wires from left to right, the first on top, and a bar for each comparator. */
const view: ProblemView = (output) => {
  const network = readNetwork(output);
  if (typeof network === "string") throw new Error(network);
  const columns = columnsOf(network);
  const width = Math.max(1, ...columns) + 1;
  const wire = (at: number): PictureShape => ({
    shape: "line",
    tone: "faint",
    points: [
      [0, -at],
      [width, -at],
    ],
  });
  const bar = ([low, high]: Comparator, at: number): PictureShape => ({
    shape: "line",
    tone: "strong",
    points: [
      [(columns[at] ?? 0) + 0.5, -low],
      [(columns[at] ?? 0) + 0.5, -high],
    ],
  });
  return {
    frame: [0, 0.5 - WIRES, width, 0.5],
    shapes: [...Array.from({ length: WIRES }, (_, at) => wire(at)), ...network.map(bar)],
    caption: `${network.length} comparators`,
  };
};

export default view;

/** A column for each comparator: after all those before it that it shares a wire, or the space of a bar, with. */
function columnsOf(network: readonly Comparator[]): readonly number[] {
  const free = new Array<number>(WIRES).fill(0);
  return network.map(([low, high]) => {
    const column = Math.max(...free.slice(low, high + 1));
    free.fill(column + 1, low, high + 1);
    return column;
  });
}
