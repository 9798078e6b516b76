import { drawTable, type Row, type Table } from "./table.ts";

/** An input of a program: customers whose fate is known, and others whose fate is asked for. */
export interface Question {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly left: readonly (0 | 1)[];
  readonly asked: readonly Row[];
}

/** Customers that programs are evolved with. */
const KNOWN = drawTable(20261130, 600);
const FOLDS = 5;
/** Tables that only verify champions, by their seeds; programs learn from all that are known. */
const FRESH: { readonly [name: string]: number } = { "fresh 1": 7001, "fresh 2": 7002 };

/** The questions of the search: each fifth of the known customers is asked for once, and the rest is to learn from. */
export function foldQuestions(): readonly Question[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const rest = part((at) => at % FOLDS !== fold);
    return { name: `fold ${fold + 1}`, ...rest, asked: part((at) => at % FOLDS === fold).rows };
  });
}

/** The questions of a verification: customers of no table that was there before. */
export function freshQuestions(): readonly Question[] {
  return Object.entries(FRESH).map(([name, seed]) => ({ name, ...KNOWN, asked: drawTable(seed, 500).rows }));
}

/** The fates of the customers that a question asks for: nothing of them is in any program's reach. */
export function fateOf(name: string): readonly (0 | 1)[] {
  const seed = FRESH[name];
  if (seed !== undefined) return drawTable(seed, 500).left;
  const fold = Number(name.slice("fold ".length)) - 1;
  return part((at) => at % FOLDS === fold).left;
}

function part(isIn: (at: number) => boolean): Table {
  return {
    rows: KNOWN.rows.filter((_, at) => isIn(at)),
    left: KNOWN.left.filter((_, at) => isIn(at)),
  };
}
