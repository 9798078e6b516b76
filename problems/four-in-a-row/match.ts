import type { Policy } from "galapagos";
import { type Board, dropped, EMPTY, isFull, isOpen, type Side, wins } from "./board.ts";

/** How a game ended for the candidate. */
export interface Result {
  /** 1 for a win, 0.5 for a draw, 0 for a loss. */
  readonly points: number;
  /** Pieces on the board at the end. */
  readonly moves: number;
  /** Its own moves into the column in the middle, and all of its own. */
  readonly central: number;
  readonly own: number;
  /** The game was lost, or won, by a move that the rules forbid, or by none. */
  readonly forfeit: "candidate" | "opponent" | null;
}

/**
 * Plays one game from an opening. Both are told the columns of the opening and every move of the other; a policy that fails or moves
 * against the rules has lost. A failure of the candidate's own passes on, as `ask` does.
 */
export async function playGame(
  candidate: Policy,
  opponent: Policy,
  opening: readonly number[],
  isFirst: boolean,
): Promise<Result> {
  const players = isFirst ? [candidate, opponent] : [opponent, candidate];
  let board: Board = EMPTY;
  let moves = 0;
  let [central, own] = [0, 0];
  for (const [place, player] of players.entries()) player.tell("begin", place === 0, [...opening]);
  const end = (points: number, forfeit: Result["forfeit"] = null): Result => ({
    ...{ points, moves, central, own, forfeit },
  });
  for (const column of opening) {
    board = dropped(board, column, sideOf(moves));
    moves++;
  }
  while (!isFull(board)) {
    const mover = players[moves % 2] as Policy;
    const isOwn = mover === candidate;
    const column = isOwn ? await mover.ask("move") : answerOf(await mover.attempt("move"));
    if (!isOpen(board, column)) return isOwn ? end(0, "candidate") : end(1, "opponent");
    board = dropped(board, column, sideOf(moves));
    moves++;
    if (isOwn) {
      own++;
      if (column === MIDDLE) central++;
    }
    if (wins(board, column)) return end(isOwn ? 1 : 0);
    players[moves % 2]?.tell("moved", column);
  }
  return end(0.5);
}

function answerOf(answer: Awaited<ReturnType<Policy["attempt"]>>): unknown {
  return answer.status === "ok" ? answer.answer : null;
}

function sideOf(moves: number): Side {
  return moves % 2 === 0 ? 1 : 2;
}

const MIDDLE = 3;
