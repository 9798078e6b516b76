import type { RunLine } from "../../../../run/list-runs.ts";
import { el, put } from "../dom.ts";
import { count, score } from "../format.ts";

/** Shortest time between two readings of the list, milliseconds. */
const CALM_MS = 1000;

/** The runs of a results folder, newest first, kept in step with their server; a row stays where it is while it changes. */
export async function createRunsList(host: HTMLElement): Promise<void> {
  document.title = "Runs · Galapagos";
  const body = el("tbody", {});
  const rows = new Map<string, HTMLTableRowElement>();
  put(host, el("header", { class: "title" }, el("h1", {}, "Runs")), tableOf(body));
  const read = async (): Promise<void> => {
    const answer = await fetch("/data");
    if (!answer.ok) return;
    const { runs } = (await answer.json()) as { readonly runs: readonly RunLine[] };
    const lines = runs.map((line) => {
      const row = rows.get(line.run) ?? rowOf(line.run);
      rows.set(line.run, row);
      fill(row, line);
      return row;
    });
    const isSame =
      lines.length === body.childElementCount && lines.every((row, at) => body.children[at] === row);
    if (!isSame) put(body, ...(lines.length > 0 ? lines : [el("tr", {}, el("td", {}, NOTHING))]));
  };
  await read();
  let timer = 0;
  new EventSource("/events").addEventListener("message", () => {
    if (timer !== 0) return;
    timer = window.setTimeout(() => {
      timer = 0;
      void read();
    }, CALM_MS);
  });
}

const NOTHING = "There is no run yet. Start one: galapagos run circle-packing";

function rowOf(run: string): HTMLTableRowElement {
  const link = el("a", { href: `/run/${encodeURIComponent(run)}/` }, run);
  return el(
    "tr",
    {},
    el("td", { class: run.length <= SHORT ? "short" : null }, link),
    ...NAMES.slice(1).map((_, at) => el("td", { class: classOf(at + 1) })),
  );
}

function fill(row: HTMLTableRowElement, { problem, status, evaluations, best }: RunLine): void {
  const cells = [problem, status, count(evaluations), score(best)];
  for (const [at, text] of cells.entries()) {
    const cell = row.children[at + 1];
    if (cell !== undefined && cell.textContent !== text) put(cell, text);
  }
}

function tableOf(body: HTMLElement): HTMLElement {
  const heads = NAMES.map((name, at) => el("th", { scope: "col", class: classOf(at) }, name));
  return el(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": "Runs" },
    el("table", {}, el("thead", {}, el("tr", {}, ...heads)), body),
  );
}

const NAMES = ["run", "problem", "status", "evaluations", "best"] as const;

function classOf(column: number): string {
  return column > 2 ? "number" : "short";
}

/** Characters of a run's name that stay in one line. */
const SHORT = 32;
