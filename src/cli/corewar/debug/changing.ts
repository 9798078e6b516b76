/** Commands that change cells. */
import { listCells } from "../../../report/corewar/index.ts";
import { instructionIn, Mistake, placesIn } from "./arguments.ts";
import type { DebugCommand } from "./command.ts";
import type { Debugging } from "./debugging.ts";
import { MOST_SHOWN } from "./looking.ts";

export const EDIT: DebugCommand = {
  name: "edit",
  usage: "edit <address> [instruction]",
  help: "put an instruction into a cell: edit .+1 mov.i 0, 1; without one, or for a range, the next lines are taken",
  run: (text, debugging) => {
    const [, place = "", instruction = ""] = /^(\S+)(?:\s+(.+))?$/.exec(text) ?? [];
    if (place === "") throw new Mistake("expected an address and an instruction: edit . mov.i 0, 1");
    if (instruction !== "") return put(placesIn(place, debugging), instruction, debugging);
    ask(placesIn(place, debugging), "", debugging);
    return [];
  },
};

export const FILL: DebugCommand = {
  name: "fill",
  usage: "fill <from,to> [instruction]",
  help: "put an instruction into all cells of a range; without one, the next line is taken",
  run: (text, debugging) => {
    const [, places = "", instruction = ""] = /^(\S+)(?:\s+(.+))?$/.exec(text) ?? [];
    if (places === "") throw new Mistake("expected a range and an instruction: fill 0,9 dat 0, 0");
    const range = placesIn(places, debugging);
    if (instruction !== "") return put(range, instruction, debugging);
    debugging.pending = (typed) => {
      debugging.pending = null;
      return put(range, typed.trim(), debugging);
    };
    return [];
  },
};

/** Takes an instruction for each cell: blanks leave it as it is, an empty line repeats the one before. */
function ask(places: readonly number[], before: string, debugging: Debugging): void {
  const [place, ...rest] = places;
  if (place === undefined) {
    debugging.pending = null;
    return;
  }
  debugging.pending = (typed) => {
    debugging.pending = null;
    const text = typed === "" ? before : typed.trim();
    const answer = text === "" ? [] : put([place], text, debugging);
    ask(rest, text === "" ? before : text, debugging);
    return answer;
  };
}

function put(places: readonly number[], text: string, debugging: Debugging): readonly string[] {
  const { session, breakpoints } = debugging;
  const instruction = instructionIn(text, debugging);
  for (const address of places) session.edit(address, instruction);
  const last = places.at(-1);
  if (last !== undefined) debugging.goTo(last);
  return places.length > MOST_SHOWN
    ? [`${places.length} cells changed`]
    : listCells(session, places[0] ?? 0, places.at(-1) ?? 0, breakpoints);
}
