import type { PageData } from "../page-data.ts";
import { type Child, el } from "./dom.ts";
import { percent, score } from "./format.ts";

type Rounds = PageData["rounds"];

/** The rounds against champions: how many of the earlier ones each champion beats, and who beats whom as a matrix; `null` without. */
export function createRounds({ rounds }: PageData): HTMLElement | null {
  if (rounds.length < 2) return null;
  // a side whose evaluator tells of no single opponent has no matrix
  const isKnown = rounds.some(({ met }) => met.some(({ beaten }) => beaten !== null));
  const columns = isKnown ? rounds.slice(0, -1).map((_, turn) => turn) : [];
  const hasSides = rounds.some(({ side }) => side > 0);
  const head: readonly (readonly [name: string, kind?: string])[] = [
    ["champion"],
    ...(hasSides ? [["side"] as const] : []),
    ["score", "number"],
    ...(isKnown ? [["beats of those it met", "number"] as const] : []),
  ];
  const rows = rounds.map((champion, turn) => [
    el("th", { scope: "row" }, nameOf(rounds, turn)),
    ...(hasSides ? [el("td", {}, String(champion.side))] : []),
    el("td", { class: "number" }, score(champion.score)),
    isKnown ? el("td", { class: "number" }, generality(champion)) : null,
    ...columns.map((other) => cellOf(rounds, turn, other)),
  ]);
  return el(
    "section",
    { class: "rounds" },
    el("header", {}, el("h2", {}, isKnown ? "Who beats whom" : "Champions")),
    el(
      "div",
      { class: "scroll", tabindex: 0 },
      el(
        "table",
        {},
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            ...head.map(([name, kind = null]) => el("th", { scope: "col", class: kind }, name)),
            ...columns.map((turn) => el("th", { scope: "col", class: "met" }, nameOf(rounds, turn))),
          ),
        ),
        el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row))),
      ),
    ),
    isKnown ? el("p", { class: "key" }, KEY) : null,
    rounds.some(({ isAnew }) => isAnew) ? el("p", { class: "key" }, ANEW) : null,
  );
}

const KEY = "●\u00a0beaten   ○\u00a0met and not beaten   ·\u00a0not met, or not known";
const ANEW =
  "The best of a round were scored again, under seeds that it had not used; the first of them is its champion, with the mean of those scores.";

function nameOf(rounds: Rounds, turn: number): string {
  const { round = turn, side = 0 } = rounds[turn] ?? {};
  return rounds.some((one) => one.side > 0) ? `${round + 1}${side === 0 ? "a" : "b"}` : String(round + 1);
}

function generality({ met }: Rounds[number]): Child {
  const known = met.filter(({ beaten }) => beaten !== null);
  if (known.length === 0) return "–";
  const beaten = known.filter((one) => one.beaten).length;
  return `${beaten} of ${known.length}, ${percent(beaten / known.length)}`;
}

function cellOf(rounds: Rounds, turn: number, other: number): HTMLElement {
  const meeting = rounds[turn]?.met.find((one) => one.turn === other);
  const beaten = meeting?.beaten ?? null;
  const [sign, words] =
    beaten === null ? ["·", "not met, or not known"] : beaten ? ["●", "beaten"] : ["○", "not beaten"];
  return el("td", { class: "met", title: words }, el("span", { "aria-label": words, role: "img" }, sign));
}
