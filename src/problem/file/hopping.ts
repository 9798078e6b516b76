import { integer, number, object, oneOf } from "../../schema/index.ts";
import { fileName } from "./parts.ts";

/** Basin hopping with a program's own operators, where the contract is `operators`. */
export const HOPPING = object(
  {
    rate: fileName(
      "A plain JavaScript file of this folder that exports `rate(solution)`: the score by which hops are accepted, or null. It runs inside the sandbox, beside the program; the scorer judges what comes out of it.",
    ),
    restarts: integer({
      description: "Runs from a fresh solution, each with a seed of its own.",
      minimum: 1,
      maximum: 100,
      default: 3,
    }),
    hops: integer({
      description: "Hops of a run: perturb, improve, keep the result unless it is worse.",
      minimum: 0,
      maximum: 100_000,
      default: 20,
    }),
    budget: integer({
      description: "Told to `improve`: about how many steps it may take.",
      minimum: 1,
      maximum: 100_000_000,
      default: 1000,
    }),
    strength: number({
      description:
        "Told to `perturb` at first; it grows while hops fall back into the same basin, and shrinks while they lead nowhere.",
      exclusiveMinimum: 0,
      maximum: 1,
      default: 0.2,
    }),
    rule: oneOf(["best", "median"], {
      description: "Which run's score counts as the program's; both are metrics.",
      default: "best",
    }),
  },
  { description: "Basin hopping with a program's operators." },
);
