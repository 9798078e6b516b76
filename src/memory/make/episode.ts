import { type Candidate, candidateId, type Outcome } from "../../core/index.ts";
import type { EpisodeFacts, LessonDraft } from "../lesson.ts";
import { shapeOf } from "./shape.ts";

/** The facts that an episode is made from: a step's candidate, and what it started from. */
export interface StepFacts {
  readonly candidate: Omit<Candidate, "source" | "fingerprint">;
  /** Score of the first parent; `null` when there is none. */
  readonly parentScore: number | null;
  readonly outcome: Outcome;
}

/**
 * The lesson of one step, without any model: what the operator did, to which program, and what happened. Says
 * only what is on record, so that it can be checked against it.
 */
export function episodeOf({ candidate, parentScore, outcome }: StepFacts): LessonDraft {
  const { island, step, parents, operator, note, evaluation } = candidate;
  const child = candidateId(island, step);
  const parent = parents[0] ?? null;
  const failure =
    evaluation.status === "ok" ? null : { kind: evaluation.kind, shape: shapeOf(evaluation.message) };
  const facts: EpisodeFacts = {
    child,
    parent,
    operator,
    strategy: `${operator}: ${shapeOf(note)}`,
    note: note.slice(0, 400),
    outcome,
    failure,
  };
  const from = parent === null ? "" : ` from ${parent}`;
  return {
    level: "episode",
    kind: outcome === "improved" ? "success" : "failure",
    text: `${operator}${from}, ${quote(note)}: ${whatHappened(candidate, parentScore, outcome)}.`,
    for: [{ candidate: child, outcome }],
    tags: [operator, ...(failure === null ? [] : [`failed:${failure.kind}`])],
    episode: facts,
  };
}

function whatHappened(
  candidate: StepFacts["candidate"],
  parentScore: number | null,
  outcome: Outcome,
): string {
  const { evaluation } = candidate;
  if (evaluation.status !== "ok") return `failed (${evaluation.kind}): ${evaluation.message.slice(0, 200)}`;
  const score = show(evaluation.score);
  if (parentScore === null) return `scored ${score}`;
  if (outcome === "same") return `did not change the score, ${score}`;
  const verdict = outcome === "improved" ? "improved" : "worsened";
  return `${verdict} the score, ${show(parentScore)} → ${score}`;
}

function quote(note: string): string {
  return `“${note.slice(0, 240)}”`;
}

/** Digits enough to tell two scores apart that are not the same (see `Objective.outcome`). */
function show(value: number): string {
  return String(Number(value.toPrecision(10)));
}
