import { showDuration } from "../../../core/show.ts";
import { type Child, el, put } from "./dom.ts";
import type { Evolution } from "./evolution.ts";
import { change, count, dollars, evaluations, percent, score, steps } from "./format.ts";
import { frontInShort } from "./front.ts";
import { programLink } from "./program-link.ts";
import type { State } from "./state.ts";
import { shownTo, type View } from "./view.ts";

/** The first screen's answers: how far the run has come, what found it, what it cost, what to do next. */
export function createHead(evolution: Evolution): View {
  const element = el("section", { class: "answers", "aria-label": "In short" });
  let shown = -1;
  const update = (state: State): void => {
    const to = shownTo(evolution, state);
    if (to === shown) return;
    const [before, now] = [evolution.bestAt(shown), evolution.bestAt(to)];
    // figures move with the slider; what names programs changes with them alone
    if (before !== now || shown === -1 || element.childElementCount === 0) draw(to, now);
    else element.children[2]?.replaceWith(answer("Cost", ...cost(evolution, to)));
    shown = to;
  };
  const draw = (to: number, best: Evolution["champion"]): void => {
    const champion = to === evolution.last ? evolution.champion : best;
    put(
      element,
      answer("How far", ...howFar({ ...evolution, champion })),
      answer("Found by", ...foundBy({ ...evolution, champion })),
      answer("Cost", ...cost(evolution, to)),
      answer("Next", ...next(evolution)),
    );
  };
  return { element, update };
}

function answer(name: string, value: Child, ...notes: readonly Child[]): HTMLElement {
  return el(
    "div",
    {},
    el("h2", {}, name),
    el("p", { class: "value" }, value),
    ...notes.map((note) => el("p", {}, note)),
  );
}

function howFar(evolution: Evolution): [Child, ...Child[]] {
  const { part, champion, seed, objective } = evolution;
  const { summary } = evolution.part;
  if (champion?.score == null) return ["nothing yet", "no program has a score"];
  const [size, ...several] = frontInShort(evolution);
  if (size !== undefined) return [size, ...several];
  const { name, direction } = part.objective;
  const gained =
    seed?.score == null
      ? null
      : `${change(champion.score - seed.score)} since the seed, ${score(seed.score)}`;
  const known = objective.best(part.bestKnown.map(({ value }) => value));
  const best =
    known === null
      ? null
      : objective.compared(champion.score, known) === "improved"
        ? `better than the best known, ${score(known)}`
        : `best known ${score(known)}${summary.regret === null ? "" : `; ${percent(summary.regret)} of the way is left`}`;
  return [score(champion.score), `${name} (${direction})`, gained, best];
}

function foundBy({ champion, part: { summary }, lineage }: Evolution): [Child, ...Child[]] {
  if (champion === null) return ["–"];
  const { verified } = summary;
  const writer = champion.model === null ? champion.operator : `${champion.operator} with ${champion.model}`;
  const confirmed =
    verified?.id !== champion.id
      ? null
      : verified.status === "ok"
        ? "its score held in a fresh process"
        : `it did not pass in a fresh process: ${verified.message}`;
  const { runnerUp } = summary;
  const instead = runnerUp === undefined || verified?.id !== champion.id ? null : runnerUp;
  return [
    programLink(champion.id),
    champion.at === 0 ? `${writer}, brought in at the start` : `${writer}, on island ${champion.island}`,
    `evaluation ${count(champion.at)}, ${steps(lineage(champion).length - 1)} from the seed`,
    confirmed,
    instead && el("span", {}, programLink(instead.id), ` passed in its place: ${score(instead.score)}`),
  ];
}

function cost({ part: { summary }, programs, countAt, last }: Evolution, to: number): [Child, ...Child[]] {
  if (to < last) {
    const by = programs[countAt(to) - 1]?.used;
    const spent = summary.calls === 0 ? [] : [dollars(by?.usd ?? 0), `${count(by?.tokens ?? 0)} tokens`];
    return [evaluations(to), `${showDuration(by?.evaluatorMs ?? 0)} of evaluator time`, ...spent];
  }
  const used = programs.at(-1)?.used;
  const models =
    summary.calls === 0
      ? "no model was asked"
      : `${count(summary.calls)} requests, ${count(summary.tokens)} tokens`;
  const failed = Object.values(summary.failures).reduce((sum, n) => sum + n, 0);
  return [
    summary.calls === 0 ? evaluations(summary.evaluations) : dollars(summary.costUsd),
    summary.calls === 0 ? null : evaluations(summary.evaluations),
    `${showDuration(used?.evaluatorMs ?? 0)} of evaluator time; ${count(failed)} programs failed`,
    models,
  ];
}

function next({ page: { commands }, part: { summary } }: Evolution): [Child, ...Child[]] {
  const { convergence } = summary;
  const late = convergence === null ? null : 1 - convergence;
  const advice = late === null ? "early days" : late < LEVEL ? "it has levelled off" : "it still climbs";
  return [
    advice,
    late === null ? null : `${percent(late)} of the gain came in the second half`,
    stateOf(summary),
    command(commands.next),
    command(commands.program),
  ];
}

/** A command, broken between its words alone where it can be: `--` never stands without its name. */
function command(text: string): HTMLElement {
  const [first = "", ...flags] = text.split(/ (?=--)/);
  return el("code", {}, first, ...flags.flatMap((flag) => [" ", el("span", { class: "flag" }, flag)]));
}

/** Share of the gain that has to come in the second half of a run that still climbs. */
const LEVEL = 0.02;

function stateOf({ status }: Evolution["part"]["summary"]): string | null {
  if (status === "running") return "it was running when this was written";
  return status === "done" ? null : "it was interrupted, and can go on";
}
