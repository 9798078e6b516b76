import type { Scorer, Simulation } from "galapagos";
import { playGame, type Result } from "./match.ts";

/** An input: the opening from which all are played, who moves first, and the opponents' programs. */
interface Match {
  /** Columns, in the order of the moves; no row of four yet. */
  readonly opening: readonly number[];
  readonly first: boolean;
  readonly opponents?: readonly string[];
}

/** The outcome of a match: a game against each opponent. */
interface Outcome {
  readonly results: readonly Result[];
}

/** A game against each opponent, each in a realm of its own; the candidate meets them one after the other. */
export const simulate: Simulation<Match, Outcome> = async ({ input, create }) => {
  const { opening, first, opponents = [] } = input;
  const candidate = create({ columns: 7, rows: 6 });
  const results: Result[] = [];
  for (const source of opponents.length > 0 ? opponents : [SITTING_DUCK]) {
    const opponent = create({ columns: 7, rows: 6 }, source);
    results.push(await playGame(candidate, opponent, opening, first));
  }
  return { results };
};

/** Points a game, from 0 (all lost) to 1 (all won), and a little for wins that come soon and losses that come late. */
const score: Scorer<Match, Outcome> = (outcomes) => {
  const results = outcomes.flatMap((outcome) => outcome.results);
  const mean = (pick: (result: Result) => number) =>
    results.reduce((sum, result) => sum + pick(result), 0) / Math.max(1, results.length);
  const own = mean((result) => result.own);
  return {
    score: mean(({ points, moves }) => points + ((0.5 - points) * moves) / 1000),
    metrics: {
      wins: mean(({ points }) => (points === 1 ? 1 : 0)),
      draws: mean(({ points }) => (points === 0.5 ? 1 : 0)),
      games: results.length,
      forfeits: mean(({ forfeit }) => (forfeit === "candidate" ? 1 : 0)),
    },
    features: {
      moves: mean(({ moves }) => moves),
      central: own === 0 ? 0 : mean(({ central }) => central) / own,
    },
  };
};

export default score;

/** An opponent where the run has not named any. */
const SITTING_DUCK = `export const create = () => {
  let turn = 0;
  return { begin() { turn = 0; }, moved() {}, move: () => turn++ % 7 };
};`;
