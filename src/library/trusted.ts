import { requireTrust, type Trust } from "../run/index.ts";
import type { TrustSettings } from "./settings.ts";

/**
 * Lets a call use a recorded run that this user began, or says what it would run and send.
 *
 * @throws GalapagosError `run/untrusted`
 */
export function requireTrusted(
  folder: string,
  { trust = false, problem }: TrustSettings & { readonly problem?: unknown },
  { doing, config }: Pick<Trust, "doing"> & Partial<Pick<Trust, "config">>,
): void {
  requireTrust(folder, {
    workingFolder: process.cwd(),
    isTrusted: trust,
    namesProblem: problem !== undefined,
    movedModels: [],
    yes: `${doing}(…, { trust: true })`,
    doing,
    ...(config && { config }),
  });
}
