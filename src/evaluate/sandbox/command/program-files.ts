import { type ProgramFile, splitFiles } from "../../../program/index.ts";
import { type Failure, failure } from "../../failures.ts";
import type { JailFile } from "./jail.ts";

/** The first file of a program, and the others by their paths; why it has not the files that it should. */
export function filesOf(code: string, parts: readonly string[]): ProgramParts | Failure {
  if (parts.length === 0) return { first: code, others: [] };
  const files = splitFiles(code, parts);
  if (typeof files === "string") return failure("invalid", "syntax", files);
  const [first, ...others] = files;
  return { first: first?.text ?? "", others };
}

/** A program's first file, and the others. */
export interface ProgramParts {
  readonly first: string;
  readonly others: readonly ProgramFile[];
}

/** Lays out a program as files of a jail; why it cannot be, where its text has not the files that it should. */
export type Layout = (code: string) => readonly JailFile[] | Failure;

/** The layout of programs of one file, or of several: the first under a name of its own, the others where they say. */
export function layoutOf(first: string, home: string, parts: readonly string[]): Layout {
  return (code) => {
    const files = filesOf(code, parts);
    if ("status" in files) return files;
    const others = files.others.map(({ path, text }) => ({ name: `${home}${path}`, content: text }));
    return [{ name: first, content: files.first }, ...others];
  };
}
