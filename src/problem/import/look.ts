import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { GalapagosError } from "../../core/index.ts";

/** One Python file, as its syntax shows it. */
interface PythonFile {
  readonly imports: readonly { readonly name: string; readonly late: boolean }[];
  /** Texts that stand in it, short ones: some of them name files. */
  readonly strings: readonly string[];
  /** Functions and classes that it defines at its top level. */
  readonly names: readonly string[];
  readonly doc?: string | null;
  /** Why it could not be read. */
  readonly error?: string;
}

/** Findings of a look at a task's Python files. */
export interface PythonLook {
  /** By path in the task's folder: those that were asked for, and the task's own that they import. */
  readonly files: { readonly [path: string]: PythonFile };
  readonly missing: {
    /** Modules of others that are imported at once. */
    readonly needed: readonly string[];
    /** Those of them that the interpreter does not have. */
    readonly missing: readonly string[];
    /** Modules that it does not have either, imported within a function or a condition. */
    readonly late: readonly string[];
  };
  /** Keywords of the calls of the classes that were asked for. */
  readonly calls: { readonly [name: string]: { readonly [keyword: string]: unknown } };
}

/** Files that are looked at. */
export interface LookRequest {
  readonly folder: string;
  readonly files: readonly string[];
  /** A file in which classes are called to configure a run. */
  readonly config: string | null;
  readonly classes: readonly string[];
}

/**
 * Has a Python interpreter look at files without running them.
 *
 * @throws GalapagosError `problem/python` where there is no such interpreter, or it does not answer
 */
export function lookAt(python: string, request: LookRequest): Promise<PythonLook> {
  const script = fileURLToPath(new URL("../python/look.py", import.meta.url));
  return new Promise((resolve, reject) => {
    const child = spawn(python, ["-I", "-B", script], { env: { LANG: "C.UTF-8" }, cwd: "/" });
    const refuse = (why: string): void =>
      reject(
        new GalapagosError(`expected a Python interpreter at ${python}, got ${why}`, {
          code: "problem/python",
          hint: "install python3, or name another one: --python /path/to/venv/bin/python3",
        }),
      );
    let text = "";
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (more: string) => {
      text += more;
    });
    child.stderr.setEncoding("utf8").on("data", (more: string) => {
      said = (said + more).slice(-500);
    });
    child.once("error", (error) => refuse(error.message));
    child.stdin.on("error", () => {});
    child.once("close", (code) => {
      if (code === 0) resolve(JSON.parse(text) as PythonLook);
      else refuse(`exit code ${code}: ${said.trim().split("\n").at(-1) ?? ""}`);
    });
    child.stdin.end(JSON.stringify(request));
  });
}
