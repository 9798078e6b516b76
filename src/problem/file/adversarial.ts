import {
  anyObject,
  boolean,
  integer,
  list,
  nullable,
  number,
  object,
  oneOf,
  string,
} from "../../schema/index.ts";
import { fileName } from "./parts.ts";

const NONE = { default: null } as const;

/**
 * The adversarial mode: rounds of evolution against the champions of earlier rounds (Digital Red Queen, arXiv
 * 2601.03335).
 */
export const ADVERSARIAL = object(
  {
    against: nullable(
      string({
        description:
          "Name of the problem whose champions are the opponents; null when programs meet their own kind.",
        minLength: 1,
        maxLength: 64,
      }),
      NONE,
    ),
    rounds: integer({ description: "Rounds of a run.", minimum: 1, maximum: 10_000, default: 10 }),
    evaluationsPerRound: integer({
      description: "Evaluations of one round, where the run has no budget of its own.",
      minimum: 1,
      maximum: 1_000_000_000,
      default: 1000,
    }),
    initial: list(fileName(), {
      description: "Files in this folder with opponents that are always there.",
      maxItems: 1000,
      default: [],
    }),
    lastChampions: nullable(
      integer({
        description:
          "How many of the latest champions are opponents; 0 for the initial opponents alone, null for all.",
        minimum: 0,
        maximum: 10_000,
      }),
      NONE,
    ),
    pool: oneOf(["latest", "teachers"], {
      description:
        "Which of the earlier champions are opponents where there are more than lastChampions: the latest; or those that later champions did not beat (by the scorer's artifacts.unbeaten, a list of indices of opponents), the longer ago the less it counts, besides the latest.",
      default: "latest",
    }),
    perRound: integer({
      description:
        "Programs of a round that become opponents: its champion, and the next best ones of other kinds, whose features lie at least two cells apart.",
      minimum: 1,
      maximum: 20,
      default: 1,
    }),
    contenders: integer({
      description:
        "Programs of a round that may be its champion: where there are several, the best are scored again under a seed that the round never used, the better half of them under another, and so on; who is left is the champion. For scorers that draw with the seed.",
      minimum: 1,
      maximum: 100,
      default: 1,
    }),
    warmStart: boolean({
      description:
        "Whether a round begins with the earlier champions, and the latest other contenders, besides the seed.",
      default: true,
    }),
    threshold: nullable(
      number({ description: "Raw score at which a round ends early, checked at borders; null: never." }),
      NONE,
    ),
    settings: anyObject({
      description:
        "Settings of a run in which rounds differ from the defaults, as in a configuration file; files, environment and flags override them.",
      default: {},
    }),
  },
  { description: "How rounds are played." },
);
