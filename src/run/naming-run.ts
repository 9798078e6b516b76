import { GalapagosError, shellWord } from "../core/index.ts";

/**
 * Does something with a run; an error whose hint speaks of `<run>` names it, because whoever made the hint does not know where the run
 * lies.
 */
export function namingRun<T>(folder: string, work: () => Promise<T>): Promise<T> {
  return withHint((hint) => hint.replaceAll("<run>", shellWord(folder)), work);
}

/**
 * Does something with a run that is a part, a turn of rounds or a cell of a study; an error whose hint is to resume the part says how all
 * of it goes on.
 */
export function namingWhole<T>(command: string, work: () => Promise<T>): Promise<T> {
  return withHint((hint) => hint.replace(RESUMES, () => command), work);
}

/** The command that resumes a run, as hints write it. */
const RESUMES = /galapagos resume(?: (?:<run>|'(?:[^']|'\\'')*'|(?!-)[\w./:=@%+,~-]+))?/g;

async function withHint<T>(change: (hint: string) => string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof GalapagosError) || error.hint === undefined) throw error;
    const { code, exitCode } = error;
    const hint = change(error.hint);
    if (hint === error.hint) throw error;
    throw new GalapagosError(error.message, { code, exitCode, cause: error, hint });
  }
}
