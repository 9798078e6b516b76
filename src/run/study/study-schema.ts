import {
  anyObject,
  either,
  integer,
  list,
  map,
  number,
  object,
  optional,
  schemaFile,
  string,
  type Written,
} from "../../schema/index.ts";

const STUDY_PROBLEM = object(
  {
    problem: string({ description: "Name or folder.", minLength: 1 }),
    preset: optional(string({ description: "Preset of the problem.", minLength: 1 })),
    target: optional(
      number({
        description:
          "Raw objective value: the study says what it took each arm to reach it. Runs go on beyond it.",
      }),
    ),
  },
  { description: "A problem with a preset or a target." },
);

const ARM = object(
  {
    flags: optional(
      list(string({}), {
        description:
          'Flags of galapagos run, word by word: ["--islands", "1"]. A --memory ./… lies beside this file.',
      }),
    ),
    settings: optional(
      anyObject({ description: "Settings of this arm, as in config.schema.json; flags override them." }),
    ),
  },
  { description: "A way to run." },
);

const BUDGET = object(
  {
    evaluations: optional(
      integer({
        description:
          "Evaluator calls. Every one counts: the seed, attempts in parallel, repairs, trials of tool loops.",
        minimum: 2,
        maximum: 100_000_000,
      }),
    ),
    tokens: optional(integer({ description: "Tokens of prompts and replies.", minimum: 1 })),
    usd: optional(number({ description: "Dollars.", exclusiveMinimum: 0 })),
  },
  { description: "What every run may use: one of these.", minProperties: 1, maxProperties: 1 },
);

/** The declaration of a study file. */
const STUDY_FILE = object(
  {
    problems: list(
      either([string({ description: "Name or folder.", minLength: 1 }), STUDY_PROBLEM], {
        description: "A problem.",
      }),
      {
        description: "Problems by name or folder (./… is relative to this file).",
        minItems: 1,
        maxItems: 100,
      },
    ),
    seeds: either(
      [
        integer({ description: "How many.", minimum: 1, maximum: 1000 }),
        list(string({ pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$" }), {
          description: "Which.",
          minItems: 1,
          maxItems: 1000,
          uniqueItems: true,
        }),
      ],
      { description: "How many seeds (1, 2, …), or which." },
    ),
    budget: BUDGET,
    settings: optional(
      anyObject({
        description:
          "Settings that all arms share, as in config.schema.json. Seed, budgets and targets are the study's.",
      }),
    ),
    arms: map(ARM, {
      description: "Ways to run, by name. The others are compared with the first, seed by seed.",
      minProperties: 1,
      maxProperties: 50,
      propertyNames: { pattern: "^[A-Za-z0-9][A-Za-z0-9 ._-]{0,39}$" },
    }),
  },
  {
    description:
      "Problems × arms × seeds at an equal budget: what is each part of the search worth? Run with: galapagos study <file>",
  },
);

/** A study file, checked; nothing is completed. */
export type StudyFile = Written<typeof STUDY_FILE>;

/** The budget of every run of a study: exactly one of these. */
export type StudyBudget = Written<typeof BUDGET>;

/** The schema of a study file: `schemas/study.schema.json`. */
export const STUDY_SCHEMA = schemaFile("Galapagos study", STUDY_FILE);
