/** Opponents of a match, assembled once for all candidates. */
import {
  assemble,
  completeSettings,
  createEngine,
  type Engine,
  type MarsSettings,
  type Warrior,
} from "galapagos/corewar";

/** Opponents, and the simulator to meet them in. */
export interface Field {
  readonly engine: Engine;
  readonly opponents: readonly Warrior[];
}

/** The same for every candidate: made once. */
const fields = new Map<string, Field>();

/** The field of these opponents: all in one core with the candidate, or one after the other. */
export function fieldOf(
  rules: Partial<MarsSettings> | undefined,
  sources: readonly string[],
  together: boolean,
): Field {
  const key = JSON.stringify([rules, sources, together]);
  const known = fields.get(key);
  if (known !== undefined) return known;
  const settings = completeSettings({ ...rules, warriors: together ? 1 + sources.length : 2 });
  const opponents = sources.map((source) => {
    const warrior = read(source, settings);
    if (typeof warrior === "string") throw new Error(`an opponent does not assemble: ${warrior}`);
    return warrior;
  });
  const field = { engine: createEngine(settings), opponents };
  fields.set(key, field);
  return field;
}

/**
 * A candidate's warrior; a string says why there is none.
 *
 * @param pSpace - whether `LDP` and `STP` are allowed
 */
export function read(source: string, settings: MarsSettings, pSpace = true): Warrior | string {
  const assembly = assemble(source, { settings, mode: "lenient", pSpace });
  if (assembly.status === "ok") return assembly.warrior;
  const [first] = assembly.errors;
  return `line ${first?.line}: ${first?.message}`;
}
