import type { Json, Mutator } from "galapagos";
import { assemble, completeSettings, type MarsSettings, mutateRedcode } from "galapagos/corewar";

/**
 * Redcode, varied over its instructions, and checked by assembling it as leniently as the evaluator does:
 * both by the rules that the first input states, or those of the '94 hill where it states none.
 */
const mutator: Mutator = ({ inputs }) => {
  const settings = completeSettings(rulesOf(inputs[0] ?? null));
  return {
    vary({ source, mates, random }) {
      const { child, note } = mutateRedcode(source, mates[0] ?? null, random, { settings });
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
export default mutator;

function rulesOf(input: Json): Partial<MarsSettings> {
  return input !== null && typeof input === "object" && "rules" in input
    ? (input.rules as Partial<MarsSettings>)
    : {};
}
