import type { ProblemView } from "galapagos";
import { faultOf, type Input } from "./tour.ts";

/** The tour through the first instance. */
const view: ProblemView<Input> = (output, { cities }) => {
  const fault = faultOf(output, cities.length);
  if (fault !== null) throw new Error(fault);
  const way = (output as number[]).map((city) => cities[city] ?? ([0, 0] as const));
  const [first = [0, 0] as const] = way;
  return {
    frame: [0, 0, 1, 1],
    shapes: [
      { shape: "line", tone: "strong", points: [...way, first] },
      ...way.map((at) => ({ shape: "dot" as const, at })),
      { shape: "dot", at: first, tone: "accent" },
    ],
    caption: "the first instance; the tour begins at the city in colour",
  };
};

export default view;
