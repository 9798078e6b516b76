import {
  integer,
  list,
  literal,
  object,
  oneOf,
  optional,
  schemaFile,
  string,
  type Written,
} from "../../schema/index.ts";

const count = (description: string) => integer({ description, minimum: 0, maximum: 1_000_000_000 });

const LESSON = object(
  {
    id: string({
      description: "Follows from kind and text: m- and 12 hex digits.",
      pattern: "^m-[0-9a-f]{12}$",
    }),
    level: oneOf(["pattern", "insight"], { description: "How far it was found to hold." }),
    kind: oneOf(["success", "failure"], { description: "What to do, or what to avoid." }),
    text: string({
      description: "One paragraph; shown to models as a quotation.",
      minLength: 1,
      maxLength: 2000,
    }),
    tags: list(string({ maxLength: 400 }), {
      description: "What it is about.",
      maxItems: 16,
    }),
    support: object(
      {
        for: count("Candidates that spoke for it."),
        against: count("Candidates that spoke against it."),
      },
      { description: "Candidates that spoke for it and against it." },
    ),
    uses: object(
      {
        recalled: count("Steps that recalled it."),
        improved: count("Those of them that improved."),
      },
      { description: "Steps that recalled it, and those of them that improved." },
    ),
    origin: object(
      {
        run: string({ description: "Name of the run.", maxLength: 400 }),
        problem: string({ description: "Name of its problem.", maxLength: 400 }),
        lesson: string({ description: "Its id in that run.", maxLength: 100 }),
        programs: list(string({ maxLength: 40 }), {
          description: "Candidates of that run that it rests on.",
          maxItems: 24,
        }),
      },
      { description: "Where it was learnt; the ids are those of that run." },
    ),
  },
  { description: "One lesson." },
);

/** A lesson on its way from one run to others. */
export type ExportedLesson = Written<typeof LESSON>;

/** The declaration of a memory file. */
const MEMORY_FILE = object(
  {
    format: literal("galapagos-memory", { description: "Tells such a file from any other JSON." }),
    version: literal(1, { description: "Version of this format." }),
    hash: optional(
      string({
        description: "Hash of the lessons. Leave it out of a file that you changed by hand.",
        pattern: "^sha256:[0-9a-f]{64}$",
      }),
    ),
    lessons: list(LESSON, { description: "The lessons, by id.", maxItems: 100_000 }),
  },
  {
    description:
      "Insights of earlier runs, to start a run with (--memory <file>). Written by `galapagos memory export`.",
  },
);

/** A memory file as it is written. */
export type WrittenMemoryFile = Written<typeof MEMORY_FILE>;

/** The schema of a memory file: `schemas/memory.schema.json`. */
export const MEMORY_SCHEMA = schemaFile("Galapagos memory file", MEMORY_FILE);
