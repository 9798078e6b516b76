import type { PageCall, PageProgram } from "./page-data.ts";

/**
 * Programs column by column, as a page carries them: texts that come again are kept once, sums as their steps, parents as distances.
 * Columns of like values compress to a small part of what objects would take.
 */
export interface PackedPrograms {
  readonly count: number;
  readonly island: readonly number[];
  readonly step: readonly number[];
  /** Ids that do not follow from island and step, by index. */
  readonly ids: readonly (readonly [number, string])[];
  readonly at: readonly number[];
  /** Distances to parents in the list, or ids of those that are not in it. */
  readonly parents: readonly (readonly (number | string)[])[];
  readonly texts: { readonly [Name in TextColumn]: PackedTexts };
  readonly score: readonly (number | null)[];
  readonly cell: readonly (number | null)[];
  readonly bests: readonly number[];
  readonly features: PackedNumbers;
  readonly metrics: PackedNumbers;
  readonly used: { readonly [Name in UsedColumn]: readonly number[] };
  readonly calls: readonly (readonly PackedCall[])[];
  readonly callTexts: readonly string[];
  readonly recalled: readonly (readonly number[])[];
  readonly lessons: readonly string[];
}

type TextColumn = "operator" | "model" | "note" | "kind" | "message";
type UsedColumn = keyof PageProgram["used"];

/** Texts that are there, and which of them each program has; −1: none. */
interface PackedTexts {
  readonly there: readonly string[];
  readonly of: readonly number[];
}

/** Numbers by name; `null` where a program has none of that name. */
interface PackedNumbers {
  readonly [name: string]: readonly (number | null)[];
}

/** Purpose, model and failure by index, prompt and completion tokens, nano-dollars. */
type PackedCall = readonly [number, number, number, number, number, number | null];

const USED = ["evaluatorMs", "evaluatorCalls", "tokens", "usd"] as const;

/** Packs programs; numbers for show keep seven significant digits. */
export function packPrograms(programs: readonly PageProgram[]): PackedPrograms {
  const indices = new Map(programs.map(({ id }, index) => [id, index]));
  const [callTexts, lessons] = [createTable(), createTable()];
  return {
    count: programs.length,
    island: programs.map(({ island }) => island),
    step: programs.map(({ step }) => step),
    ids: programs.flatMap(({ id, island, step }, index) =>
      id === `i${island}-s${step}` ? [] : [[index, id] as const],
    ),
    at: stepsOf(programs.map(({ at }) => at)),
    parents: programs.map(({ parents }, index) =>
      parents.map((id) => {
        const parent = indices.get(id);
        return parent === undefined ? id : index - parent;
      }),
    ),
    texts: {
      ...{ operator: packTexts(programs, "operator"), model: packTexts(programs, "model") },
      ...{ note: packTexts(programs, "note"), kind: packTexts(programs, "kind") },
      message: packTexts(programs, "message"),
    },
    score: programs.map(({ score }) => score),
    cell: programs.map(({ cell }) => cell),
    bests: programs.flatMap(({ isBest }, index) => (isBest ? [index] : [])),
    features: packNumbers(programs.map(({ features }) => features)),
    metrics: packNumbers(programs.map(({ metrics }) => metrics)),
    used: {
      ...{
        evaluatorMs: packUsed(programs, "evaluatorMs"),
        evaluatorCalls: packUsed(programs, "evaluatorCalls"),
      },
      ...{ tokens: packUsed(programs, "tokens"), usd: packUsed(programs, "usd") },
    },
    calls: programs.map(({ calls }) =>
      calls.map(({ purpose, model, failed, promptTokens, completionTokens, costNanoUsd }) => [
        ...([callTexts.indexOf(purpose), callTexts.indexOf(model), callTexts.indexOf(failed)] as const),
        ...([promptTokens, completionTokens, costNanoUsd] as const),
      ]),
    ),
    callTexts: callTexts.texts,
    recalled: programs.map(({ recalled }) => recalled.map((id) => lessons.indexOf(id))),
    lessons: lessons.texts,
  };
}

/** The programs that were packed. */
export function unpackPrograms(packed: PackedPrograms): readonly PageProgram[] {
  const ids = packed.island.map((island, index) => `i${island}-s${packed.step[index]}`);
  for (const [index, id] of packed.ids) ids[index] = id;
  const bests = new Set(packed.bests);
  const at = sumsOf(packed.at);
  const [evaluatorMs, evaluatorCalls, tokens, usd] = USED.map((name) =>
    sumsOf(packed.used[name]).map((sum) => sum / SCALES[name]),
  );
  const text = (name: TextColumn, index: number): string | null => {
    const { there, of } = packed.texts[name];
    return there[of[index] ?? -1] ?? null;
  };
  return ids.map((id, index) => ({
    id: id as PageProgram["id"],
    island: packed.island[index] ?? 0,
    step: packed.step[index] ?? 0,
    at: at[index] ?? 0,
    parents: (packed.parents[index] ?? []).map(
      (parent) => (typeof parent === "string" ? parent : ids[index - parent]) as PageProgram["id"],
    ),
    operator: text("operator", index) ?? "",
    model: text("model", index),
    note: text("note", index) ?? "",
    kind: text("kind", index) ?? "",
    message: text("message", index) ?? "",
    score: packed.score[index] ?? null,
    cell: packed.cell[index] ?? null,
    isBest: bests.has(index),
    features: unpackNumbers(packed.features, index),
    metrics: unpackNumbers(packed.metrics, index),
    used: {
      ...{ evaluatorMs: evaluatorMs?.[index] ?? 0, evaluatorCalls: evaluatorCalls?.[index] ?? 0 },
      ...{ tokens: tokens?.[index] ?? 0, usd: usd?.[index] ?? 0 },
    },
    calls: (packed.calls[index] ?? []).map((call) => unpackCall(call, packed.callTexts)),
    recalled: (packed.recalled[index] ?? []).map((lesson) => packed.lessons[lesson] ?? ""),
  }));
}

function unpackCall(
  [purpose, model, failed, prompt, completion, nano]: PackedCall,
  texts: readonly string[],
): PageCall {
  return {
    ...{ purpose: texts[purpose] ?? "", model: texts[model] ?? "", failed: texts[failed] ?? "" },
    ...{ promptTokens: prompt, completionTokens: completion, costNanoUsd: nano },
  };
}

function createTable(): { readonly texts: readonly string[]; indexOf(text: string): number } {
  const texts: string[] = [];
  const known = new Map<string, number>();
  return {
    texts,
    indexOf(text) {
      const index = known.get(text) ?? texts.push(text) - 1;
      known.set(text, index);
      return index;
    },
  };
}

function packTexts(programs: readonly PageProgram[], name: TextColumn): PackedTexts {
  const table = createTable();
  const of = programs.map((program) => (program[name] === null ? -1 : table.indexOf(program[name])));
  return { there: table.texts, of };
}

/** Steps of a sum: milliseconds to a hundredth, dollars to a millionth, counts as they are, each in whole units. */
function packUsed(programs: readonly PageProgram[], name: UsedColumn): readonly number[] {
  return stepsOf(programs.map(({ used }) => Math.round(used[name] * SCALES[name])));
}

function packNumbers(records: readonly PageProgram["features"][]): PackedNumbers {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return Object.fromEntries(
    names.map((name) => [
      name,
      records.map((record) => (record[name] === undefined ? null : Number(record[name].toPrecision(7)))),
    ]),
  );
}

function unpackNumbers(packed: PackedNumbers, index: number): PageProgram["features"] {
  const found: { [name: string]: number } = {};
  for (const [name, values] of Object.entries(packed)) {
    const value = values[index];
    if (value != null) found[name] = value;
  }
  return found;
}

const SCALES = { evaluatorMs: 100, evaluatorCalls: 1, tokens: 1, usd: 1e6 } as const;

function stepsOf(sums: readonly number[]): readonly number[] {
  return sums.map((sum, index) => sum - (sums[index - 1] ?? 0));
}

function sumsOf(steps: readonly number[]): readonly number[] {
  let sum = 0;
  return steps.map((step) => {
    sum += step;
    return sum;
  });
}
