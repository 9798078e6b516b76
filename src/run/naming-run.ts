import { GalapagosError, shellWord } from "../core/index.ts";

/**
 * Does something with a run; an error whose hint speaks of `<run>` names it, because whoever made the hint does not know where the run
 * lies.
 */
export async function namingRun<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof GalapagosError) || !error.hint?.includes("<run>")) throw error;
    const { code, exitCode, hint } = error;
    throw new GalapagosError(error.message, {
      ...{ code, exitCode, cause: error },
      hint: hint.replaceAll("<run>", shellWord(folder)),
    });
  }
}
