import {
  boolean,
  flag,
  integer,
  list,
  map,
  nullable,
  number,
  object,
  oneOf,
  optional,
  section,
  string,
  type Written,
} from "../../schema/index.ts";
import { DIRECTED_OPERATORS, type DirectedOperatorName } from "../../operators/directed/operators/index.ts";
import { AGENT } from "./agent.ts";
import { MODEL } from "./model.ts";

/** The weight of each directed operator, in the order of their table. */
const OPERATOR_WEIGHTS = Object.fromEntries(
  Object.values(DIRECTED_OPERATORS).map(({ name, description, weight }) => [
    name,
    number({ description, minimum: 0, default: weight }),
  ]),
) as {
  readonly [name in DirectedOperatorName]: ReturnType<
    typeof number<{ description: string; default: number }>
  >;
};

/** One island's own way with the models of the run. */
export const ISLAND_MODELS = object(
  {
    weights: optional(
      map(number({ description: "Weight of the model.", minimum: 0 }), {
        description: "Models of this island with their weights, by id. Default: those of the run.",
      }),
    ),
    temperature: optional(
      number({ description: "Sampling temperature. Default: each model's own.", minimum: 0 }),
    ),
    promptVariant: string({
      description: "Variant of the prompts, for example bold.",
      minLength: 1,
      default: "default",
    }),
  },
  { description: "What one island does differently." },
);

/** One island's own way with the models, as it is written. */
export type IslandModels = Written<typeof ISLAND_MODELS>;

/** Settings of the models that make children, and of how they make them. */
export const MODELS = {
  models: flag(
    "--model <spec>",
    list(MODEL, {
      description: "Models that make the children; without any, an offline mutator does.",
      maxItems: 64,
      default: [],
    }),
    "a model that makes the children: name, or name@base-url; repeatable; stand-in needs none (docs/models.md)",
  ),
  islandModels: list(ISLAND_MODELS, {
    description: "What single islands do differently: island i uses entry i, counted around.",
    maxItems: 256,
    default: [],
  }),
  roles: section(
    {
      planner: flag(
        "--model-planner <spec>",
        nullable(MODEL, { description: "PES: the model that plans. null: that of the step.", default: null }),
        "the model that plans, in place of --model",
      ),
      executor: flag(
        "--model-executor <spec>",
        nullable(MODEL, {
          description: "PES: the model that writes and repairs programs. null: that of the step.",
          default: null,
        }),
        "the model that carries plans out, in place of --model",
      ),
      reflection: flag(
        "--model-reflection <spec>",
        nullable(MODEL, {
          description:
            "The model that turns results into recommendations (one call) or into lessons (PES). null: that of the step.",
          default: null,
        }),
        "the model that looks back at results, in place of --model",
      ),
      answer: flag(
        "--model-answer <spec>",
        nullable(MODEL, {
          description:
            "Problems whose programs are prompts: the model that answers them. null: the first of `models`.",
          default: null,
        }),
        "the model that answers where programs are prompts, in place of --model",
      ),
    },
    {
      description:
        "Models of single roles, each with the fields of an entry of `models`; the others have the step's, which is one of `models`.",
    },
  ),
  prompts: flag(
    "--prompts <folder>",
    nullable(string({ description: "Folder of prompts that replace or add to those that ship." }), {
      default: null,
    }),
  ),
  directed: section(
    {
      calls: oneOf(["one", "plan"], {
        description:
          "How a child is made: by one call that names an idea and writes it, or by several, which plan, execute and summarize (LoongFlow). --one-call, --pes.",
        default: "one",
      }),
      reflection: integer({
        description:
          "One call: steps of an island after which a call turns their results into recommendations for the next ones; 0: never.",
        minimum: 0,
        maximum: 1000,
        default: 10,
      }),
      executor: flag(
        "--executor <mode>",
        oneOf(["chat", "react", "fuse", "agent"], {
          description:
            "PES: how models write code: rounds of parallel attempts, a tool loop, or the second only near the goal, on parents that no child improves any more; or a coding agent does (directed.agent).",
          default: "chat",
        }),
      ),
      agent: section(AGENT, {
        description: "A coding agent as executor, or as one way among others to make a child.",
      }),
      planner: flag(
        "--no-planner",
        boolean({ description: "PES: whether a plan is made before the code.", default: true }),
        "models write without a plan",
      ),
      summarizer: flag(
        "--no-summarizer",
        boolean({ description: "PES: whether the outcome is explained in a lesson.", default: true }),
        "no lessons are made of the outcomes",
      ),
      format: oneOf(["search-replace", "unified-diff", "full-program"], {
        description: "How a model writes a change down.",
        default: "search-replace",
      }),
      rounds: integer({
        description:
          "chat: rounds at most; one with an attempt that is not worse than the parent is the last.",
        minimum: 1,
        maximum: 20,
        default: 1,
      }),
      parallel: integer({
        description: "chat: attempts at once in each round.",
        minimum: 1,
        maximum: 16,
        default: 1,
      }),
      repairs: integer({
        description:
          "One call and chat: how often an attempt that is unusable or fails goes back to the model.",
        minimum: 0,
        maximum: 20,
        default: 1,
      }),
      reactSteps: integer({
        description: "react: replies of the model at most.",
        minimum: 1,
        maximum: 100,
        default: 12,
      }),
      planTools: integer({
        description:
          "Replies in which the planner may ask the run's history before it must answer; 0 gives it no tools.",
        minimum: 0,
        maximum: 20,
        default: 3,
      }),
      nearness: number({
        description:
          "fuse: share of the way from the seed's score to the goal from which a parent counts as near.",
        minimum: 0,
        maximum: 1,
        default: 0.9,
      }),
      stuck: integer({
        description:
          "fuse: children of a near parent that gained nothing, from which on tools are used; 0: at once.",
        minimum: 0,
        maximum: 16,
        default: 4,
      }),
      promptTokens: integer({
        description: "Room for the parts of a prompt that may be left out, estimated tokens.",
        minimum: 500,
        maximum: 1_000_000,
        default: 2500,
      }),
      embedding: nullable(MODEL, {
        description:
          "A model that embeds programs (POST /embeddings), for the last look for duplicates; the fields of an entry of models. null: none.",
        default: null,
      }),
      similarity: number({
        description: "Cosine of two programs' embeddings from which they count as duplicates.",
        minimum: 0,
        maximum: 1,
        default: 0.995,
      }),
      choice: oneOf(["bandit", "weights"], {
        description: "Models and operators by what pays, or by weight alone.",
        default: "bandit",
      }),
      handOver: integer({
        description:
          "Children of a parent, all made in one way (by a model, the mutator, an agent) and none a gain, after which the next one is made in another way that has a weight. 0: never.",
        minimum: 0,
        maximum: 16,
        default: 6,
      }),
      operators: section(OPERATOR_WEIGHTS, { description: "Weights of the ways to make a child." }),
    },
    { description: "How models make children: plan, execute, verify, summarize." },
  ),
};
