import type { Json, Scorer } from "galapagos";
import { CAPACITY, drawInstances, type InstanceSet, isInstanceSet } from "./instances.ts";
import { BEST_FIT, FIRST_FIT, lowerBound, pack, type PriorityTable, rankTable } from "./packing.ts";

/**
 * Mean excess over the L1 lower bound, in percent of it, of packing Weibull instances online with the returned priorities.
 * A program only ever sees sizes and capacities; the packing happens here. Input k names the set of instances that output
 * k is judged on.
 */
const score: Scorer = (outputs, { inputs }) => {
  const parts: SetResult[] = [];
  for (const [index, output] of outputs.entries()) {
    const set = (inputs[index] as { instances?: unknown } | null | undefined)?.instances;
    if (!isInstanceSet(set)) return { invalid: `input ${index} names no set of instances` };
    const table = readTable(output);
    if (typeof table === "string") return { invalid: table };
    parts.push(judge(set, table));
  }
  if (parts.length === 0) return { invalid: "expected at least one output" };
  return {
    score: mean(parts.map((part) => part.excess)),
    metrics: {
      ...Object.fromEntries(parts.map((part) => [`${part.set}Excess`, part.excess])),
      firstFitExcess: mean(parts.map((part) => baselines(part.set).firstFit)),
      bestFitExcess: mean(parts.map((part) => baselines(part.set).bestFit)),
    },
    features: {
      perfectFits: mean(parts.map((part) => part.perfectFits)),
      earlyOpenings: mean(parts.map((part) => part.earlyOpenings)),
    },
  };
};

export default score;

interface SetResult {
  readonly set: InstanceSet;
  /** Percent. */
  readonly excess: number;
  /** Share of bins that ended exactly full. */
  readonly perfectFits: number;
  /** Share of bins opened although an open one had room. */
  readonly earlyOpenings: number;
}

/** Instances and baselines of each set, drawn and packed once per process. */
const sets = new Map<InstanceSet, readonly (readonly number[])[]>();
const known = new Map<InstanceSet, { readonly firstFit: number; readonly bestFit: number }>();

function judge(set: InstanceSet, table: PriorityTable): SetResult {
  const instances = sets.get(set) ?? drawInstances(set);
  sets.set(set, instances);
  const ranks = rankTable(table);
  const results = instances.map((items) => ({ ...pack(items, ranks), bound: lowerBound(items) }));
  return {
    set,
    excess: mean(results.map(({ bins, bound }) => (100 * (bins - bound)) / bound)),
    perfectFits: mean(results.map(({ bins, perfectFits }) => perfectFits / bins)),
    earlyOpenings: mean(results.map(({ bins, earlyOpenings }) => earlyOpenings / bins)),
  };
}

function baselines(set: InstanceSet): { readonly firstFit: number; readonly bestFit: number } {
  const values = known.get(set) ?? {
    firstFit: judge(set, FIRST_FIT).excess,
    bestFit: judge(set, BEST_FIT).excess,
  };
  known.set(set, values);
  return values;
}

function readTable(output: Json | undefined): PriorityTable | string {
  if (!Array.isArray(output) || output.length !== CAPACITY) return `expected a table of ${CAPACITY} rows`;
  for (const [index, row] of output.entries()) {
    if (!Array.isArray(row) || row.length !== CAPACITY - index) {
      return `row ${index}: expected ${CAPACITY - index} priorities, for remaining capacities ${index + 1} to ${CAPACITY}`;
    }
    const bad = row.findIndex((value) => !Number.isFinite(value));
    if (bad !== -1)
      return `the priority of item ${index + 1} at remaining capacity ${index + 1 + bad} is not a finite number`;
  }
  return output as PriorityTable;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
