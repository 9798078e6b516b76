import { type ProgramFile, splitFiles } from "../../../program/index.ts";
import { type Failure, failure } from "../../failures.ts";
import type { JailFile } from "./jail.ts";

/** Lays out a program as files of a jail; why it cannot be, where its text has not the files that it should. */
export type Layout = (code: string) => readonly JailFile[] | Failure;

/** The layout of programs of one file, or of several: the first under a name of its own, the others where they say. */
export function layoutOf(first: string, home: string, parts: readonly string[]): Layout {
  if (parts.length === 0) return (code) => [{ name: first, content: code }];
  const placed = ({ path, text }: ProgramFile): JailFile => ({
    name: path === "" ? first : `${home}${path}`,
    content: text,
  });
  return (code) => {
    const files = splitFiles(code, parts);
    return typeof files === "string" ? failure("invalid", "syntax", files) : files.map(placed);
  };
}
