import { list, map, nullable, number, object, oneOf, string } from "../../schema/index.ts";
import { fileName } from "./parts.ts";

/** Shapes of evaluators that run programs themselves: how they are called, and what they return. */
export const JOINT_SHAPES = ["openevolve", "shinka", "loongflow", "script", "harbor"] as const;

/** An evaluator that runs the program itself, in the sandbox. */
export const JOINT = object(
  {
    shape: oneOf([...JOINT_SHAPES], {
      description:
        "How the evaluator is called and what it returns. openevolve: a Python file with evaluate(program_path), a dictionary or an EvaluationResult; shinka: a Python script with --program_path and --results_dir; loongflow: evaluate(program_path) with a status; script: evaluate.sh <program> train, JSON on standard output; harbor: tests/test.sh, which leaves a reward.",
      default: "openevolve",
    }),
    failed: oneOf(["zero", "invalid"], {
      description:
        "What becomes of a program of which the evaluator says that it failed. zero: it scores 0 and may live on, as in OpenEvolve and LoongFlow; invalid: it has no score. What a limit ends never has one.",
      default: "invalid",
    }),
    metric: nullable(
      string({
        description: "The metric that is the score, in place of the one that the shape has.",
        minLength: 1,
        maxLength: 200,
      }),
      { default: null },
    ),
    cascade: nullable(
      list(number({}), {
        description:
          "Thresholds between evaluate_stage1, evaluate_stage2 and evaluate_stage3, where the evaluator has them: a program that stays below one keeps what the stage gave as its score.",
        maxItems: 10,
      }),
      {
        description: "Stages of the evaluator (openevolve); null: evaluate alone is called.",
        default: null,
      },
    ),
    dimensions: list(string({ minLength: 1, maxLength: 200 }), {
      description: "Metrics that are no part of a score that is the mean of metrics.",
      maxItems: 100,
      default: [],
    }),
    arguments: map(string({ maxLength: 10_000 }), {
      description: "Further flags of the evaluator (shinka): --name value.",
      maxProperties: 100,
      default: {},
    }),
    solution: string({
      description: "Where the program lies (harbor), an absolute path.",
      pattern: "^/[A-Za-z0-9._/-]{1,200}$",
      default: "/app/solution.py",
    }),
    verify: nullable(
      fileName(
        "A second evaluator of this folder, an ordinary scorer, which gets the artifacts of a champion in place of outputs, outside the sandbox, and has to come to the same score.",
      ),
      { default: null },
    ),
  },
  { description: "An evaluator that imports or runs the program itself." },
);
