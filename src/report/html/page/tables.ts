import { showDuration } from "../../../core/show.ts";
import { type Child, el } from "./dom.ts";
import type { Evolution } from "./evolution.ts";
import { count, dollars, percent, score } from "./format.ts";
import { programLink } from "./program-link.ts";
import type { View } from "./view.ts";

/** The tables: what pays, what failed, what models cost, what was learnt. */
export function createTables(evolution: Evolution): View {
  const element = el(
    "div",
    { class: "tables" },
    section("What pays", operators(evolution)),
    section("What failed", failures(evolution)),
    section("Models", models(evolution)),
    section("What was learnt", lessons(evolution)),
  );
  return { element, update: () => {} };
}

function section(name: string, content: Node | null): HTMLElement | null {
  return content && el("section", {}, el("header", {}, el("h2", {}, name)), content);
}

function operators({ part }: Evolution): Node {
  const hasModels = part.summary.calls > 0;
  const rows = part.operators.map(({ operator, model, made, valid, improved, bests, gain, used }) => [
    hasModels && model !== null ? `${operator} with ${model}` : operator,
    ...[count(made), percent(valid / made), percent(improved / made), count(bests), score(gain)],
    improved === 0 ? "–" : showDuration(used.evaluatorMs / improved),
    ...(hasModels
      ? [
          improved === 0 ? "–" : count(used.tokens / improved),
          improved === 0 ? "–" : dollars(used.usd / improved),
        ]
      : []),
  ]);
  const costs = hasModels ? ["tokens per improvement", "dollars per improvement"] : [];
  return table(
    [
      "operator",
      "made",
      "scored",
      "improved",
      "new bests",
      `gain, ${part.objective.name}`,
      "evaluator time per improvement",
      ...costs,
    ],
    rows,
  );
}

function failures({ part }: Evolution): Node | null {
  if (part.failures.length === 0) return null;
  const rows = part.failures
    .slice(0, MOST_ROWS)
    .map(({ kind, count: number, share, example }) => [
      ...[kind, count(number), percent(share), programLink(example.id)],
      el("span", { class: "message" }, example.message.slice(0, 500)),
    ]);
  return table(["kind", "programs", "share", "example", "its message"], rows);
}

function models({ part }: Evolution): Node | null {
  if (part.models.length === 0) return null;
  const rows = part.models.map(({ model, calls, failed, promptTokens, completionTokens, usd }) => [
    ...[model, count(calls), count(failed), count(promptTokens), count(completionTokens), dollars(usd)],
  ]);
  return table(["model", "calls", "failed", "prompt tokens", "completion tokens", "cost"], rows);
}

function lessons({ part, programs }: Evolution): Node | null {
  if (part.lessons.length === 0) return null;
  const told = new Map<string, string[]>();
  for (const { id, recalled } of programs)
    for (const lesson of recalled) told.set(lesson, [...(told.get(lesson) ?? []).slice(-2), id]);
  const rows = part.lessons
    .toSorted((a, b) => b.value - a.value)
    .slice(0, MOST_ROWS)
    .map(({ id, level, text, value, recalled, improved }) => [
      el("span", { class: "message" }, text.slice(0, 600)),
      ...[level, value.toFixed(2), count(recalled), count(improved)],
      el(
        "span",
        { class: "links" },
        ...(told.get(id) ?? []).flatMap((program) => [programLink(program), " "]),
      ),
    ]);
  const found = table(["lesson", "level", "value", "recalled", "improved", "last told to"], rows);
  return part.effect === null
    ? found
    : el("div", {}, el("p", { class: "told" }, part.effect.slice(0, 600)), found);
}

/** Characters of a cell that stays in one line. */
const SHORT = 32;
const MOST_ROWS = 30;

/** A table whose columns of numbers stand to the right. */
function table(names: readonly string[], rows: readonly (readonly Child[])[]): HTMLElement {
  const isNumeric = names.map((_, column) =>
    rows.every((row) => typeof row[column] === "string" && NUMERIC.test(row[column])),
  );
  const classOf = (column: number): string | null => (isNumeric[column] ? "number" : null);
  const kindOf = (cell: Child, column: number): string | null =>
    classOf(column) ?? (typeof cell === "string" && cell.length <= SHORT ? "short" : null);
  const head = names.map((name, i) => el("th", { scope: "col", class: classOf(i) }, name));
  const body = rows.map((row) =>
    el("tr", {}, ...row.map((cell, i) => el("td", { class: kindOf(cell, i) }, cell))),
  );
  return el(
    "div",
    { class: "scroll", tabindex: 0 },
    el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...body)),
  );
}

const NUMERIC = /^[<–±+−$\d-][^a-z]*(?:e[+-]\d+)?(?:ms|s|min.*|h.*)?$/;
