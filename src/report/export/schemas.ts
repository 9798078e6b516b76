import {
  anything,
  boolean,
  integer,
  list,
  map,
  nullable,
  number,
  object,
  oneOf,
  optional,
  schemaFile,
  string,
  type Written,
} from "../../schema/index.ts";

const numbers = (description: string) => map(number({}), { description });

const PROGRAM = object(
  {
    run: string({ description: "Name of the run." }),
    problem: string({ description: "Name of the problem." }),
    seed: string({ description: "Seed of the run." }),
    part: string({ description: "Turn of rounds against champions; the run's name otherwise." }),
    id: string({ description: "Id of the program within its part." }),
    island: integer({ description: "Island of its step; founders stand behind the last one." }),
    step: integer({ description: "Step of its island." }),
    at: integer({ description: "Results over all islands by then, itself included; 0 for a founder." }),
    parents: list(string({}), { description: "Ids, the edited one first." }),
    operator: string({ description: "What made it." }),
    model: nullable(string({ description: "Model that wrote it." }), {}),
    note: string({ description: "The change in a few words." }),
    kind: string({ description: "ok, or the kind of its failure." }),
    message: string({ description: "Empty unless it failed." }),
    score: nullable(number({ description: "Raw value of the objective; null for a failure." }), {}),
    metrics: numbers("Numbers of its verdict."),
    instances: optional(
      list(number({}), { description: "Score on each instance; only where the scorer tells." }),
    ),
    onFront: optional(
      boolean({
        description:
          "None of the run dominates it; only where there are several objectives, which are metrics.",
      }),
    ),
    features: numbers("Its behaviour, by which the archive keeps it."),
    cell: nullable(integer({ description: "Cell of its island's grid as it is at the end." }), {}),
    isBest: boolean({ description: "It beat all results before it." }),
    isElite: boolean({ description: "An archive holds it at the end of the record." }),
    evaluatorMs: number({ description: "Evaluator time of the run by then, milliseconds." }),
    evaluatorCalls: integer({ description: "Evaluator calls of the run by then." }),
    tokens: integer({ description: "Tokens of the run by then." }),
    usd: number({ description: "Dollars of the run by then, as far as prices are known." }),
    source: string({ description: "Its text; empty where the run was pruned." }),
  },
  { description: "One program of a run; lines stand in logical time." },
);

const TRACE = object(
  {
    problem: string({ description: "Name of the problem." }),
    program: string({ description: "Id of the program of the step that asked." }),
    purpose: string({ description: "Its part in the step: plan, execute, summarize …" }),
    attempt: integer({ description: "Number of the attempt, from 0." }),
    model: string({ description: "Model that answered." }),
    prompt: anything({ description: "Messages as they were sent: role and text, tool calls beside them." }),
    reply: string({ description: "Text of the answer." }),
    toolCalls: anything({ description: "Functions that it asked for: id, name, arguments as JSON text." }),
    finishReason: string({ description: "stop, length, tool-calls, filtered or other." }),
    reward: object(
      {
        outcome: oneOf(["improved", "same", "worse", "failed"], { description: "Against its first parent." }),
        gain: nullable(number({ description: "Improvement on it, positive where better." }), {}),
        score: nullable(number({ description: "Raw value of the objective." }), {}),
      },
      { description: "Fate of the step's program." },
    ),
    usage: anything({ description: "Tokens, as the server counted them." }),
  },
  { description: "One answered request to a model, with its reward." },
);

/** One program of a run, as `export --format jsonl` writes it. */
export type ExportedProgram = Written<typeof PROGRAM>;

/** One answered request to a model with its reward, as `export --format traces` writes it. */
export type Trace = Written<typeof TRACE>;

/** A line of `galapagos export --format jsonl`. */
export const PROGRAM_LINE_SCHEMA = schemaFile("galapagos exported program", PROGRAM);

/** A line of `galapagos export --format traces`. */
export const TRACE_LINE_SCHEMA = schemaFile("galapagos exported trace", TRACE);
