import { basename } from "node:path";

/**
 * The line that tells why a command failed, out of its last words on standard error, with its place in the program where one is
 * named: `program.py:12: ValueError: no table`. Understands the traces of Python, Node, Go, Rust, shells, Perl, Ruby, Lua and whatever
 * writes `file:line`. Time is linear in the words.
 *
 * @param paths - of the program's files, as the command knew them
 */
export function reasonOf(lastWords: string, paths: readonly string[]): string {
  const lines = lastWords
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const places = lines.flatMap((line) => paths.flatMap((path) => placeIn(line, path)));
  const isPython = places.some(({ isTraceback }) => isTraceback);
  // the innermost place is the last one of Python's, and the first one of everybody else's
  const place = isPython ? places.findLast(({ isTraceback }) => isTraceback) : places[0];
  const reason = isPython ? (lines.at(-1) ?? "") : messageIn(lines, place?.rest ?? "");
  if (place === undefined) return reason;
  const { path } = place;
  const bare = withoutPlace(reason.replaceAll(path, basename(path)), basename(path));
  return `${basename(path)}:${place.line}${bare === "" ? "" : `: ${bare}`}`;
}

/** The message without a place of its own at its head. */
function withoutPlace(reason: string, name: string): string {
  if (!reason.startsWith(name)) return reason;
  const after = AFTER_FILE.exec(reason.slice(name.length))?.[0];
  if (after === undefined) return reason;
  return reason.slice(name.length + after.length).replace(/^(?::\d{1,7})?[:,\s]{0,4}/, "");
}

/** A place in the program that a line names. */
interface Place {
  /** Of the file. */
  readonly path: string;
  readonly line: number;
  /** As Python's tracebacks write it. */
  readonly isTraceback: boolean;
  /** Text that follows it on its line. */
  readonly rest: string;
}

function placeIn(line: string, path: string): readonly Place[] {
  const at = line.indexOf(path);
  if (at < 0) return [];
  const found = AFTER_FILE.exec(line.slice(at + path.length));
  if (!found) return [];
  const rest = line.slice(at + path.length + found[0].length).replace(/^(?::\d{1,7})?[:,.\s]{0,4}/, "");
  return [{ path, line: Number(found[1]), isTraceback: found[0].startsWith('", line'), rest }];
}

/** Text between a file and a line: `", line 3`, `: line 3`, `: 3`, `:3`, ` line 3`. */
const AFTER_FILE = /^(?:", line |: line |: ?| line )(\d{1,7})/;

/** The message: what follows a panic's head, what languages begin it with, what stands beside the place, or the last line. */
function messageIn(lines: readonly string[], besidePlace: string): string {
  const panic = lines.findIndex((line) => line.startsWith("thread ") && line.includes(" panicked at "));
  const after = panic < 0 ? undefined : lines[panic + 1];
  const named = lines.find((line) => MESSAGE.test(line));
  return after ?? named ?? (besidePlace || lines.findLast((line) => !line.startsWith("note: ")) || "");
}

const MESSAGE = /^(?:panic: |fatal error: |(?:Uncaught )?[A-Za-z_.]{0,60}(?:Error|Exception)(?:: | \[|$))/;
