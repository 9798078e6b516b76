import { type CandidateId, type Direction, objectiveOf } from "../../core/index.ts";
import type { ReportProgram, Used } from "./programs.ts";

/** One operator with one model, over a run. */
export interface OperatorRow {
  readonly operator: string;
  /** `null` for children that no model wrote. */
  readonly model: string | null;
  /** Programs it made. */
  readonly made: number;
  /** Of them, those that got a score. */
  readonly valid: number;
  /** Of them, those that scored better than their first parent. */
  readonly improved: number;
  /** Of them, those that beat everything before them. */
  readonly bests: number;
  /** Sum of what the improved ones gained on their first parents, in the objective's unit; never negative. */
  readonly gain: number;
  /** The use of its steps. */
  readonly used: Used;
}

/** Operators × models, the busiest first (ties by name). @param programs - in logical time */
export function operatorTable(
  programs: readonly ReportProgram[],
  direction: Direction,
): readonly OperatorRow[] {
  const objective = objectiveOf(direction);
  const scores = new Map<CandidateId, number | null>(programs.map(({ id, score }) => [id, score]));
  const rows = new Map<string, OperatorRow>();
  let before: Used = { evaluatorMs: 0, evaluatorCalls: 0, tokens: 0, usd: 0 };
  for (const { operator, model, score, parents, isBest, used } of programs) {
    const key = JSON.stringify([operator, model]);
    const row = rows.get(key) ?? { operator, model, ...EMPTY };
    const parent = (parents[0] && scores.get(parents[0])) ?? null;
    const hasImproved = score !== null && parent !== null && objective.better(score, parent);
    rows.set(key, {
      ...row,
      made: row.made + 1,
      valid: row.valid + (score === null ? 0 : 1),
      improved: row.improved + (hasImproved ? 1 : 0),
      bests: row.bests + (isBest ? 1 : 0),
      gain: row.gain + (hasImproved ? objective.gain(score, parent) : 0),
      used: sum(row.used, difference(used, before)),
    });
    before = used;
  }
  return [...rows.values()].sort(
    (a, b) => b.made - a.made || (a.operator < b.operator ? -1 : a.operator > b.operator ? 1 : 0),
  );
}

const EMPTY = {
  ...{ made: 0, valid: 0, improved: 0, bests: 0, gain: 0 },
  used: { evaluatorMs: 0, evaluatorCalls: 0, tokens: 0, usd: 0 },
};

function sum(a: Used, b: Used): Used {
  return {
    evaluatorMs: a.evaluatorMs + b.evaluatorMs,
    evaluatorCalls: a.evaluatorCalls + b.evaluatorCalls,
    tokens: a.tokens + b.tokens,
    usd: a.usd + b.usd,
  };
}

function difference(a: Used, b: Used): Used {
  return {
    evaluatorMs: a.evaluatorMs - b.evaluatorMs,
    evaluatorCalls: a.evaluatorCalls - b.evaluatorCalls,
    tokens: a.tokens - b.tokens,
    usd: a.usd - b.usd,
  };
}
