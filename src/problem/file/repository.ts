import { boolean, number, object, optional, string } from "../../schema/index.ts";
import { fileName } from "./parts.ts";

/** The repository that a program is a file of: what its tests and its other modules come from. */
export const REPOSITORY = object(
  {
    root: string({
      description: "Where the repository lies, seen from this folder.",
      minLength: 1,
      maxLength: 4096,
    }),
    archive: fileName("The archive of the repository's files, in this folder, as `git archive` makes it."),
    sha256: string({ description: "Hash of the archive.", pattern: "^[0-9a-f]{64}$" }),
    file: fileName("The file of the repository that programs take the place of."),
    function: string({
      description: "The function in that file that is called, by its name.",
      pattern: "^[A-Za-z_$][A-Za-z0-9_$]{0,99}$",
    }),
    path: string({
      description:
        "Folder of the archive from which Python imports; empty: its top. Nothing to scripts of Node.",
      maxLength: 1000,
      default: "",
    }),
    shared: optional(
      boolean({
        description:
          "Is it compared, too, which parts of a result are parts of the arguments, not copies of them? Left out by problems that were made before it could be.",
      }),
    ),
    test: string({
      description:
        "Command line of the shell, at the top of the repository, that ends with 0 where its tests pass.",
      minLength: 1,
      maxLength: 4096,
    }),
    testMs: number({
      description: "Wall clock of the tests of one program, milliseconds.",
      minimum: 1,
      maximum: 3_600_000,
      default: 60_000,
    }),
  },
  { description: "The repository that programs belong to." },
);
