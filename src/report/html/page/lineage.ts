import type { PageProgram } from "../page-data.ts";
import { diffOf } from "./diff.ts";
import { el, put } from "./dom.ts";
import type { Evolution } from "./evolution.ts";
import { change, score, steps } from "./format.ts";
import { programLink } from "./program-link.ts";
import type { State } from "./state.ts";
import { selectedIn, type View } from "./view.ts";

/**
 * The lineage: the steps from the seed to the champion, each with what it changed and what that gained; to the selected program
 * where that is no ancestor of the champion.
 */
export function createLineage(evolution: Evolution): View {
  const title = el("p", { class: "told" }, "No program has a score yet.");
  const list = el("ol", { class: "steps", tabindex: 0 });
  const element = el("section", { class: "lineage" }, el("header", {}, el("h2", {}, "Lineage")), title, list);
  let end: PageProgram | null = null;
  const update = (state: State): void => {
    const selected = selectedIn(evolution, state);
    if (selected === null) return;
    const chain = chainOf(selected, evolution);
    if (chain.at(-1) !== end) {
      end = chain.at(-1) ?? null;
      put(title, `${steps(chain.length - 1)} from ${chain[0]?.id} to ${end?.id}, along first parents.`);
      list.replaceChildren(...folded(chain, selected, evolution).map((item) => itemOf(item, evolution)));
    }
    for (const link of list.querySelectorAll("a"))
      if (link.textContent === selected.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
  };
  return { element, update, isSlow: true };
}

/** From the seed to the champion where the selected program lies on that way, to itself otherwise. */
function chainOf(selected: PageProgram, { champion, lineage }: Evolution): readonly PageProgram[] {
  const best = champion === null ? [] : lineage(champion);
  return (best.includes(selected) ? best : lineage(selected)).toReversed();
}

/** A step, or a stretch of steps that gained nothing. */
type Item = PageProgram | readonly PageProgram[];

/** The chain with its long stretches without gain folded; its ends and the selected one always stand. */
function folded(chain: readonly PageProgram[], selected: PageProgram, evolution: Evolution): readonly Item[] {
  const items: Item[] = [];
  let quiet: PageProgram[] = [];
  const flush = (): void => {
    if (quiet.length > 2) items.push(quiet);
    else items.push(...quiet);
    quiet = [];
  };
  for (const [i, program] of chain.entries()) {
    const isEnd = i === 0 || i === chain.length - 1 || program === selected;
    if (!isEnd && (gainOf(program, evolution) ?? 0) <= 0) quiet.push(program);
    else {
      flush();
      items.push(program);
    }
  }
  flush();
  return items;
}

function itemOf(item: Item, evolution: Evolution): HTMLElement {
  if (!isStretch(item)) return stepOf(item, evolution);
  const inner = el("ol", { class: "steps" });
  const details = el("details", {}, el("summary", {}, `${item.length} steps without gain`), inner);
  details.addEventListener("toggle", () => {
    if (details.open && inner.childElementCount === 0)
      inner.append(...item.map((program) => stepOf(program, evolution)));
  });
  return el("li", { class: "quiet" }, details);
}

function isStretch(item: Item): item is readonly PageProgram[] {
  return Array.isArray(item);
}

function stepOf(program: PageProgram, evolution: Evolution): HTMLElement {
  const gain = gainOf(program, evolution);
  const { id, operator, model, note, isBest } = program;
  const parent = evolution.find(program.parents[0] ?? "");
  const better = gain !== null && gain > 0;
  return el(
    "li",
    { class: better ? "gained" : null },
    el(
      "p",
      { class: "step" },
      programLink(id),
      el("span", { class: "score" }, score(program.score)),
      gain === null ? null : el("span", { class: "gain" }, change(signed(gain, evolution))),
      isBest ? el("span", { class: "best" }, "new best") : null,
    ),
    el(
      "p",
      { class: "by" },
      `${model === null ? operator : `${operator} with ${model}`}${note === "" ? "" : ` · ${note.slice(0, 600)}`}`,
    ),
    parent === null ? null : changeOf(parent, program, evolution),
  );
}

/** The change to the parent, made when it is opened. */
function changeOf(parent: PageProgram, program: PageProgram, evolution: Evolution): HTMLElement {
  const details = el("details", {}, el("summary", {}, "change"));
  let asked = false;
  details.addEventListener("toggle", async () => {
    if (!details.open || asked) return;
    asked = true;
    details.append(diffOf(await evolution.source(parent), await evolution.source(program)));
  });
  return details;
}

/** Improvement on the first parent; `null` where one of the two has no score. */
function gainOf(program: PageProgram, { find, objective }: Evolution): number | null {
  const parent = find(program.parents[0] ?? "")?.score ?? null;
  return program.score === null || parent === null ? null : objective.gain(program.score, parent);
}

/** An improvement as the change of the score that it is. */
function signed(gain: number, { objective }: Evolution): number {
  return objective.direction === "maximise" ? gain : -gain;
}
