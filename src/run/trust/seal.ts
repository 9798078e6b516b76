import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import type { RunConfig } from "../../config/index.ts";
import { readSmallFile } from "../../store/index.ts";
import { keyPlaces } from "./key-places.ts";
import type { Problem } from "../../problem/index.ts";

/** A run's reach beyond its own folder: whose code it runs, and which variables it sends where. */
export interface Reach {
  readonly config: RunConfig;
  readonly problems: readonly Problem[];
}

/**
 * Leaves in a run's folder that this user began it with this code and these models. It holds wherever the run moves on
 * this user's machine, and nobody without the user's own secret can make one. Where no secret can be kept, there is none.
 */
export function sealRun(folder: string, reach: Reach): void {
  const seal = sealOf(reach, true);
  if (seal === null) return;
  try {
    writeFileSync(join(folder, SEAL_FILE), `${seal}\n`);
  } catch {
    // resuming it asks, then
  }
}

/** True where a run's folder has the seal of this user for what it would do now. */
export function isSealed(folder: string, reach: Reach): boolean {
  const expected = sealOf(reach, false);
  if (expected === null) return false;
  try {
    const path = join(folder, SEAL_FILE);
    const found = Buffer.from(readSmallFile(path, 200).trim());
    return found.length === expected.length && timingSafeEqual(found, Buffer.from(expected));
  } catch {
    return false;
  }
}

const SEAL_FILE = "seal";

function sealOf({ config, problems }: Reach, mayMake: boolean): string | null {
  const secret = secretOf(mayMake);
  if (secret === null) return null;
  const code = problems.map(({ definition, version }) => [definition.name, version]);
  const facts = JSON.stringify([code, keyPlaces(config).map(({ variable, host }) => [variable, host])]);
  return createHmac("sha256", secret).update(facts).digest("hex");
}

/** The user's own secret, made at first need, readable by nobody else; `null` where it cannot be kept. */
function secretOf(mayMake: boolean, env = process.env): Buffer | null {
  const states = env.XDG_STATE_HOME;
  try {
    const folder = join(states && isAbsolute(states) ? states : join(homedir(), ".local/state"), "galapagos");
    const path = join(folder, "seal-secret");
    if (mayMake) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      makeOnce(path);
    }
    const { uid, mode } = statSync(path);
    const me = process.getuid?.();
    if (me !== undefined && (uid !== me || (mode & 0o077) !== 0)) return null;
    const secret = readFileSync(path);
    return secret.length === SECRET_BYTES ? secret : null;
  } catch {
    return null;
  }
}

const SECRET_BYTES = 32;

function makeOnce(path: string): void {
  try {
    writeFileSync(path, randomBytes(SECRET_BYTES), { flag: "wx", mode: 0o600 });
  } catch {
    // it is there already, or cannot be made
  }
}
