/**
 * A tournament lets warriors meet in pairs, many rounds each, on every core of the machine: round robin, one
 * against a field, or a hill whose weakest member falls off.
 */
export { type Ages, agesAfter } from "./ages.ts";
export { type DuelScore, fightDuel } from "./duel.ts";
export { settleHill } from "./hill.ts";
export { openResults } from "./results-file.ts";
export { duelsOf, standings, type TournamentStanding } from "./standings.ts";
export {
  challenge,
  type DuelRecord,
  type Entrant,
  type Pair,
  roundRobin,
  runTournament,
  type TournamentOptions,
} from "./tournament.ts";
