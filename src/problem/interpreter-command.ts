import { basename } from "node:path";

/** True for a command line by which Python runs a program's file, and that ends with it. */
export function isPythonCommand(command: readonly string[] | null): boolean {
  const [program = "", ...rest] = command ?? [];
  return /^python(3(\.\d+)?)?$/.test(basename(program)) && rest.at(-1) === "{program}";
}

/** True for a command line by which Node runs a program's file. */
export function isNodeCommand(command: readonly string[] | null): boolean {
  return command?.length === 2 && command[0] === "node" && command[1] === "{program}";
}
