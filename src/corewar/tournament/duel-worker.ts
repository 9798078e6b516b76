import { type DuelScore, type DuelTask, fightDuel } from "./duel.ts";

/** What a tournament's threads run. */
export default function work(task: DuelTask): DuelScore {
  return fightDuel(task);
}
