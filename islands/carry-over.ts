import { type Elite, idOf, objectiveOf, sha256 } from "../src/core/index.ts";
import { rebase } from "../src/edits/index.ts";
import { languageOf } from "../src/language/index.ts";
import type { Judged, StepServices } from "../src/operators/index.ts";
import { sameOutsideRegions } from "../src/program/index.ts";
import type { Island } from "./island.ts";

/**
 * A step whose child was made from an old parent, carried over: the same change is made to the program that selection would draw by
 * now, and the better of the two goes on. So a step that comes back late is worth about as much as one that
 * waited.
 *
 * @param turn - resolves when this is the next result to enter; rejects when the run stops
 */
export async function carryOver(
  island: Island,
  judged: Judged,
  services: StepServices,
  turn: () => Promise<void>,
): Promise<Judged> {
  const { task, population } = island;
  const { evaluation, parent, place } = judged;
  if (evaluation.status !== "ok" || parent?.score == null || !mayBeLate(island, judged)) return judged;
  const { better, outcome } = objectiveOf(task.problem.definition.objective.direction);
  if (task.config.rebase === "good" && outcome(evaluation, parent.score) === "worse") return judged;
  await turn();
  const newest = population.parentOf(place.step);
  const draft = idOf(newest) === parent.id ? null : moved(island, judged, newest);
  if (draft === null) return judged;
  const verdict = await services.score(draft.source, CARRIED, idOf(newest));
  if (verdict.status !== "ok" || better(evaluation.score, verdict.score)) return judged;
  return {
    ...judged,
    draft,
    parent: { id: idOf(newest), score: newest.score },
    evaluation: verdict,
    cached: false,
  };
}

/** True when a recorded program is what the step's draft was carried over to. */
export function isCarried(story: Judged["draft"]["story"], draft: string): boolean {
  return story?.carried?.program === sha256(draft);
}

/** Only a model takes time, and where run time counts, every child has been measured against its own parent. */
function mayBeLate({ task }: Island, { draft }: Judged): boolean {
  const { config, problem } = task;
  return (
    config.rebase !== "off" &&
    config.inFlight > 1 &&
    draft.story?.model !== undefined &&
    !problem.definition.timing
  );
}

/** The draft on its new parent; `null` where the change has no place there, or leads to a known program. */
function moved(
  { task, population, reader }: Island,
  { draft, parent }: Judged,
  newest: Elite,
): Judged["draft"] | null {
  const before = parent && reader.candidate(parent.id)?.source;
  const source = before == null ? null : rebase(before, draft.source, newest.source);
  if (source === null || !sameOutsideRegions(newest.source, source)) return null;
  const { definition } = task.problem;
  const language = languageOf(definition);
  const fingerprint = language.fingerprint(source);
  if (population.known.has(fingerprint) || language.check?.(source, null) != null) return null;
  const { story } = draft;
  const carried = { from: parent?.id ?? "", program: sha256(draft.source) };
  const credit = story?.credit && { ...story.credit, from: newest.score };
  return {
    ...draft,
    source,
    fingerprint,
    parents: [idOf(newest), ...draft.parents.slice(1)],
    ...(story && { story: { ...story, carried, ...(credit && { credit }) } }),
  };
}

/** Number of this trial among those of its step, beyond any that an operator makes. */
const CARRIED = 1_000_000;
