import type { PageProgram } from "../page-data.ts";
import type { Evolution } from "./evolution.ts";

/** The tree's rows: programs that have no children take one each, and every other program stands amid its own. */
export interface TreeLayout {
  readonly rows: number;
  row(program: PageProgram): number;
}

/** Lays out the whole tree along first parents, the better branch above, so that the champion's way runs along the top. */
export function treeLayout({ programs, children, objective }: Evolution): TreeLayout {
  const best = new Map<PageProgram, number | null>();
  // children come after their parents in logical time
  for (const program of programs.toReversed()) {
    const below = children(program).flatMap((child) => best.get(child) ?? []);
    best.set(program, objective.best(program.score === null ? below : [program.score, ...below]));
  }
  const ids = new Set<string>(programs.map(({ id }) => id));
  const roots = programs.filter(({ parents }) => parents[0] === undefined || !ids.has(parents[0]));
  const before = (a: PageProgram, b: PageProgram): number => {
    const [of, than] = [best.get(a) ?? null, best.get(b) ?? null];
    if (of === null || than === null) return of === than ? 0 : of === null ? 1 : -1;
    return of === than ? 0 : objective.better(of, than) ? -1 : 1;
  };
  const rows = new Map<PageProgram, number>();
  let leaves = 0;
  const stack = roots
    .toSorted(before)
    .reverse()
    .map((program) => ({ program, isDone: false }));
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { program, isDone } = top;
    const below = children(program);
    if (below.length === 0) rows.set(program, leaves++);
    else if (isDone) {
      const places = below.flatMap((child) => rows.get(child) ?? []);
      rows.set(program, (Math.min(...places) + Math.max(...places)) / 2);
    } else {
      stack.push({ program, isDone: true });
      for (const child of below.toSorted(before).reverse()) stack.push({ program: child, isDone: false });
    }
  }
  return { rows: Math.max(1, leaves), row: (program) => rows.get(program) ?? 0 };
}
