import { SELECTION_NAMES, SELECTION_POLICIES } from "../../../islands/selection/index.ts";
import { flag, integer, number, oneOf, section, string } from "../../schema/index.ts";

const POLICIES = Object.entries(SELECTION_POLICIES)
  .map(([name, { description }]) => `${name} (${description})`)
  .join(", ");

/**
 * Settings of the search itself: islands, what they keep, what passes between them, how parents are drawn.
 */
export const SEARCH = {
  seed: flag(
    "--seed <text>",
    string({
      description: "Fixes everything that is not a model's answer.",
      minLength: 1,
      maxLength: 200,
      default: "1",
    }),
  ),
  islands: flag(
    "--islands <n>",
    integer({
      description:
        "Number of islands. With at most 40,000 evaluations, or with a model at most 5,000 or no such budget: 1.",
      minimum: 1,
      maximum: 256,
      default: 4,
    }),
  ),
  inFlight: integer({
    description:
      "Steps of one island that are under way at once: step k is proposed from the state after result k − inFlight. Unless said: 2 on one island for few evaluations; with models 4 on one island of more than 24 evaluations, else 2.",
    minimum: 1,
    maximum: 1024,
    default: 8,
  }),
  rebase: oneOf(["all", "good", "off"], {
    description:
      "With models: a change that was made for a parent which selection would not draw any more is tried on the newest one too, and the better of the two enters, so that steps in flight lose little. all: every such change; good: where it did not harm its own parent, which saves evaluations; off: none.",
    default: "good",
  }),
  archive: section(
    {
      cells: oneOf(["grid", "single"], {
        description:
          "An elite for each cell of the problem's feature grid (MAP-Elites), or only the best program.",
        default: "grid",
      }),
      ties: oneOf(["replace", "keep"], {
        description:
          "A child exactly as good as the elite of its cell takes its place, so that the search drifts over plateaus, or stays outside.",
        default: "replace",
      }),
      front: integer({
        description:
          "Most elites of one cell, where there are fronts: of several objectives, or with selection by instances. Else a cell holds one.",
        minimum: 1,
        maximum: 10_000,
        default: 32,
      }),
      methods: integer({
        description:
          "Methods whose best program an island keeps beside the grid, told apart by their code: mates, and examples for models. With models: 4.",
        minimum: 0,
        maximum: 64,
        default: 0,
      }),
    },
    { description: "What an island keeps." },
  ),
  migration: section(
    {
      topology: oneOf(["ring", "star", "complete", "none"], {
        description: "Which islands send emigrants to which.",
        default: "ring",
      }),
      interval: integer({
        description: "Steps of an island between two borders (the epoch length E). With models: 10.",
        minimum: 1,
        maximum: 1_000_000,
        default: 50,
      }),
      rate: number({
        description:
          "Share of an island's elites that emigrate at a border; at least one elite when it is above 0.",
        minimum: 0,
        maximum: 1,
        default: 0.05,
      }),
    },
    { description: "What passes between islands, and when." },
  ),
  selection: section(
    {
      policy: flag(
        "--selection <policy>",
        oneOf(SELECTION_NAMES, {
          description: `How parents are drawn: ${POLICIES}.`,
          default: "boltzmann",
        }),
      ),
      mates: oneOf(["others", "all"], {
        description:
          "Elites that a parent is crossed with: others than itself, or all, as runs of earlier versions did.",
        default: "others",
      }),
      thrift: number({
        description:
          "How much the cost of a program counts: one of k times the least fuel is drawn in one step of k^thrift, and a cell keeps cheaper programs beside its best. 0: not at all, as in short runs and with models.",
        minimum: 0,
        maximum: 2,
        default: 1,
      }),
      temperature: number({
        description: "τ_base over ranks normalised to [0, 1]; small is greedy.",
        exclusiveMinimum: 0,
        maximum: 1000,
        default: 0.035,
      }),
      spread: number({
        description:
          "How far islands differ on purpose: τ_base of the last island over that of the first, with temperature between them.",
        minimum: 0.001,
        maximum: 1000,
        default: 4,
      }),
      alpha: number({
        description: "α: how much hotter a collapsed population gets (τ = τ_base·(1 + α·e^(−βH))).",
        minimum: 0,
        maximum: 1000,
        default: 2,
      }),
      beta: number({
        description: "β: how fast that heat goes as the entropy H of the niches rises.",
        minimum: 0,
        maximum: 1000,
        default: 3,
      }),
    },
    { description: "How parents are drawn from the archive." },
  ),
  tuning: section(
    {
      share: number({
        description:
          "Largest share of steps that tune an elite's numbers (CMA-ES) instead of changing code; fewer where a program has few numbers, and in the beginning.",
        minimum: 0,
        maximum: 1,
        default: 0.9,
      }),
      restarts: oneOf(["bipop", "widths"], {
        description:
          "Where the next search begins when one has ended. bipop: by turns at the seed, as a race of several where there are few numbers, with more samples each time, and with small steps around an elite, at equal cost or at a part of it (race); at elites only where the seed has fallen far behind. widths: around an elite, by turns with wider and narrower steps, as in earlier versions.",
        default: "bipop",
      }),
      race: oneOf(["seeded", "led", "even"], {
        description:
          "How searches race where restarts begin several at the seed (bipop, few numbers). led: wide first steps and short laps; one search runs far before the others enter, and after the winner the best four that lost are followed to their ends. seeded: the same, but searches around elites get three tenths of what races get, not as much. even: narrower steps and longer laps, all alike, of which the winner alone is followed, as in earlier versions.",
        default: "seeded",
      }),
      credit: oneOf(["archive", "none"], {
        description:
          "Where searches begin at elites alone, as the seed has too few numbers or has fallen far behind. archive: the share falls with how rarely the archive takes a tuned child as new or better, beside other children. none: the share stays, as in earlier versions.",
        default: "archive",
      }),
      perChild: integer({
        description:
          "With models: steps that tune the numbers of a model's child after it has entered the archive. They ask nobody and cost evaluations only. Unless said: 20 where requests, tokens or dollars alone bound the run.",
        minimum: 0,
        maximum: 100_000,
        default: 0,
      }),
    },
    { description: "The numerical search over a program's constants." },
  ),
};
