import { integer, list, map, object, optional, string } from "../../schema/index.ts";
import { fileName } from "./parts.ts";

const path = (description: string) =>
  string({ description, minLength: 1, maxLength: 4096, pattern: "^[^\\u0000]+$" });

/** A folder of data that programs may read. */
const DATA = object(
  {
    path: path("The folder or file: in this folder, or absolute."),
    name: string({
      description: "Its name in the sandbox: /data/<name>.",
      pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$",
    }),
    sha256: optional(
      string({
        description:
          "Hash of its content, as galapagos doctor <problem> tells it. Default: it is not checked.",
        pattern: "^[0-9a-f]{64}$",
      }),
    ),
  },
  { description: "Data that programs may read, and nobody can change." },
);

/** Contents of the sandbox, besides the system, for programs that are commands and for evaluators beside them. */
export const NEEDS = object(
  {
    environments: list(
      path(
        "A virtual environment, a toolchain, a prefix: a folder with a bin folder, in this folder or absolute.",
      ),
      {
        description:
          "Folders that are visible, read-only, at their own path; their bin comes first on the PATH of programs.",
        maxItems: 20,
        default: [],
      },
    ),
    packages: list(string({ description: "Name of a module.", pattern: "^[A-Za-z_][A-Za-z0-9_.]{0,199}$" }), {
      description: "Modules that the Python of programs has to have.",
      maxItems: 200,
      default: [],
    }),
    programs: list(
      string({ description: "Name of a program.", pattern: "^[A-Za-z0-9_][A-Za-z0-9_.+-]{0,99}$" }),
      {
        description: "Programs of the system or of an environment that have to be there.",
        maxItems: 100,
        default: [],
      },
    ),
    files: list(fileName("A file or folder in this folder."), {
      description:
        "Further files of this folder that programs find beside their own: read-only, or a fresh copy where the evaluator runs them. They belong to the problem's version.",
      maxItems: 1000,
      default: [],
    }),
    data: list(DATA, {
      description: "Folders of data, read-only under /data. Whatever lies there a program can read.",
      maxItems: 20,
      default: [],
    }),
    variables: map(string({ maxLength: 10_000 }), {
      description: "Environment variables of programs.",
      maxProperties: 100,
      propertyNames: { pattern: "^[A-Za-z_][A-Za-z0-9_]{0,99}$" },
      default: {},
    }),
    threads: integer({
      description: "Threads of libraries of numbers (OpenBLAS, OpenMP, MKL).",
      minimum: 1,
      maximum: 1024,
      default: 1,
    }),
    processes: integer({
      description: "Processes and threads that a program may have at once.",
      minimum: 1,
      maximum: 4096,
      default: 48,
    }),
    temporaryMb: integer({
      description: "Room of the private /tmp, MiB.",
      minimum: 1,
      maximum: 65_536,
      default: 64,
    }),
    sharedMemoryMb: integer({
      description: "Room of a private /dev/shm, MiB; 0: there is none.",
      minimum: 0,
      maximum: 65_536,
      default: 0,
    }),
  },
  { description: "What a command finds in its sandbox besides the system." },
);
