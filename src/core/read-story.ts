import { GalapagosError } from "./errors.ts";
import { given } from "./given.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import type {
  LessonAction,
  StepCredit,
  Story,
  StoryCall,
  StoryCarried,
  StoryLesson,
  StoryTry,
  StoryTurn,
} from "./story.ts";

/**
 * The story that a record holds; of an old, damaged or hostile one, as much as has the right form.
 *
 * @throws GalapagosError `run/newer` for a story of a later version
 */
export function readStory(json: Json): Story {
  const from = objectIn(json) ?? {};
  const version = from.version ?? VERSION;
  if (version !== VERSION) {
    throw new GalapagosError(`expected a step's story of version ${VERSION}, got version ${version}`, {
      code: "run/newer",
      exitCode: 1,
      hint: "read the run with the version of Galapagos that recorded it",
    });
  }
  return given({
    operator: textIn(from.operator) ?? "",
    unmated: textIn(from.unmated),
    mode: oneOf(from.mode, ["one-call", "chat", "react", "agent"]),
    model: textIn(from.model),
    temperature: numberIn(from.temperature),
    variant: textIn(from.variant),
    planFailure: textIn(from.planFailure),
    plan: textIn(from.plan),
    gist: textIn(from.gist),
    recommendations: listIn(from.recommendations, textIn),
    arm: oneOf(from.arm, ["memory", "control"]),
    recalled: listIn(from.recalled, textIn),
    withheld: listIn(from.withheld, textIn),
    asked: listIn(from.asked, textIn),
    edit: textIn(from.edit),
    embedding: textIn(from.embedding),
    attempts: listIn(from.attempts, turnIn),
    tries: listIn(from.tries, tryIn),
    notes: listIn(from.notes, textIn),
    calls: listIn(from.calls, callIn),
    credit: creditIn(from.credit),
    carried: carriedIn(from.carried),
    lesson: lessonIn(from.lesson),
    lessonEmbedding: textIn(from.lessonEmbedding),
  });
}

/**
 * The story as it is recorded. The first version carries no number, as in runs that were recorded before
 * there was one.
 */
export function writeStory(story: Story): JsonObject {
  return story;
}

/** Version of the form that is read and written here. */
const VERSION = 1;

function turnIn(value: Json): StoryTurn | undefined {
  const from = objectIn(value);
  return (
    from &&
    given({
      purpose: textIn(from.purpose) ?? "",
      attempt: numberIn(from.attempt) ?? 0,
      outcome: textIn(from.outcome) ?? "",
      message: textIn(from.message) ?? "",
      reply: textIn(from.reply),
    })
  );
}

function tryIn(value: Json): StoryTry | undefined {
  const from = objectIn(value);
  const outcome = oneOf(from?.outcome, ["improved", "same", "worse", "failed"]);
  if (from === undefined || outcome === undefined) return undefined;
  return given({
    note: textIn(from.note) ?? "",
    outcome,
    kind: textIn(from.kind),
    message: textIn(from.message),
  });
}

function callIn(value: Json): StoryCall | undefined {
  const from = objectIn(value);
  return (
    from &&
    given({
      purpose: textIn(from.purpose) ?? "",
      attempt: numberIn(from.attempt) ?? 0,
      model: textIn(from.model) ?? "",
      promptTokens: numberIn(from.promptTokens) ?? 0,
      completionTokens: numberIn(from.completionTokens) ?? 0,
      reasoningTokens: numberIn(from.reasoningTokens),
      estimated: from.estimated === true ? (true as const) : undefined,
      costNanoUsd: numberIn(from.costNanoUsd) ?? null,
      failed: textIn(from.failed) ?? "",
    })
  );
}

function carriedIn(value: Json | undefined): StoryCarried | undefined {
  const [from, program] = [textIn(objectIn(value)?.from), textIn(objectIn(value)?.program)];
  return from === undefined || program === undefined ? undefined : { from, program };
}

function creditIn(value: Json | undefined): StepCredit | undefined {
  const from = objectIn(value);
  const [operator, score] = [textIn(from?.operator), numberIn(from?.from)];
  if (from === undefined || operator === undefined || score === undefined) return undefined;
  return { operator, model: textIn(from.model) ?? "", from: score, cost: numberIn(from.cost) ?? 0 };
}

function lessonIn(value: Json | undefined): StoryLesson | undefined {
  const from = objectIn(value);
  const lesson = textIn(from?.lesson);
  if (from === undefined || lesson === undefined) return undefined;
  return given({
    cause: textIn(from.cause) ?? "unknown",
    lesson,
    evidence: textIn(from.evidence) ?? "",
    reviewed: listIn(from.reviewed, textIn),
    memory: listIn(from.memory, actionIn),
  });
}

function actionIn(value: Json): LessonAction | undefined {
  const from = objectIn(value);
  const action = oneOf(from?.action, ["add", "update", "retire"]);
  if (from === undefined || action === undefined) return undefined;
  return given({ action, lesson: textIn(from.lesson), programs: listIn(from.programs, textIn) });
}

function textIn(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function numberIn(value: Json | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function oneOf<const T extends string>(value: Json | undefined, names: readonly T[]): T | undefined {
  return names.find((name) => name === value);
}

function objectIn(value: Json | undefined): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

function listIn<T>(value: Json | undefined, read: (item: Json) => T | undefined): readonly T[] | undefined {
  return Array.isArray(value) ? value.flatMap((item: Json) => read(item) ?? []) : undefined;
}
