import { createHash } from "node:crypto";
import type { Build } from "../../../problem/index.ts";
import { type Failure, failure } from "../../failures.ts";
import type { ColdRunner } from "./cold-run.ts";
import type { Jail, JailFile } from "./jail.ts";
import type { Layout } from "./program-files.ts";

/** Artifact that a program was built into, or why it does not build. */
type Built = { readonly status: "ok"; readonly artifact: Buffer } | Failure;

/** The files that a build finds. */
interface BuiltProgram {
  /** Name of the program's first file in the jail. */
  readonly name: string;
  readonly layout: Layout;
  readonly beside: readonly JailFile[];
}

/** Builds programs, each once as long as it is remembered. */
export interface Builder {
  build(code: string): Promise<Built>;
}

/**
 * Makes a builder: a compiler runs in a jail of its own, with more time, memory and room than programs have, and what it
 * makes leaves the jail as bytes. They are remembered by the program's text, so that a program that runs on many inputs
 * is built once, and nothing that a program does can change what another one is built into.
 *
 */
export function createBuilder(
  { jail, runner }: { readonly jail: Pick<Jail, "path" | "containment">; readonly runner: ColdRunner },
  { name: file, layout, beside }: BuiltProgram,
  { command, timeMs, memoryMb }: Build,
  env: { readonly [name: string]: string },
): Builder {
  const made = `/tmp/${ARTIFACT}`;
  const target = jail.containment().tmpBytes === null ? jail.path(`built-${ARTIFACT}`) : made;
  const words = command.map((word) =>
    word.replaceAll("{program}", jail.path(file)).replaceAll("{artifact}", target),
  );
  const known = new KnownBuilds();

  async function run(code: string): Promise<Built> {
    const files = layout(code);
    if ("status" in files) return files;
    const limits = { timeMs, deadlineMs: timeMs, memoryMb, outputKb: MOST_MB * 1024 };
    const command = {
      words: ["/bin/sh", "-c", SCRIPT, target, ...words],
      files: [...files, ...beside],
      env,
      limits: { ...limits, fileMb: MOST_MB, processes: PROCESSES },
      tmpBytes: TMP_BYTES,
    };
    const outcome = await runner.run({ command, input: "", program: [] });
    if (outcome.status !== "ok") return refused(outcome, jail.path(file), file);
    if (outcome.output.length > 0) return { status: "ok", artifact: outcome.output };
    return failure("invalid", "build", "the build made an empty file");
  }

  return {
    async build(code) {
      const key = createHash("sha256").update(code).digest("base64");
      const found = known.take(key);
      if (found !== undefined) return found;
      const built = await run(code);
      // what a clock decided may be another time otherwise
      if (built.status === "ok" || built.status === "invalid") known.remember(key, built);
      return built;
    },
  };
}

/** Builds by their program's key, the last used ones, bounded in bytes. */
class KnownBuilds {
  readonly #builds = new Map<string, Built>();
  #size = 0;

  take(key: string): Built | undefined {
    const found = this.#builds.get(key);
    if (found === undefined) return undefined;
    this.#builds.delete(key);
    this.#builds.set(key, found);
    return found;
  }

  remember(key: string, built: Built): void {
    this.#builds.set(key, built);
    this.#size += sizeOf(built);
    for (const [oldest, old] of this.#builds) {
      if (this.#size <= KEPT_BYTES || oldest === key) break;
      this.#builds.delete(oldest);
      this.#size -= sizeOf(old);
    }
  }
}

/** Name of the file that a build makes. */
export const ARTIFACT = "artifact";

/** Why a build gave nothing: its compiler's words, whole, with the program's file by its name alone. */
function refused(
  { lastWords, ...why }: Failure & { readonly lastWords: string },
  path: string,
  file: string,
): Failure {
  if (why.kind !== "exit") return { ...why, message: `the build: ${why.message}`.slice(0, 500) };
  const said = lastWords.replaceAll(path, file).trim();
  if (said === "") return failure("invalid", "build", `the build: ${why.message}`);
  const first = said.split("\n").find((line) => /\berror\b/i.test(line)) ?? said.split("\n")[0] ?? "";
  return {
    ...failure("invalid", "build", `the program does not build: ${first}`),
    artifacts: { compiler: said },
  };
}

function sizeOf(built: Built): number {
  return built.status === "ok" ? built.artifact.length : 1024;
}

/** Runs the build, whose every word goes to standard error, and writes what it made to standard output. */
const SCRIPT = '"$@" >&2 </dev/null && exec cat "$0"';
/** Largest file that a build may write, and its largest result, MiB. */
const MOST_MB = 64;
/** Room of a build's /tmp, bytes. */
const TMP_BYTES = 512 << 20;
/** Processes and threads of a build. */
const PROCESSES = 256;
/** Artifacts that one lane remembers, bytes. */
const KEPT_BYTES = 128 << 20;
