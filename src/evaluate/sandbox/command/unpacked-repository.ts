import { existsSync, realpathSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { GalapagosError } from "../../../core/index.ts";
import {
  isNodeCommand,
  LAP_MODULE,
  ONE_THREAD,
  SHARED,
  type Problem,
  unpackRepository,
} from "../../../problem/index.ts";
import { readableByNobody } from "../bubblewrap.ts";
import type { JailView } from "./furniture.ts";
import type { JailFile } from "./jail.ts";
import { readArchive } from "./repository-archive.ts";

/** A repository of scripts as a jail shows it: files that Node loads from where they lie. */
export interface UnpackedRepository {
  /** The repository, the packages that are installed in it, and the Node that runs this. */
  readonly views: readonly JailView[];
  /** Name of the file in the jail whose place a program takes. */
  readonly program: string;
  /** The module that calls the function, and an empty one. */
  readonly files: readonly JailFile[];
  /** Command line that calls a program's function in laps, and one that calls a function of ours which does nothing. */
  readonly words: readonly string[];
  readonly idleWords: readonly string[];
  /** Folders of programs, first on the search path. */
  readonly path: string;
  close(): Promise<void>;
}

/**
 * Unpacks the repository of a problem whose programs are scripts of Node, once for all of them; `null` for any other problem.
 *
 * @throws GalapagosError `evaluate/repository` when the archive is missing or has changed, or without walls
 */
export async function unpackedFor(
  { definition, folder }: Problem,
  isWalled: boolean,
): Promise<UnpackedRepository | null> {
  const { repository, command } = definition;
  if (!repository || !isNodeCommand(command)) return null;
  if (!isWalled) {
    throw new GalapagosError("a function of a repository of scripts runs in bubblewrap alone, got none", {
      code: "evaluate/repository",
      hint: "galapagos doctor says how to get it",
    });
  }
  const archive = join(folder, repository.archive);
  readArchive(archive, repository.sha256);
  const home = await mkdtemp(join(tmpdir(), "galapagos-repository-"));
  await chmod(home, 0o755);
  await unpackRepository(archive, home);
  const modules = join(resolve(folder, repository.root), "node_modules");
  const installed = existsSync(modules) && readableByNobody(realpathSync(modules));
  const program = `${REPOSITORY}/${repository.file}`;
  const called = [repository.function, ...(repository.shared === true ? [SHARED] : [])];
  return {
    views: [
      { from: home, to: `/${REPOSITORY}` },
      ...(installed ? [{ from: realpathSync(modules), to: "/node_modules" }] : []),
      { from: realpathSync(process.execPath), to: NODE },
    ],
    program,
    files: [
      { name: CALL, content: LAP_MODULE },
      { name: IDLE, content: `export function ${repository.function}() {}\n` },
      { name: NPM.slice(1), content: NPM_SCRIPT, isProgram: true },
    ],
    words: [NODE, ...ONE_THREAD, `/${CALL}`, `/${program}`, ...called],
    idleWords: [NODE, ...ONE_THREAD, `/${CALL}`, `/${IDLE}`, ...called],
    path: BIN,
    close: () => rm(home, { recursive: true, force: true }),
  };
}

/** Unpacked where tests may write, with the program in its file's place; every word goes to standard error. */
export const TEST_SCRIPT = `program="$0"; file="$1"; tests="$2"
mkdir -p "$PWD/repository" && cp -R /repository/. "$PWD/repository" && cd "$PWD/repository" || exit 1
cp "$program" "$file" && chmod 644 "$file" || exit 1
[ -e node_modules ] || ln -s /node_modules node_modules
exec /bin/sh -c "$tests" >&2 </dev/null`;

const REPOSITORY = "repository";
const CALL = "call.mjs";
const IDLE = "idle.mjs";
const BIN = "/node/bin";
const NODE = `${BIN}/node`;
const NPM = `${BIN}/npm`;
/** As much of npm as tests are run by: the scripts of package.json. */
const NPM_SCRIPT = `#!/bin/sh
while [ "\${1#-}" != "$1" ]; do shift; done
case "$1" in
  test | t) shift; set -- test "$@" ;;
  run | run-script) shift ;;
  *) echo "error: npm $1 is not there in the sandbox: npm test and npm run are" >&2; exit 1 ;;
esac
script="$1"; shift
[ "$1" = "--" ] && shift
exec ${NODE} --run "$script" -- "$@"
`;
