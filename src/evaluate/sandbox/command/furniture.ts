import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { GalapagosError } from "../../../core/index.ts";
import { environmentsOf, type Problem } from "../../../problem/index.ts";
import { readableByNobody } from "../bubblewrap.ts";

/** A file or folder of the machine that a jail shows, read-only, at a path of its own. */
export interface JailView {
  readonly from: string;
  readonly to: string;
}

/** Contents of a jail for one problem besides the system's folders. */
export interface Furniture {
  /** Folders that are visible, read-only, under a path of the jail's own or the one they have. */
  readonly bound: readonly JailView[];
  /** Paths that lead into the private /tmp. */
  readonly links: readonly { readonly path: string; readonly to: string }[];
  /** The environment of every command. */
  readonly env: { readonly [name: string]: string };
  /** Room of a private /dev/shm, bytes; 0: there is none. */
  readonly sharedMemoryBytes: number;
  /** Processes and threads of a command; `undefined`: the usual. */
  readonly processes?: number;
}

/**
 * What a problem's commands find, as its `needs` say.
 *
 * @throws GalapagosError `evaluate/needs` where something is not there, or cannot be read by the user that commands have
 */
export function furnitureOf(
  { definition, folder }: Problem,
  asNobody: boolean,
  views: readonly JailView[] = [],
): Furniture {
  const { needs } = definition;
  if (!needs) return { bound: views, links: [], env: ENVIRONMENT, sharedMemoryBytes: 0 };
  const environments = environmentsOf(folder, needs);
  const prefixes = environments.flatMap(({ folder: home, beneath }) => [home, ...beneath]);
  const data = needs.data.map(({ path, name }) => ({ from: resolve(folder, path), to: `/data/${name}` }));
  for (const path of [...prefixes, ...data.map(({ from }) => from)]) requireReadable(path, asNobody);
  const threads = String(needs.threads);
  return {
    bound: [...views, ...prefixes.map((path) => ({ from: path, to: path })), ...data],
    links: [],
    env: {
      ...ENVIRONMENT,
      PATH: [...environments.map(({ bin }) => bin), ENVIRONMENT.PATH].join(":"),
      ...{ OPENBLAS_NUM_THREADS: threads, OMP_NUM_THREADS: threads, MKL_NUM_THREADS: threads },
      ...needs.variables,
    },
    sharedMemoryBytes: needs.sharedMemoryMb << 20,
    processes: needs.processes,
  };
}

function requireReadable(path: string, asNobody: boolean): void {
  const hint = "galapagos doctor <problem> says all that is missing";
  if (!existsSync(path)) {
    throw new GalapagosError(`expected what the problem needs at ${path}, got nothing`, {
      code: "evaluate/needs",
      hint,
    });
  }
  if (!asNobody || readableByNobody(path)) return;
  throw new GalapagosError(`expected ${path} to be readable by everybody, since programs run as nobody`, {
    code: "evaluate/needs",
    hint: "give it, and the folders above it, the right: chmod o+rx; or put it elsewhere",
  });
}

/** Folder of a jail in which a program lies with the files that its problem gives it. */
export const TASK_FOLDER = "task";
/** The environment of a command, besides its seed. */
const ENVIRONMENT = {
  PATH: "/usr/local/bin:/usr/bin:/bin",
  HOME: "/tmp",
  LANG: "C.UTF-8",
  TZ: "UTC",
  PYTHONHASHSEED: "0",
  PYTHONDONTWRITEBYTECODE: "1",
};
