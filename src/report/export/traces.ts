import { type CandidateId, candidateId, isObject, type Json, objectiveOf } from "../../core/index.ts";
import { readRecord } from "../../run/index.ts";
import { openRecord, type RunLocation, type StoredCall } from "../../store/index.ts";
import type { Trace } from "./schemas.ts";

/** The answered requests of a run, in the order of its record: island, step, purpose, attempt. */
export function* readTraces(location: RunLocation): Generator<Trace> {
  using run = openRecord(location);
  const { problem } = readRecord(run.candidates, location);
  const { name, objective } = problem.definition;
  for (const call of run.calls.all()) {
    const reply = replyOf(call);
    if (reply === null) continue;
    const program = candidateId(call.island, call.step);
    const reward = rewardOf(program, run.candidates, objective.direction);
    // a request whose step died with its process has no outcome yet
    if (reward === null) continue;
    const { purpose, attempt, request } = call;
    yield {
      problem: name,
      program,
      purpose,
      attempt,
      ...reply,
      prompt: fieldOf(request, "messages"),
      reward,
    };
  }
}

function replyOf({ outcome, model }: StoredCall) {
  if (fieldOf(outcome, "status") !== "done") return null;
  const reply = fieldOf(outcome, "reply");
  return {
    model: String(fieldOf(reply, "model") ?? model),
    reply: String(fieldOf(reply, "text") ?? ""),
    toolCalls: fieldOf(reply, "toolCalls") ?? [],
    finishReason: String(fieldOf(reply, "finishReason") ?? "other"),
    usage: fieldOf(reply, "usage"),
  };
}

function rewardOf(
  id: CandidateId,
  reader: ReturnType<typeof openRecord>["candidates"],
  direction: Parameters<typeof objectiveOf>[0],
): Trace["reward"] | null {
  const candidate = reader.candidate(id);
  if (candidate === null) return null;
  const parent = candidate.parents[0] === undefined ? null : reader.candidate(candidate.parents[0]);
  const from = parent?.evaluation.status === "ok" ? parent.evaluation.score : null;
  const { evaluation } = candidate;
  const score = evaluation.status === "ok" ? evaluation.score : null;
  const { outcome, gain } = objectiveOf(direction);
  return {
    outcome: outcome(evaluation, from),
    gain: score === null || from === null ? null : gain(score, from),
    score,
  };
}

/** A field of plain data; `null` where it has none of that name. */
function fieldOf(value: Json, name: string): Json {
  return (isObject(value) && value[name]) || null;
}
