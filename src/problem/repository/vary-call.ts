import type { Json, Random } from "../../core/index.ts";
import type { RecordedCall } from "./record-calls.ts";

/** A call like a recorded one, with one of its arguments changed; parts of the others' arguments may come in. */
export function variedCall(calls: readonly RecordedCall[], random: Random): RecordedCall {
  const { args, kwargs } = random.pick(calls);
  const mate = random.pick(calls);
  if (args.length === 0) return { args, kwargs };
  const place = random.int(args.length);
  const changed = args.map((arg, index) =>
    index === place ? variedValue(arg, mate.args[index] ?? arg, random) : arg,
  );
  return { args: changed, kwargs };
}

function variedValue(value: Json, mate: Json, random: Random): Json {
  if (random.int(4) === 0) return mate;
  if (typeof value === "number") return variedNumber(value, random);
  if (typeof value === "boolean") return !value;
  if (typeof value === "string") return [...variedList([...value], [...String(mate)], random)].join("");
  if (Array.isArray(value)) {
    if (value.length > 0 && random.int(2) === 0) {
      const place = random.int(value.length);
      return value.map((one, index) =>
        index === place ? variedValue(one, random.pick(value), random) : one,
      );
    }
    return variedList(value, Array.isArray(mate) ? mate : value, random);
  }
  return mate;
}

function variedNumber(value: number, random: Random): number {
  if (!Number.isInteger(value)) return value * (0.5 + random.next());
  return value + random.pick([1, -1, value, -Math.floor(value / 2)]);
}

/** A list with a part left out, moved, repeated, or taken from a mate. */
function variedList<T>(list: readonly T[], mate: readonly T[], random: Random): readonly T[] {
  const from = random.int(list.length + 1);
  const to = from + random.int(list.length - from + 1);
  const part = list.slice(from, to);
  switch (random.int(5)) {
    case 0:
      return [...list.slice(0, from), ...list.slice(to)];
    case 1:
      return [...list.slice(to), ...list.slice(0, to)];
    case 2:
      return list.length > MOST_ITEMS ? list : [...list, ...part, ...list];
    case 3:
      return [...list.slice(0, from), ...mate.slice(0, MOST_ITEMS), ...list.slice(to)];
    default:
      return [...list.slice(0, from), ...part.toReversed(), ...list.slice(to)];
  }
}

/** Longest list that grows further. */
const MOST_ITEMS = 400;
