import { flag, integer, nullable, number, section } from "../../schema/index.ts";

const NONE = { default: null } as const;

/** The settings that end a run: budgets, the target, convergence. */
export const BUDGET = {
  evaluations: flag(
    "--evaluations <n>",
    nullable(
      integer({
        description:
          "Budget: results over all islands, the seed and cache hits included; a run without any budget gets 10,000.",
        minimum: 1,
        maximum: 1_000_000_000_000,
      }),
      NONE,
    ),
  ),
  timeMs: flag(
    "--time <duration>",
    nullable(number({ description: "Budget: wall time in milliseconds.", exclusiveMinimum: 0 }), NONE),
    "budget: wall time, for example 90s or 2h",
  ),
  target: flag(
    "--target <score>",
    nullable(number({ description: "Raw objective value to reach; checked at borders." }), NONE),
    "raw objective value to reach, checked at borders; best-known, in run, fork and prompts: as good as the best value known",
  ),
  convergence: section(
    {
      stopAt: flag(
        "--stop-on-convergence [figure]",
        nullable(
          number({
            description:
              "Convergence (1: the second half of the evaluations gained nothing; of one objective) from which the run ends at a border; null: never.",
            minimum: 0,
            maximum: 1,
          }),
          NONE,
        ),
        "stop when the second half of the evaluations gained almost nothing: convergence from 0 to 1, 0.99 without a figure",
      ),
      after: integer({
        description: "Evaluations that a run must have before it may end so.",
        minimum: 1,
        default: 400,
      }),
    },
    { description: "When a run counts as converged." },
  ),
  budget: section(
    {
      usd: flag(
        "--budget <sum>",
        nullable(number({ description: "Dollars.", exclusiveMinimum: 0 }), NONE),
        "what models may use: 5usd, 2Mtokens, 500requests, or several",
      ),
      tokens: flag(
        "--budget <sum>",
        nullable(integer({ description: "Tokens of prompts and replies.", minimum: 1 }), NONE),
      ),
      requests: flag("--budget <sum>", nullable(integer({ description: "Requests.", minimum: 1 }), NONE)),
    },
    {
      description:
        "What models may use in all; null is no limit. The ceilings are hard: the worst case of a call is reserved before it is sent.",
    },
  ),
};
