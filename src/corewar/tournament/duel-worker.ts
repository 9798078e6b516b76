import { type DuelScore, type DuelTask, fightDuel } from "./duel.ts";

/** The function that a tournament's threads run. */
export default function work(task: DuelTask): DuelScore {
  return fightDuel(task);
}
