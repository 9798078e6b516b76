import { showNumber } from "../../core/index.ts";
import type { FrontProgram, RunSummary } from "../../run/index.ts";
import { renderTable } from "./table.ts";

type Front = NonNullable<RunSummary["front"]>;

/** The front of a run for people: what it spans, and some of its programs evenly along it. */
export function renderFront(front: Front, shown = SHOWN): string {
  const { programs, objectives } = front;
  const some = evenly(programs, shown);
  return [
    describeFront(front),
    "",
    renderTable([
      ["program", ...objectives.map(({ name }) => name)],
      ...some.map(({ id, values }) => [id, ...objectives.map(({ name }) => showNumber(values[name] ?? 0))]),
    ]),
    ...(some.length < programs.length
      ? [`${some.length} of ${programs.length}, evenly along the front`]
      : []),
  ].join("\n");
}

/** A front in a line. */
export function describeFront({ objectives, hypervolume, known, programs }: Front): string {
  const names = objectives.map(({ name, direction }) => `${name} (${direction})`);
  const all = `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  const share =
    known === null
      ? ""
      : `, ${((100 * hypervolume) / known).toFixed(2)} % of the best known ${showNumber(known)}`;
  const count = programs.length === 1 ? "1 program" : `${programs.length} programs`;
  return `front: ${count} on ${all}, hypervolume ${showNumber(hypervolume)}${share}`;
}

/** So many of a list, its ends among them. */
function evenly(programs: readonly FrontProgram[], count: number): readonly FrontProgram[] {
  if (programs.length <= count) return programs;
  return Array.from(
    { length: count },
    (_, at) => programs[Math.round((at * (programs.length - 1)) / (count - 1))] as FrontProgram,
  );
}

/** Programs of a front that a summary shows. */
const SHOWN = 8;
