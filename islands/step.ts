/**
 * The way of a candidate through an island, from top to bottom: select → propose → check → score → carry over →
 * explain → record, whenever the step gets there; then insert → tell, in the order of the steps. One record grows along
 * it, and nothing reaches back.
 */
import { type Candidate, type Draft, type Evaluation, idOf, objectiveOf } from "../src/core/index.ts";
import { lessonWrites } from "../src/memory/index.ts";
import {
  candidateOf,
  type Drafted,
  type Explained,
  type IslandView,
  type Judged,
  rememberStep,
  type Selected,
  type StepParent,
  type StepServices,
  type Told,
} from "../src/operators/index.ts";
import { carryOver, isCarried } from "./carry-over.ts";
import type { Island } from "./island.ts";
import type { Consumed } from "./population.ts";
import { replayMismatch } from "./replay-mismatch.ts";
import { scoreProgram } from "./score.ts";
import { openServices } from "./services.ts";

/** A step whose parent is drawn: the island as its operator sees it, and what the operator may ask for. */
export interface Selection {
  readonly step: Selected;
  readonly view: IslandView;
  readonly services: StepServices;
}

/**
 * Select: draws the parent of a step from the island as it is now, and opens what its operator may ask for.
 */
export function select(island: Island, step: number): Selection {
  const { task, population, memory } = island;
  const place = { island: task.island, step };
  const view = population.context(step);
  const parent: StepParent = { id: idOf(view.parent), score: view.parent.score };
  const services = openServices(island, { place, memory: memory?.state.view() ?? null });
  return { step: { place, parent }, view, services };
}

/** Propose: the operator makes a program. */
export async function propose(island: Island, { step, view, services }: Selection): Promise<Drafted> {
  const draft = await island.operator.propose(view, services, island.coordination.draining.signal);
  return { ...step, draft, parent: parentOf(island, draft, step.parent) };
}

/**
 * Check, score, carry over, explain, record: brings a step from its program to its record.
 *
 * @param turn - resolves when the step's result is the next to enter
 */
export async function settle(
  island: Island,
  drafted: Drafted,
  services: StepServices,
  turn: () => Promise<void>,
): Promise<Told> {
  const recorded = check(island, drafted);
  if (recorded !== null) return recorded;
  const judged = await carryOver(island, await score(island, drafted), services, turn);
  const explained = await explain(island, judged, services);
  return record(island, explained, services);
}

/**
 * Check: the step as an earlier life of this run recorded it; a different program there is an error, not a
 * repair.
 */
function check({ memory, reader, recordedUntil }: Island, { place, draft }: Drafted): Told | null {
  const candidate = place.step > recordedUntil ? null : reader.candidate(idOf(place));
  if (candidate === null) return null;
  if (candidate.source !== draft.source && !isCarried(candidate.story, draft.source)) {
    throw replayMismatch(
      `step ${place.step} of island ${place.island} is on record with another program than the one now proposed`,
    );
  }
  return { candidate, lessons: [...(memory?.record.steps(place.island, place.step, place.step) ?? [])] };
}

/** Score: the verdict that the step has given its program already, or else the door's. */
async function score(island: Island, drafted: Drafted): Promise<Judged> {
  const { place, draft } = drafted;
  if (draft.evaluation !== undefined) return { ...drafted, evaluation: draft.evaluation, cached: false };
  const { source, fingerprint, parents } = draft;
  const program = { place, source, parent: parents[0], as: { child: fingerprint } };
  return { ...drafted, ...(await scoreProgram(island, program)) };
}

/** Explain: the operator completes the story, knowing the verdict. */
async function explain(
  { operator, coordination }: Island,
  judged: Judged,
  services: StepServices,
): Promise<Explained> {
  const story = await operator.explain?.(judged, services, coordination.draining.signal);
  return { ...judged, story: story ?? judged.draft.story ?? null };
}

/**
 * Record: the candidate and its lessons in one transaction, so that there is no result without its lessons.
 */
async function record(
  { task, writer }: Island,
  explained: Explained,
  { memory }: StepServices,
): Promise<Told> {
  const objective = objectiveOf(task.problem.definition.objective.direction);
  const candidate = candidateOf(explained);
  const lessons = memory === null ? [] : rememberStep(explained, memory, objective);
  await writer.write([{ type: "candidate", candidate }, ...lessonWrites(lessons)]);
  return { candidate, lessons };
}

/** Insert: the archive and the memory take the result of the next step. */
export function insert({ population, memory }: Island, { candidate, lessons }: Told): Consumed {
  const facts = population.consume(candidate);
  memory?.state.consume(candidate.step, lessons);
  return facts;
}

/** Tell: the event, without the texts. */
export function tell({ coordination }: Island, candidate: Candidate, facts: Consumed): void {
  const { source: _source, fingerprint: _fingerprint, story: _story, ...shown } = candidate;
  coordination.emit({ type: "step", candidate: { ...shown, evaluation: told(shown.evaluation) }, ...facts });
}

/** A verdict without its construction, which may be long. */
function told(evaluation: Evaluation): Evaluation {
  if (evaluation.status !== "ok" || evaluation.construction === undefined) return evaluation;
  const { construction: _construction, ...shown } = evaluation;
  return shown;
}

/**
 * The parent that a draft names, with its score: the selected one, or what is on record of another that the
 * operator chose.
 */
export function parentOf(
  { reader }: Island,
  { parents }: Draft,
  selected: StepParent | null,
): StepParent | null {
  const [id] = parents;
  if (id === undefined || id === selected?.id) return id === undefined ? null : selected;
  const evaluation = reader.candidate(id)?.evaluation;
  return { id, score: evaluation?.status === "ok" ? evaluation.score : null };
}
