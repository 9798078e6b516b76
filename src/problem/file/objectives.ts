import { list, number, object, oneOf, optional, string } from "../../schema/index.ts";

const metric = (description: string) => string({ description, minLength: 1, maxLength: 64 });

/** The only objective. */
export const OBJECTIVE = object(
  {
    name: string({
      description: 'What the score is, in a few words: "sum of radii".',
      minLength: 1,
      maxLength: 100,
      default: "score",
    }),
    direction: oneOf(["maximise", "minimise"], { description: "Which way is better." }),
  },
  {
    description: "What the score measures and which way is better. Left out where there are `objectives`.",
  },
);

/** Several objectives. */
export const OBJECTIVES = list(
  object(
    {
      name: metric("A metric that the scorer returns."),
      direction: oneOf(["maximise", "minimise"], { description: "Which way is better." }),
      reference: number({
        description:
          "Worst value that counts: a program beyond it adds nothing to the hypervolume. The values of the seed will do.",
      }),
    },
    { description: "One objective." },
  ),
  {
    description:
      "Several objectives, in place of `objective`: every archive keeps fronts of programs that none dominates. The first one is the score, and decides where only one number can.",
    minItems: 2,
    maxItems: 4,
  },
);

/** One constraint on a metric. */
export const CONSTRAINT = object(
  {
    name: metric("A metric that the scorer returns."),
    atMost: optional(number({ description: "Largest value that is allowed." })),
    atLeast: optional(number({ description: "Smallest value that is allowed." })),
  },
  { description: "One constraint." },
);
