import type { Picture, PictureShape, ProblemView } from "galapagos";
import { CAPACITY, drawInstances, type InstanceSet } from "./instances.ts";
import type { PriorityTable } from "./packing.ts";

/** The bins that the first items of the first instance come to, in the order in which they were opened. */
const view: ProblemView<{ readonly instances: InstanceSet }> = (output, { instances }): Picture => {
  const [items = []] = drawInstances(instances);
  const bins = packFirst(items.slice(0, ITEMS), output as unknown as PriorityTable);
  const fill = bins.map((bin) => bin.reduce((sum, item) => sum + item, 0));
  const full = fill.filter((size) => size === CAPACITY).length;
  return {
    frame: [0, 0, CAPACITY, CAPACITY],
    shapes: bins.flatMap((bin, place) => stack(bin, place, bins.length)),
    caption: `${bins.length} bins of the first ${ITEMS} items, ${full} of them exactly full`,
  };
};

export default view;

const ITEMS = 120;

function stack(bin: readonly number[], place: number, count: number): readonly PictureShape[] {
  const width = CAPACITY / count;
  let height = 0;
  const isFull = bin.reduce((sum, item) => sum + item, 0) === CAPACITY;
  return bin.map((item) => {
    const [low, high] = [height, height + item];
    height = high;
    const [left, right] = [place * width, (place + 0.85) * width];
    return {
      shape: "area",
      points: [
        [left, low],
        [right, low],
        [right, high],
        [left, high],
      ],
      ...(isFull && { tone: "accent" as const }),
    };
  });
}

/** Each item goes where its priority is highest among the bins with room and one empty bin; of equals to the oldest. */
function packFirst(items: readonly number[], table: PriorityTable): readonly (readonly number[])[] {
  const bins: number[][] = [];
  const room: number[] = [];
  for (const item of items) {
    const priorityAt = (remaining: number): number => table[item - 1]?.[remaining - item] ?? Number.NaN;
    let chosen = -1;
    let best = Number.NEGATIVE_INFINITY;
    for (const [bin, remaining] of [...room, CAPACITY].entries()) {
      if (remaining < item || !(priorityAt(remaining) > best)) continue;
      chosen = bin;
      best = priorityAt(remaining);
    }
    if (chosen === -1) throw new Error(`no bin has a priority for an item of ${item}`);
    if (chosen === bins.length) {
      bins.push([]);
      room.push(CAPACITY);
    }
    bins[chosen]?.push(item);
    room[chosen] = (room[chosen] ?? 0) - item;
  }
  return bins;
}
