import { shellWord } from "../core/index.ts";
import { requireTrust, type Trust } from "../run/index.ts";
import type { Shell } from "./shell.ts";

/** The flag that says yes to what a run from elsewhere would run and send. */
export interface TrustFlags {
  readonly trust?: boolean;
}

/** The flag and its description. */
export const TRUST_OPTION = [
  "--trust",
  "a run from elsewhere: run the code and send the keys that its record names",
] as const;

/**
 * Lets a command use a recorded run that this user began, or says what it would run and send.
 *
 * @param trust - what is done, with what the flags name; nothing is named where that is left out
 * @param command - the command as it was typed, up to the run
 * @throws GalapagosError `run/untrusted`
 */
export function requireTrusted(
  shell: Shell,
  folder: string,
  flags: TrustFlags & { readonly problem?: string },
  trust: Pick<Trust, "doing"> & Partial<Pick<Trust, "config" | "movedModels">>,
  command = `${trust.doing} ${shellWord(folder)}`,
): void {
  requireTrust(folder, {
    workingFolder: shell.io.cwd,
    isTrusted: flags.trust === true,
    namesProblem: flags.problem !== undefined,
    movedModels: [],
    yes: `galapagos ${command} --trust`,
    ...trust,
  });
}
