import { number, object, oneOf, optional, string } from "../../schema/index.ts";

/** One known value of an objective. */
export const KNOWN_VALUE = object(
  {
    value: number({ description: "Raw value of the objective." }),
    source: string({
      description: "Who found it, and where it is published; with the word `rounded` where the value is.",
      minLength: 1,
      maxLength: 500,
    }),
    date: optional(
      string({
        description: "When it was published: 2026, 2026-04 or 2026-04-30.",
        pattern: "^\\d{4}(-\\d\\d){0,2}$",
      }),
    ),
    status: optional(
      oneOf(["proved", "claimed", "refuted"], {
        description:
          "proved: the construction was verified rigorously, or it is a theorem; claimed: nobody here has reproduced it; refuted: the construction was looked at and does not reach it. Refuted values are no targets.",
      }),
    ),
    note: optional(string({ description: "What else is to be known of it.", minLength: 1, maxLength: 1000 })),
  },
  { description: "One known value." },
);
