import { extname } from "node:path";
import { given, shortHash } from "../core/index.ts";
import { languageNamed } from "../language/index.ts";
import type { JudgingFiles, Problem } from "./definition.ts";
import { readJudgingFiles, versionOf } from "./problem-version.ts";

/**
 * True where two problems judge alike: their versions are the same, or what differs is text that does not
 * run, such as comments, types and layout.
 */
export function judgesAlike(one: Problem, other: Problem): boolean {
  return one.version === other.version || hasSameCode(one, other);
}

/**
 * True where a recorded run can go on with its problem as it is now: they judge alike, or do so once programs start as they did then,
 * which is how they start in that run.
 */
export function canGoOnWith(now: Problem, recorded: Problem): boolean {
  if (judgesAlike(now, recorded)) return true;
  if (now.code === undefined) return false;
  const { start: _start, ...rest } = now.definition;
  const definition = { ...rest, ...given({ start: recorded.definition.start }) };
  return judgesAlike({ ...now, definition, version: versionOf(definition, now.code) }, recorded);
}

/**
 * True where the files of a recorded problem, as they lie in a folder now, run as they did.
 *
 * @throws GalapagosError `problem/file` when they cannot be read
 */
export async function isUnchangedIn(folder: string, recorded: Problem): Promise<boolean> {
  const { definition, version } = recorded;
  const code = await readJudgingFiles(folder, definition);
  return (
    versionOf(definition, code) === version || hasSameCode({ ...recorded, code: keptOf(code) }, recorded)
  );
}

/** The files as a record keeps them: code as it is written, of all else a hash. */
export function keptOf({ evaluator, mutator, ...rest }: JudgingFiles): JudgingFiles {
  const kept = (files: JudgingFiles["evaluator"]): JudgingFiles["evaluator"] =>
    files.map(([path, text]) => [path, codeOf(path) === null ? shortHash(text) : text]);
  return { ...rest, evaluator: kept(evaluator), mutator: mutator && kept(mutator) };
}

function hasSameCode(one: Problem, other: Problem): boolean {
  // records of earlier versions do not say what ran
  if (one.code === undefined || other.code === undefined) return false;
  return versionOf(one.definition, formOf(one.code)) === versionOf(other.definition, formOf(other.code));
}

/** The files with what runs in place of what is written. */
function formOf({ evaluator, mutator, ...rest }: JudgingFiles): JudgingFiles {
  const forms = (files: JudgingFiles["evaluator"]): JudgingFiles["evaluator"] =>
    files.map(([path, text]) => [path, runningForm(path, text)]);
  return { ...rest, evaluator: forms(evaluator), mutator: mutator && forms(mutator) };
}

/** A hash of a module's syntax tree without types, comments and layout; of the text where it cannot be read. */
function runningForm(path: string, text: string): string {
  const written = codeOf(path);
  if (written === null) return text;
  try {
    const plain = written === "typescript" ? languageNamed(written)?.toJavaScript?.(text) : text;
    return languageNamed("javascript")?.fingerprint(plain ?? text).tree ?? text;
  } catch {
    return shortHash(text);
  }
}

function codeOf(path: string): "typescript" | "javascript" | null {
  if (/\.[mc]?ts$/.test(path)) return "typescript";
  return extname(path).match(/^\.[mc]?js$/) ? "javascript" : null;
}
