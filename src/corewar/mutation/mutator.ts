import { isObject, type Json } from "../../core/index.ts";
import type { Mutator } from "../../problem/index.ts";
import { assemble } from "../assembler/index.ts";
import { completeSettings, type MarsSettings } from "../mars/index.ts";
import { drawRedcode, mutateNumbers, mutateRedcode } from "./mutate-source.ts";

/**
 * The mutator of problems whose programs are warriors: varies them over their instructions, and checks them
 * by assembling them leniently. Both keep the rules that the first input states under `rules`, or those of
 * the '94 hill where it states none. Where it says `"pSpace": true`, children may take turns with their mates; where it says
 * `"numbersAlone": true`, only numbers change where they are written; where it says `"drawnAlone": true`, every child is a new warrior
 * of building blocks, whatever its parent is.
 */
export const redcodeMutator: Mutator = ({ inputs, turn = 0 }) => {
  const [input = null] = inputs;
  const settings = completeSettings(rulesOf(input));
  const takesTurns = isObject(input) && input.pSpace === true;
  const numbersAlone = isObject(input) && input.numbersAlone === true;
  const drawnAlone = isObject(input) && input.drawnAlone === true;
  return {
    vary({ source, mates, random, step = 0 }) {
      if (numbersAlone) {
        const tuned = mutateNumbers(source, random, { settings });
        return tuned && { source: tuned.child, note: tuned.note, operator: "tune-redcode" };
      }
      if (drawnAlone) {
        const { child, note } = drawRedcode(random, { settings });
        return { source: child, note, operator: "draw-redcode" };
      }
      const newShare = NEW.atFirst / ((1 + turn) * (1 + step / NEW.halved));
      const { child, note } = mutateRedcode(source, mates[0] ?? null, random, {
        settings,
        newShare,
        takesTurns,
      });
      return { source: child, note, operator: mates.length > 0 ? "cross-redcode" : "mutate-redcode" };
    },
    check(source) {
      const assembly = assemble(source, { settings, mode: "lenient" });
      if (assembly.status === "ok") return null;
      const faults = assembly.errors.slice(0, 3).map(({ line, message }) => `line ${line}: ${message}`);
      return `the warrior does not assemble: ${faults.join("; ")}`;
    },
  };
};

/**
 * Share of children that are new warriors of building blocks: that much at first, half of it after so many steps. Which basin a
 * search is in (bomber, scanner, replicator) decides more than what it does there, and new warriors cost little: most are seen to
 * be hopeless after a few duels. Later turns of rounds begin with the champions before, and refine more.
 */
const NEW = { atFirst: 0.75, halved: 150 } as const;

function rulesOf(input: Json): Partial<MarsSettings> {
  return isObject(input) && "rules" in input ? (input.rules as Partial<MarsSettings>) : {};
}
