import type { EpisodeFacts } from "../lesson.ts";
import { contrastAlike, evidenceOf, list } from "../make/contrast.ts";
import { isGround, strategyTag } from "./witness.ts";
import type { BorderUpkeep } from "./border-upkeep.ts";

/**
 * Compares good and bad siblings (after ReasoningBank and ReMe): a strategy that improved more than once, and
 * more often than what else was tried on the same parents, becomes a pattern; so does a parent whose children
 * of this epoch went both ways.
 */
export function contrast(upkeep: BorderUpkeep): void {
  const { lessons } = upkeep;
  const known = new Set(lessons.flatMap(({ level, tags }) => (level === "episode" ? [] : tags)));
  const episodes = lessons.filter(isGround);
  const fresh = new Set(
    episodes.filter((lesson) => upkeep.isNew(lesson)).map(({ episode }) => episode.child),
  );
  const facts = episodes.map(({ episode }) => episode);
  const siblings = groupBy(facts, ({ parent }) => parent);

  const strategies = [...groupBy(facts, ({ strategy }) => strategy)]
    .filter(
      ([strategy, tries]) => !known.has(strategyTag(strategy)) && tries.some(({ child }) => fresh.has(child)),
    )
    .map(([strategy, tries]) => ({ strategy, tries, good: tries.filter(isGood) }))
    .filter(({ good }) => good.length >= IMPROVEMENTS)
    .sort((a, b) => b.good.length - a.good.length || (a.strategy < b.strategy ? -1 : 1));
  let made = 0;
  for (const { strategy, tries, good } of strategies) {
    if (made === PER_BORDER) break;
    const parents = new Set(tries.map(({ parent }) => parent));
    const others = [...parents]
      .flatMap((parent) => siblings.get(parent) ?? [])
      .filter((other) => other.strategy !== strategy);
    const bad = others.filter(isBad);
    if (bad.length === 0 || rate(tries) <= rate(others)) continue;
    upkeep.learn({
      level: "pattern",
      kind: "success",
      text: `“${strategy}” improved ${good.length} of ${tries.length} tries, e.g. ${list(good)}; from the same parents, ${list(bad)} did not.`,
      for: good.map(evidenceOf),
      against: tries.filter(isBad).map(evidenceOf),
      tags: [strategyTag(strategy)],
    });
    made++;
  }

  const families = [...siblings]
    .filter(([parent, tries]) => parent !== null && tries.some(({ child }) => fresh.has(child)))
    .filter(([parent]) => !known.has(`siblings:${parent}`))
    .sort(([a, x], [b, y]) => y.length - x.length || (String(a) < String(b) ? -1 : 1));
  let contrasted = 0;
  for (const [parent, tries] of families) {
    if (contrasted === PER_BORDER) break;
    const draft = contrastAlike("On one parent", tries);
    if (draft === null) continue;
    upkeep.learn({ ...draft, tags: [...draft.tags, `siblings:${parent}`] });
    contrasted++;
  }
}

/** Groups in order of first appearance. */
export function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function isGood({ outcome }: EpisodeFacts): boolean {
  return outcome === "improved";
}

function isBad({ outcome }: EpisodeFacts): boolean {
  return outcome === "worse" || outcome === "failed";
}

function rate(tries: readonly EpisodeFacts[]): number {
  return tries.length === 0 ? 0 : tries.filter(isGood).length / tries.length;
}

/** New patterns of each sort that one border may bring. */
const PER_BORDER = 4;
/** Improvements that make a strategy worth a pattern. */
const IMPROVEMENTS = 2;
