import { given } from "../../../core/index.ts";
import type { Limits } from "../../../problem/index.ts";
import type { Failure } from "../../failures.ts";
import { ARTIFACT, type Builder } from "./builder.ts";
import type { CommandPlace } from "./command-place.ts";
import type { JailedCommand, JailFile } from "./jail.ts";

/** A program as its command finds it. */
export interface LaidProgram {
  /** Its text, the first file first. */
  readonly files: readonly JailFile[];
  /** The file that was built of it; none where nothing is built. */
  readonly artifact: readonly JailFile[];
}

/** Builds a program, where programs are built, and lays it out; why it cannot be. */
export async function layProgram(
  { layout }: CommandPlace,
  builder: Builder | null,
  code: string,
): Promise<LaidProgram | Failure> {
  const built = builder && (await builder.build(code));
  if (built && built.status !== "ok") return built;
  const files = layout(code);
  if ("status" in files) return files;
  const artifact = built ? [{ name: ARTIFACT, content: built.artifact, isProgram: true }] : [];
  return { files, artifact };
}

/** The command that runs a program, with its seed. */
export function commandFor(
  { words, beside, env, kits, tmpBytes }: CommandPlace,
  limits: Limits,
  { files, artifact }: LaidProgram,
  seed: number,
): JailedCommand & { readonly limits: Limits } {
  return {
    ...{ words, limits, files: [...files, ...beside, ...artifact] },
    env: { ...env, ...kits.env, GALAPAGOS_SEED: String(seed >>> 0) },
    ...given({ tmpBytes }),
  };
}
