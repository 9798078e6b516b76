import { basename } from "node:path";
import { gzipSync } from "node:zlib";
import { canonicalJson, GalapagosError, sha256 } from "../../../core/index.ts";
import { bundleOf, type Problem } from "../../../problem/index.ts";
import { withHashes } from "./data-of.ts";
import type { Bundle } from "./bundle.ts";

/** A bundle as it travels. */
export interface PackedBundle {
  /** SHA-256 of the text. */
  readonly hash: string;
  /** The text, compressed, in base64. */
  readonly body: string;
}

/**
 * Packs all that a problem's scores depend on into one text.
 *
 * @throws GalapagosError `evaluate/scorer` when the evaluator cannot be read, `evaluate/needs` when data without a hash cannot
 */
export async function packBundle(problem: Problem): Promise<PackedBundle> {
  const definition = await withHashes(problem.definition, problem.folder);
  const content = { ...(await contentOf(problem)), definition, folder: folderName(problem) };
  const text = canonicalJson(content satisfies Bundle);
  return { hash: sha256(text), body: gzipSync(text).toString("base64") };
}

async function contentOf(problem: Problem) {
  try {
    const { version, seed, files, companions } = await bundleOf(problem);
    return {
      version,
      seed,
      files: [...files, ...companions].sort(([a], [b]) => (a < b ? -1 : 1)),
    };
  } catch (error) {
    if (!(error instanceof GalapagosError)) throw error;
    throw new GalapagosError(error.message, {
      code: "evaluate/scorer",
      ...(error.hint && { hint: error.hint }),
    });
  }
}

/** A folder's name as messages of the scorer show it; an odd one is replaced. */
function folderName({ folder, definition }: Problem): string {
  const name = basename(folder);
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name) ? name : definition.name;
}
