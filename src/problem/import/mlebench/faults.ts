import type { METRICS } from "./evaluator.ts";
import { pick, type Table } from "./table.ts";

/** The tables of a competition. */
export interface Tables {
  readonly train: Table;
  readonly test: Table;
  /** The sample submission. */
  readonly sample: Table;
  /** The right submission to the test, which nobody sees. */
  readonly answers: Table;
}

/** Columns of a competition, and how its submissions are scored. */
interface Asked {
  readonly id: string;
  readonly targets: readonly string[];
  readonly metric: keyof typeof METRICS;
}

/**
 * The first fault of a competition's tables that no submission could make good: rows that their id does not tell apart, a test that the
 * answers do not fit, values that the metric cannot take. `null` for sound ones.
 *
 * @param least - fewest rows of the training table
 */
export function faultOf({ train, test, answers }: Tables, asked: Asked, least: number): string | null {
  if (train.rows.length < least) return `at least ${least} rows in train.csv, got ${train.rows.length}`;
  for (const [name, table] of [
    ["train.csv", train],
    ["test.csv", test],
    ["the private answers", answers],
  ] as const) {
    const twice = firstTwice(idsOf(table, asked.id));
    if (twice !== null) return `each ${asked.id} once in ${name}, got ${shown(twice)} twice`;
  }
  const tested = new Set(idsOf(test, asked.id));
  const answered = new Set(idsOf(answers, asked.id));
  for (const own of tested)
    if (!answered.has(own)) return `an answer to each row of test.csv, got none to ${shown(own)}`;
  for (const own of answered)
    if (!tested.has(own)) return `answers to the rows of test.csv alone, got one to ${shown(own)}`;
  return oddValue("train.csv", train, asked) ?? oddValue("the private answers", answers, asked);
}

function idsOf(table: Table, id: string): string[] {
  return pick(table, [id]).rows.map(([own = ""]) => own);
}

function firstTwice(values: readonly string[]): string | null {
  const known = new Set<string>();
  return values.find((value) => known.size === known.add(value).size) ?? null;
}

/** Right values that each metric can score by; accuracy takes words of any kind. */
const TAKEN: { readonly [metric in keyof typeof METRICS]: readonly [(value: string) => boolean, string] } = {
  accuracy: [() => true, ""],
  "auc-roc": [isChance, "True, False or a number"],
  "log-loss": [isChance, "True, False or a number"],
  rmse: [isNumber, "a number"],
  rmsle: [(value) => isNumber(value) && Number(value) > -1, "a number above -1"],
  mae: [isNumber, "a number"],
};

function oddValue(name: string, table: Table, { id, targets, metric }: Asked): string | null {
  const [isTaken, expected] = TAKEN[metric];
  for (const [own = "", ...values] of pick(table, [id, ...targets]).rows) {
    const at = values.findIndex((value) => !isTaken(value));
    if (at >= 0)
      return `${expected} in the column ${targets[at]} of ${name}, for ${metric}; got ${shown(values[at] ?? "")} for ${shown(own)}`;
  }
  return null;
}

function isNumber(value: string): boolean {
  return value.trim() !== "" && Number.isFinite(Number(value));
}

function isChance(value: string): boolean {
  return isNumber(value) || /^(?:true|false)$/i.test(value);
}

function shown(value: string): string {
  return value === "" ? "nothing" : JSON.stringify(value.slice(0, 50));
}
