import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { GalapagosError } from "../../../core/index.ts";

/**
 * The bytes of a repository's archive.
 *
 * @throws GalapagosError `evaluate/repository` when it is missing or has changed
 */
export function readArchive(path: string, sha256: string): Buffer {
  const hint = "begin anew with: galapagos init <name> --from <file>:<function> --test <command>";
  let content: Buffer;
  try {
    content = readFileSync(path);
  } catch (error) {
    throw new GalapagosError(`${path}: expected the repository's archive, got none`, {
      code: "evaluate/repository",
      hint: "a function of a repository is scored on the machine where its archive lies",
      cause: error,
    });
  }
  if (createHash("sha256").update(content).digest("hex") === sha256) return content;
  throw new GalapagosError(
    `${path}: expected the archive that problem.json names, got one that has changed`,
    {
      code: "evaluate/repository",
      hint,
    },
  );
}
