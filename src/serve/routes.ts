import {
  isObject,
  type Candidate,
  type CandidateId,
  idOf,
  type JsonObject,
  type Json,
} from "../core/index.ts";
import type { HandedIn, ServedRun } from "../run/index.ts";

/** An answer to a request. */
export interface Answer {
  readonly status: number;
  readonly body: JsonObject;
}

/** Most programs of one request. */
const MOST_PROGRAMS = 256;

/** Answers to requests, by method and path. */
export const ROUTES: { readonly [route: string]: (run: ServedRun, body: Json) => Answer | Promise<Answer> } =
  {
    "GET /task": (run) => ({ status: 200, body: taskOf(run) }),
    "GET /status": (run) => ({ status: 200, body: statusOf(run) }),
    "GET /best": (run) => {
      const best = run.best();
      return { status: 200, body: { best: best && { ...verdictOf(best), program: best.source } } };
    },
    "POST /evaluate": evaluate,
  };

/** An error in words, with what to do. */
export function refuse(status: number, error: string, hint: string): Answer {
  return { status, body: { error, hint } };
}

async function evaluate(run: ServedRun, body: Json): Promise<Answer> {
  const programs = readPrograms(run, body);
  if ("status" in programs) return programs;
  const result = await run.evaluate(programs.handedIn);
  if (result.status === "spent") {
    const hint = "serve it again with a larger budget: galapagos resume <run> --evaluations <n>";
    return {
      status: 429,
      body: { error: `the budget has ${result.left} evaluations left`, left: result.left, hint },
    };
  }
  const verdicts = result.candidates.map(verdictOf);
  return { status: 200, body: { ...(programs.isBatch ? { verdicts } : verdicts[0]), left: run.left() } };
}

const SHAPE_OF_MANY = 'write {"programs": ["…", "…"]}, and the others in a request of their own';

interface ReadPrograms {
  readonly handedIn: readonly HandedIn[];
  readonly isBatch: boolean;
}

/** `{program, parents?, note?}`, or `{programs: [those]}`. */
function readPrograms(run: ServedRun, body: Json): ReadPrograms | Answer {
  const asked = isObject(body) ? (body.programs ?? body) : null;
  const list: readonly unknown[] = Array.isArray(asked) ? asked : [asked];
  if (list.length === 0 || list.length > MOST_PROGRAMS)
    return refuse(400, `expected 1 to ${MOST_PROGRAMS} programs, got ${list.length}`, SHAPE_OF_MANY);
  const handedIn: HandedIn[] = [];
  for (const one of list) {
    const read = readProgram(run, typeof one === "string" ? { program: one } : one);
    if ("status" in read) return read;
    handedIn.push(read);
  }
  return { handedIn, isBatch: Array.isArray(asked) };
}

function readProgram(run: ServedRun, one: unknown): HandedIn | Answer {
  const shape = 'write {"program": "…"}, with "parents": ["i0-s3"] and "note": "…" if you like';
  if (!isObject(one) || typeof one.program !== "string")
    return refuse(400, "expected a program as text under /program", shape);
  const { program: source, parents = [], note = "" } = one;
  if (typeof note !== "string" || note.length > 500)
    return refuse(400, "expected /note to be at most 500 characters", shape);
  const isId = (id: unknown): id is CandidateId =>
    typeof id === "string" && run.candidate(id as CandidateId) !== null;
  if (!Array.isArray(parents) || parents.length > 8 || !parents.every(isId))
    return refuse(400, "expected /parents to be ids of programs that were handed in before", shape);
  return { source, parents, note };
}

/** Description of the task for whoever writes programs for it. */
function taskOf(run: ServedRun): JsonObject {
  const { definition, seed } = run.problem;
  const { name, title, description, language, entryPoint, command, output, objective, limits } = definition;
  return {
    ...{ name, title, description, language, objective, seed },
    contract: { entryPoint, command, output, inputs: definition.inputs.slice(0, 3) },
    limits: { ...limits },
    bestKnown: definition.bestKnown.map(({ value, source }) => ({ value, source })),
    best: run.best() && verdictOf(run.best() as Candidate),
  } as JsonObject;
}

function statusOf(run: ServedRun): JsonObject {
  const best = run.best();
  const score = best?.evaluation.status === "ok" ? best.evaluation.score : null;
  return {
    ...{ run: run.folder.split(/[\\/]/).at(-1) ?? "", problem: run.problem.definition.name },
    ...{ evaluations: run.consumed(), left: run.left(), budget: run.config.evaluations },
    best: best && { id: idOf(best), score },
  };
}

/** The part of a verdict that whoever handed the program in may know: nothing that is for people alone. */
function verdictOf(candidate: Candidate): JsonObject {
  const { evaluation, parents, note } = candidate;
  const { status, kind, message, durationMs, artifacts = {} } = evaluation;
  const scored = evaluation.status === "ok" ? evaluation : { score: null, metrics: {}, features: {} };
  const { score, metrics, features } = scored;
  return {
    id: idOf(candidate),
    status,
    kind,
    score,
    metrics,
    features,
    artifacts,
    message,
    durationMs,
    parents,
    note,
  };
}
