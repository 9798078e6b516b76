import { boolean, flag, integer, list, nullable, number, oneOf, section } from "../../schema/index.ts";

/** The passes of the memory's upkeep, in the order in which they are done; see `src/memory/upkeep`. */
export const UPKEEP_PASSES = [
  "witness",
  "contrast",
  "mistakes",
  "merge",
  "probation",
  "promote",
  "fade",
  "prune",
] as const;

/** Name of such a pass. */
export type UpkeepPass = (typeof UPKEEP_PASSES)[number];

/** Settings of what a run learns beside its programs, and tells its models. */
export const MEMORY = {
  memory: section(
    {
      enabled: flag(
        "--no-memory",
        boolean({
          description:
            "Whether models are told lessons of earlier steps; runs without models have none to tell, and keep no memory.",
          default: true,
        }),
        "no lessons are kept or recalled",
      ),
      controlShare: nullable(
        number({
          description:
            "Share of steps that recall nothing, and of steps that are kept from a lesson they would recall, to measure what recalling is worth; null: 0.1 where the budget is large enough to measure it, else 0.",
          minimum: 0,
          maximum: 0.5,
        }),
        { default: null },
      ),
      capacity: integer({
        description: "Lessons that are held at a border.",
        minimum: 10,
        maximum: 100_000,
        default: 2000,
      }),
      budgetTokens: integer({
        description: "Tokens of advice per step, estimated.",
        minimum: 100,
        maximum: 100_000,
        default: 1200,
      }),
      budgetLessons: integer({
        description: "Lessons of advice per step.",
        minimum: 1,
        maximum: 100,
        default: 6,
      }),
      probationBatch: integer({
        description: "Steps that try a new pattern, and as many that are kept from it, before it is judged.",
        minimum: 1,
        maximum: 1000,
        default: 8,
      }),
      upkeep: list(oneOf(UPKEEP_PASSES, {}), {
        description:
          "Passes of the upkeep at a border; one that is left out is not done, and without prune nothing keeps to the capacity. They always follow each other in the order of the default.",
        uniqueItems: true,
        default: UPKEEP_PASSES,
      }),
      policy: oneOf(["two-phase", "relevance-only", "newest"], {
        description: "How what was found is ranked.",
        default: "two-phase",
      }),
    },
    { description: "What the run learns beside its programs, and tells its models." },
  ),
};
