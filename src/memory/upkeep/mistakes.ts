import type { EpisodeFacts } from "../lesson.ts";
import { evidenceOf, list } from "../make/contrast.ts";
import { wordSimilarity } from "../search/words.ts";
import { wordsOf } from "../search/words.ts";
import { groupBy } from "./contrast.ts";
import { failureTag, isGround, strategyTag } from "./witness.ts";
import type { BorderUpkeep } from "./border-upkeep.ts";

type Failure = EpisodeFacts & { readonly failure: NonNullable<EpisodeFacts["failure"]> };

/**
 * Clusters failures in batches into mistake notes (after Mistake Notebook Learning): by kind, by the
 * message's shape, and by likeness of what was tried. A note is on probation until the steps that heed it do
 * better than those that do not.
 */
export function noteMistakes(upkeep: BorderUpkeep): void {
  const { lessons } = upkeep;
  const known = new Set(lessons.flatMap(({ level, tags }) => (level === "episode" ? [] : tags)));
  const ground = lessons.filter(isGround);
  const fresh = new Set(ground.filter((lesson) => upkeep.isNew(lesson)).map(({ episode }) => episode.child));
  const failures = ground.flatMap(({ episode }): Failure[] =>
    episode.failure === null ? [] : [{ ...episode, failure: episode.failure }],
  );
  const clusters = [...groupBy(failures, ({ failure }) => failureTag(failure))]
    .flatMap(([tag, group]) => clusterByEdit(group).map((cluster) => ({ tag, cluster })))
    .filter(({ cluster }) => cluster.length >= FAILURES && cluster.some(({ child }) => fresh.has(child)))
    .filter(({ cluster }) => new Set(cluster.map(({ parent }) => parent)).size >= PARENTS)
    .filter(({ tag, cluster }) => !(known.has(tag) && known.has(leaderTag(cluster))))
    .sort((a, b) => b.cluster.length - a.cluster.length || (a.tag < b.tag ? -1 : 1));
  for (const { tag, cluster } of clusters.slice(0, PER_BORDER)) {
    const [{ failure }] = cluster as [Failure];
    const strategies = [...new Set(cluster.map(({ strategy }) => strategyTag(strategy)))];
    upkeep.learn({
      level: "pattern",
      kind: "failure",
      text: `Steps failed the same way again and again (${failure.kind}: ${failure.shape}). They tried ${list(cluster)}.`,
      for: cluster.map(evidenceOf),
      tags: [tag, ...strategies.slice(0, 8)],
    });
  }
}

/** Leader clustering: each failure joins the first cluster whose first member tried something alike. */
function clusterByEdit(failures: readonly Failure[]): readonly (readonly Failure[])[] {
  const clusters: { readonly words: ReadonlySet<string>; readonly members: Failure[] }[] = [];
  for (const failure of failures) {
    const words = new Set(wordsOf(failure.strategy));
    const cluster = clusters.find((other) => wordSimilarity(other.words, words) >= ALIKE);
    if (cluster !== undefined) cluster.members.push(failure);
    else if (clusters.length < CLUSTERS) clusters.push({ words, members: [failure] });
  }
  return clusters.map(({ members }) => members);
}

function leaderTag(cluster: readonly Failure[]): string {
  return strategyTag(cluster[0]?.strategy ?? "");
}

/** New mistake notes that one border may bring. */
const PER_BORDER = 4;
/** Failures that make a note, and parents that they came from: one broken program is no pattern. */
const FAILURES = 3;
const PARENTS = 2;
/** Share of common words from which two edits count as alike. */
const ALIKE = 0.3;
/** Clusters of one kind and message; the rest joins none. */
const CLUSTERS = 32;
