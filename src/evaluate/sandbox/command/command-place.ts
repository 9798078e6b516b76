import { extname } from "node:path";
import { kitsOf } from "../../../kit/index.ts";
import { type Problem, type ProblemDefinition, supportFiles } from "../../../problem/index.ts";
import type { Bubblewrap } from "../bubblewrap.ts";
import { ARTIFACT } from "./builder.ts";
import type { ColdRunner } from "./cold-run.ts";
import { createColdRunner } from "./cold-runner.ts";
import { type Furniture, furnitureOf, TASK_FOLDER } from "./furniture.ts";
import { createJail, type Jail, type JailFile } from "./jail.ts";
import { type NodeKits, nodeKits } from "./node-kits.ts";
import { type Layout, layoutOf } from "./program-files.ts";
import { openRepository, type SandboxRepository } from "./repository.ts";
import { type UnpackedRepository, unpackedFor } from "./unpacked-repository.ts";
import { virtualEnvironmentOf } from "./virtual-environment.ts";

/** Where the command of a problem runs, and all that it finds there besides a program. */
export interface CommandPlace {
  readonly jail: Jail;
  readonly runner: ColdRunner;
  readonly env: Furniture["env"];
  readonly kits: NodeKits;
  readonly repository: SandboxRepository | null;
  readonly unpacked: UnpackedRepository | null;
  /** Files that lie beside each program. */
  readonly beside: readonly JailFile[];
  /** Size of its /tmp, bytes; `undefined`: the usual. */
  readonly tmpBytes: number | undefined;
  /** Name of a program's first file, how all of them are laid out, and their paths. */
  readonly name: string;
  readonly layout: Layout;
  readonly paths: readonly string[];
  /** The command as the problem writes it, with the interpreter of its virtual environment, and with the paths of the jail. */
  readonly line: readonly string[];
  readonly words: readonly string[];
}

/**
 * Sets up the place of a problem's command.
 *
 * @throws GalapagosError `evaluate/needs`, `evaluate/repository` where something that the problem names is not there
 */
export async function openPlace(
  problem: Problem,
  bubblewrap: Bubblewrap | null,
  command: readonly string[],
): Promise<CommandPlace> {
  const { definition, folder } = problem;
  const environment = virtualEnvironmentOf(command[0] ?? "", folder, bubblewrap !== null);
  const unpacked = await unpackedFor(problem, bubblewrap !== null);
  const views = [...(environment?.views ?? []), ...(unpacked?.views ?? [])];
  const furniture = withPath(furnitureOf(problem, bubblewrap?.user !== null, views), unpacked?.path);
  const support = definition.needs ? await supportFiles(folder, definition) : [];
  const { home, name, layout, paths } = placesOf(definition, support.length > 0, unpacked);
  const { env } = furniture;
  const jail = createJail(bubblewrap, [folder], furniture);
  const start = bubblewrap && { bubblewrap, hidden: [folder], furniture, looksAhead: !definition.timing };
  const runner = createColdRunner(jail, start);
  const kits = nodeKits(kitsOf(definition), jail);
  const repository = openRepository(problem, { jail, runner }, env, unpacked);
  const given = support.map(({ path, content }) => ({ name: `${home}${path}`, content }));
  const line = environment === null ? command : [environment.word, ...command.slice(1)];
  const written = (part: string): string =>
    part.replaceAll("{program}", jail.path(name)).replaceAll("{artifact}", jail.path(ARTIFACT));
  return {
    ...{ jail, runner, env, kits, repository, unpacked, name, layout, line },
    beside: [...given, ...kits.files, ...(repository?.files ?? [])],
    tmpBytes: definition.needs ? definition.needs.temporaryMb << 20 : undefined,
    paths: paths.map(jail.path),
    words: unpacked?.words ?? line.map(written),
  };
}

/** Where a program's files lie: with others in a folder of their own, because at the root their names could be the system's. */
function placesOf(
  { parts = [], seed }: ProblemDefinition,
  hasSupport: boolean,
  unpacked: UnpackedRepository | null,
) {
  const home = hasSupport || parts.length > 0 ? `${TASK_FOLDER}/` : "";
  const name = unpacked?.program ?? `${home}program${extname(seed)}`;
  const paths = [name, ...parts.map((path) => `${home}${path}`)];
  return { home, name, paths, layout: layoutOf(name, home, parts) };
}

/** Furniture with a folder of programs first on the search path. */
function withPath(furniture: Furniture, path: string | undefined): Furniture {
  if (path === undefined) return furniture;
  const { env } = furniture;
  return { ...furniture, env: { ...env, PATH: `${path}:${env.PATH ?? ""}` } };
}
