import { readFileSync, statSync } from "node:fs";
import { GalapagosError } from "../../../core/index.ts";
import type { Secret } from "./envelope.ts";

/** Variable of the environment that names the file with the secret. */
export const SECRET_VARIABLE = "GALAPAGOS_QUEUE_SECRET_FILE";

/** Fewest bytes of a secret. */
const FEWEST_BYTES = 16;

const MAKE_ONE = `make one, and copy it to every machine: openssl rand -hex 32 > queue.secret && chmod 600 queue.secret && export ${SECRET_VARIABLE}=$PWD/queue.secret`;

/**
 * Reads the secret with which jobs, bundles and results are signed: the text of a file, without the spaces
 * around it. Whoever knows it can run scorers on the workers.
 *
 * @throws GalapagosError `queue/secret` where there is none, it is short, or others may read its file
 */
export function readSecret(path: string | undefined): Secret {
  if (path === undefined || path === "")
    throw refuse("a queue needs the secret that its machines share, and none is named", MAKE_ONE);
  let text: string;
  try {
    const { mode } = statSync(path);
    if ((mode & 0o077) !== 0 && process.platform !== "win32")
      throw refuse(
        `${path}: expected a file that only its owner can read, got mode ${(mode & 0o777).toString(8)}`,
        `chmod 600 ${path}`,
      );
    text = readFileSync(path, "utf8").trim();
  } catch (error) {
    if (error instanceof GalapagosError) throw error;
    throw refuse(
      `${path}: expected a file with the queue's secret, got ${(error as NodeJS.ErrnoException).code}`,
      MAKE_ONE,
    );
  }
  if (text.length >= FEWEST_BYTES) return Buffer.from(text);
  throw refuse(
    `${path}: expected a secret of at least ${FEWEST_BYTES} characters, got ${text.length}`,
    MAKE_ONE,
  );
}

function refuse(message: string, hint: string): GalapagosError {
  return new GalapagosError(message, { code: "queue/secret", hint });
}
