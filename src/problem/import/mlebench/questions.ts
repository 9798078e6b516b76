import type { METRICS } from "./evaluator.ts";
import { faultOf, type Tables } from "./faults.ts";
import { pick, type Table, writeTable } from "./table.ts";

/** One input of a program: a competition, or a fold of it. */
interface Question {
  readonly name: string;
  readonly train: string;
  readonly test: string;
  readonly sample_submission: string;
}

/** A competition as inputs, and the right values to each by the rows' ids. */
export interface Questions {
  readonly folds: readonly Question[];
  /** The competition itself, for champions alone. */
  readonly fresh: Question;
  readonly id: string;
  readonly targets: readonly string[];
  readonly answers: { readonly [name: string]: { readonly [id: string]: readonly string[] } };
}

/** Parts that the training table is cut into: each is asked for once, by a program that learns from the others. */
const FOLDS = 3;

/**
 * Cuts a competition's training table into folds that look like the competition. A text says why it cannot be.
 */
export function questionsOf(tables: Tables, metric: keyof typeof METRICS): Questions | string {
  const { train, test, sample, answers } = tables;
  const [id = "", ...others] = sample.columns.filter((name) => test.columns.includes(name));
  const targets = sample.columns.filter((name) => !test.columns.includes(name));
  if (id === "" || others.length > 0 || targets.length === 0)
    return `expected one column of sample_submission.csv in test.csv, its rows' id, and others to be told; got ${[id, ...others].filter(Boolean).join(", ") || "none"}`;
  for (const [name, table] of Object.entries({ "train.csv": train, "the private answers": answers })) {
    const lacking = [id, ...targets].filter((column) => !table.columns.includes(column));
    if (lacking.length > 0)
      return `expected the columns ${[id, ...targets].join(", ")} in ${name}, got none called ${lacking.join(", ")}`;
  }
  const fault = faultOf(tables, { id, targets, metric }, FOLDS);
  if (fault !== null) return `expected ${fault}`;
  const asked = (name: string, known: Table, unknown: Table): Question => ({
    name,
    train: writeTable(known),
    test: writeTable(unknown),
    sample_submission: writeTable(sampleFor(unknown, id, sample)),
  });
  const held = Array.from({ length: FOLDS }, (_, fold) => ({
    name: `fold ${fold + 1}`,
    known: { ...train, rows: train.rows.filter((_row, at) => at % FOLDS !== fold) },
    unknown: { ...train, rows: train.rows.filter((_row, at) => at % FOLDS === fold) },
  }));
  const fresh = "the competition";
  return {
    ...{ id, targets },
    folds: held.map(({ name, known, unknown }) => asked(name, known, pick(unknown, test.columns))),
    fresh: asked(fresh, train, test),
    answers: Object.fromEntries([
      ...held.map(({ name, unknown }) => [name, valuesOf(unknown, id, targets)]),
      [fresh, valuesOf(answers, id, targets)],
    ]),
  };
}

/** A sample submission for some rows: the first line's values for all. */
function sampleFor(unknown: Table, id: string, sample: Table): Table {
  const place = sample.columns.indexOf(id);
  const [first = []] = sample.rows;
  const ids = pick(unknown, [id]).rows;
  return {
    columns: sample.columns,
    rows: ids.map(([own = ""]) => first.map((cell, at) => (at === place ? own : cell))),
  };
}

function valuesOf(table: Table, id: string, targets: readonly string[]) {
  return Object.fromEntries(pick(table, [id, ...targets]).rows.map(([own = "", ...values]) => [own, values]));
}
