import type { Drawn } from "../../../core/picture.ts";
import type { PageArtifacts } from "../page-artifacts.ts";
import type { PageCall, PagePart, PageProgram } from "../page-data.ts";
import { diffOf, sourceOf } from "./diff.ts";
import { type Child, el, put } from "./dom.ts";
import type { Evolution } from "./evolution.ts";
import { count, dollars, score } from "./format.ts";
import { pictureOf } from "./picture.ts";
import { programLink } from "./program-link.ts";
import type { State } from "./state.ts";
import { selectedIn, type View } from "./view.ts";

/** The selected program: its verdict and facts, its text, and the change to its parent or the seed. */
export function createProgram(evolution: Evolution, go: (change: Partial<State>) => void): View {
  const title = el("h2", {});
  const facts = el("dl", { class: "facts" });
  const picture = el("div", {});
  const text = el("div", {});
  const views = (["source", "parent", "seed", "held"] as const).map((view) =>
    el("button", { type: "button", "data-view": view, click: () => go({ view }) }, NAMES[view]),
  );
  let selectedId: string | null = null;
  const hold = el(
    "button",
    { type: "button", title: "compare other programs with this one", click: () => go({ held: selectedId }) },
    "hold",
  );
  const element = frameOf(title, [...views, hold], [picture, facts, text]);
  let shown = "";
  const update = (state: State): void => {
    const selected = selectedIn(evolution, state);
    const now = `${selected?.id} ${state.view} ${state.held}`;
    if (shown === now) return;
    shown = now;
    selectedId = selected?.id ?? null;
    const held = state.held === null ? null : evolution.find(state.held);
    for (const button of views) {
      button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
      if (button.dataset.view !== "held") continue;
      button.hidden = held === null;
      put(button, `change to ${held?.id}`);
    }
    put(title, selected === null ? "Program" : `Program ${selected.id}`);
    put(picture, selected === null ? null : pictureIn(selected.id, evolution));
    facts.replaceChildren(...(selected === null ? [] : factsOf(selected, evolution)));
    if (selected === null) put(text);
    else
      void textOf(selected, state.view, held, evolution).then((it) => {
        if (shown === now) put(text, it);
      });
  };
  return { element, update, isSlow: true };
}

function frameOf(
  title: HTMLElement,
  choices: readonly HTMLElement[],
  parts: readonly HTMLElement[],
): HTMLElement {
  const group = el("div", { class: "choices", role: "group", "aria-label": "Show" }, ...choices);
  return el("section", { class: "program" }, el("header", {}, title, group), ...parts);
}

/** The problem's picture of a program; a word where others have one, and nothing where none has. */
function pictureIn(id: string, { part: { pictures } }: Evolution): HTMLElement | null {
  const drawn = (pictures as { readonly [id: string]: Drawn })[id];
  if (drawn !== undefined) return pictureOf(drawn);
  if (Object.keys(pictures).length === 0) return null;
  return el(
    "p",
    { class: "told" },
    "No picture of this one was made: ",
    el("code", {}, "galapagos report --pictures"),
  );
}

const NAMES = {
  ...{ source: "source", parent: "change to its parent", seed: "change to the seed" },
  held: "change to the held one",
} as const;

async function textOf(
  program: PageProgram,
  view: State["view"],
  held: PageProgram | null,
  evolution: Evolution,
): Promise<HTMLElement> {
  const source = await evolution.source(program);
  if (view === "source" || (view === "held" && held === null))
    return sourceOf(source, evolution.part.language);
  if (view === "held" && held === program) return el("p", { class: "told" }, "It is the one that is held.");
  const parent = evolution.find(program.parents[0] ?? "");
  const other = view === "held" ? held : view === "seed" ? evolution.lineage(program).at(-1) : parent;
  if (!other || other === program) return el("p", { class: "told" }, "It is where its lineage begins.");
  return diffOf(await evolution.source(other), source);
}

function factsOf(program: PageProgram, { part }: Evolution): readonly HTMLElement[] {
  const { kind, message, operator, model, note, parents, at, features, metrics, island } = program;
  const { id, calls, recalled } = program;
  const rows: readonly (readonly [string, ...Child[]])[] = [
    [part.objective.name, program.score === null ? `failed: ${kind}` : score(program.score)],
    ...(message === "" ? [] : [["message", message.slice(0, 2000)] as const]),
    ["made by", model === null ? operator : `${operator} with ${model}`],
    ...(note === "" ? [] : [["note", note.slice(0, 2000)] as const]),
    ...(parents.length === 0
      ? []
      : [["parents", ...parents.flatMap((id) => [programLink(id), " "])] as const]),
    ["place", at === 0 ? "brought in at the start" : `evaluation ${count(at)}, island ${island}`],
    ...(calls.length === 0 ? [] : [["calls", ...calls.flatMap((call) => [callOf(call)])] as const]),
    ...(recalled.length === 0 ? [] : [["lessons it was told", recalled.join(" ")] as const]),
    ...Object.entries(features).map(([name, value]) => [`feature ${name}`, score(value)] as const),
    ...Object.entries(metrics).map(([name, value]) => [`metric ${name}`, score(value)] as const),
    ...artifactsOf(id, part).map(([name, value]) => [`artifact ${name}`, value] as const),
  ];
  return rows.map(([name, ...value]) => {
    const isLong = typeof value[0] === "string" && value[0].length > LONG;
    return el("div", { class: isLong && "long" }, el("dt", {}, name), el("dd", {}, ...value));
  });
}

/** Characters from which on a fact has a row of its own. */
const LONG = 90;

/** The artifacts of a program; an id may be the name of something that every object has. */
function artifactsOf(
  id: PageProgram["id"],
  { artifacts }: PagePart,
): PageArtifacts[PageProgram["id"]] & object {
  return (Object.hasOwn(artifacts, id) && artifacts[id]) || [];
}

/** A call of the program's step, in a line. */
function callOf({
  purpose,
  model,
  failed,
  promptTokens,
  completionTokens,
  costNanoUsd,
}: PageCall): HTMLElement {
  const tokens = `${count(promptTokens)} + ${count(completionTokens)} tokens`;
  const cost = costNanoUsd === null ? "" : `, ${dollars(costNanoUsd / 1e9)}`;
  return el("p", {}, `${purpose} with ${model}: ${failed === "" ? `${tokens}${cost}` : `failed, ${failed}`}`);
}
