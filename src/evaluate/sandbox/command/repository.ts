import { createHash } from "node:crypto";
import { join } from "node:path";
import { callingProgram, functionOfArchive, type Problem, withoutMarkers } from "../../../problem/index.ts";
import { type Failure, failure } from "../../failures.ts";
import type { ColdRunner } from "./cold-run.ts";
import type { Jail, JailFile } from "./jail.ts";
import { readArchive } from "./repository-archive.ts";
import { TEST_SCRIPT, type UnpackedRepository } from "./unpacked-repository.ts";

/** The repository that programs are a file of, as a sandbox has it. */
export interface SandboxRepository {
  /** Files that every jail finds. */
  readonly files: readonly JailFile[];
  /** Runs the tests with a program in its file's place; `null` when they pass, which is remembered by the program's text. */
  test(code: string): Promise<Failure | null>;
  /** A program in Python that calls the function of a program's text on the cases of an input. */
  callingProgram(code: string): string;
}

/**
 * Opens the repository of a problem. The tests run in a jail of their own: an unpacked copy that is gone afterwards, no network,
 * room as a build has.
 *
 * @param env - environment of the tests
 * @throws GalapagosError `evaluate/repository` when the archive is missing or has changed
 */
export function openRepository(
  { definition, folder }: Problem,
  { jail, runner }: { readonly jail: Jail; readonly runner: ColdRunner },
  env: { readonly [name: string]: string },
  unpacked: UnpackedRepository | null,
): SandboxRepository | null {
  const { repository } = definition;
  if (!repository) return null;
  const archived = (): readonly JailFile[] => [
    { name: ARCHIVE, content: readArchive(join(folder, repository.archive), repository.sha256) },
  ];
  const files = unpacked?.files ?? archived();
  const [script, archives] = unpacked ? [TEST_SCRIPT, []] : [SCRIPT, [jail.path(ARCHIVE)]];
  const known = new Map<string, Failure | null>();

  async function run(code: string): Promise<Failure | null> {
    const { test, file, testMs } = repository as NonNullable<typeof repository>;
    const limits = { timeMs: testMs, deadlineMs: testMs, memoryMb: MEMORY_MB, outputKb: 1024 };
    const command = {
      words: ["/bin/sh", "-c", script, ...archives, jail.path(PROGRAM), file, test],
      files: [...files, { name: PROGRAM, content: withoutMarkers(code) }],
      env,
      limits: { ...limits, fileMb: 256, processes: 256 },
      tmpBytes: TMP_BYTES,
      makesPairs: true,
    };
    const outcome = await runner.run({ command, input: "", program: [] });
    if (outcome.status === "ok") return null;
    const { lastWords, ...why } = outcome;
    if (why.kind !== "exit") return { ...why, message: `the tests: ${why.message}`.slice(0, 500) };
    const said = lastWords.trim();
    const last = said.split("\n").findLast((line) => /error|assert|fail/i.test(line)) ?? why.message;
    return {
      ...failure("invalid", "tests", `the repository's tests fail: ${last}`),
      artifacts: { tests: said },
    };
  }

  return {
    files,
    async test(code) {
      const key = createHash("sha256").update(code).digest("base64");
      const found = known.get(key);
      if (found !== undefined) return found;
      const verdict = await run(code);
      // what a clock decided may be another time otherwise
      if (verdict === null || verdict.status === "invalid") known.set(key, verdict);
      const [oldest] = known.keys();
      if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
      return verdict;
    },
    callingProgram: (code) => callingProgram(functionOfArchive(repository, jail.path(ARCHIVE)), code),
  };
}

/** Unpacks the repository, puts the program into its place, and runs the tests; every word goes to standard error. */
const SCRIPT = `archive="$0"; program="$1"; file="$2"; tests="$3"
mkdir -p "$PWD/repository" && cd "$PWD/repository" || exit 1
/usr/bin/python3 -m zipfile -e "$archive" . && cp "$program" "$file" && chmod 644 "$file" || exit 1
exec /bin/sh -c "$tests" >&2 </dev/null`;
/** Name in the jail of the archive that modules of Python are imported from, whatever the problem calls it. */
export const ARCHIVE = "repository.zip";
const PROGRAM = "tested";
/** Memory of the tests, MiB. */
const MEMORY_MB = 1024;
const TMP_BYTES = 512 << 20;
/** Programs whose tests are remembered by one lane. */
const REMEMBERED = 1000;
