import { canonicalJson, GalapagosError, sha256 } from "../../core/index.ts";
import { readJson, refuse, schemaCheck } from "../../schema/index.ts";
import type { LessonKind } from "../lesson.ts";
import { type ExportedLesson, MEMORY_SCHEMA, type WrittenMemoryFile } from "./memory-schema.ts";

/** A memory file, completed: its hash is there. */
export interface MemoryFile extends Pick<WrittenMemoryFile, "format" | "version" | "lessons"> {
  /** `sha256:` of the lessons' canonical JSON. */
  readonly hash: string;
}

const check = schemaCheck<WrittenMemoryFile>(
  MEMORY_SCHEMA,
  "schemas/memory.schema.json says what belongs there; galapagos memory export writes it",
);

/** The id that a lesson has in every file. */
export function exportedId(kind: LessonKind, text: string): string {
  return `m-${sha256(canonicalJson([kind, text])).slice(0, 12)}`;
}

/** A file of these lessons, ordered by id; of two with one id, the better supported stays. */
export function memoryFile(lessons: readonly ExportedLesson[]): MemoryFile {
  const best = new Map<string, ExportedLesson>();
  for (const lesson of lessons) {
    const other = best.get(lesson.id);
    if (other === undefined || weight(lesson) > weight(other)) best.set(lesson.id, lesson);
  }
  const ordered = [...best.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { format: "galapagos-memory", version: 1, hash: hashOf(ordered), lessons: ordered };
}

/** The text of a memory file; equal contents have equal text. */
export function renderMemoryFile(file: MemoryFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Reads a memory file.
 *
 * @param path - for messages
 * @throws GalapagosError `memory/file`
 */
export function parseMemoryFile(text: string, path: string): MemoryFile {
  const hint = "galapagos memory export writes one";
  const json = readJson(text, path, { code: "memory/file", hint });
  const content = json.value;
  if (!check.accepts(content)) {
    throw refuse(check.faults(content), { origin: path, text: json, code: "memory/file" });
  }
  const file = memoryFile(content.lessons);
  if (content.hash !== undefined && content.hash !== file.hash) {
    throw refused(
      `${path} was changed after it was written: its lessons have the hash ${file.hash}, not ${content.hash}`,
      "if you changed it yourself, delete its hash property",
    );
  }
  const misnamed = file.lessons.find(({ id, kind, text: said }) => id !== exportedId(kind, said));
  if (misnamed !== undefined) {
    throw refused(
      `${path}: ${misnamed.id} is not the id of its text, which is ${exportedId(misnamed.kind, misnamed.text)}`,
      "correct the id, and delete the file's hash property",
    );
  }
  return file;
}

function hashOf(lessons: readonly ExportedLesson[]): string {
  return `sha256:${sha256(canonicalJson(lessons))}`;
}

function weight({ support }: ExportedLesson): number {
  return support.for + support.against;
}

function refused(message: string, hint: string): GalapagosError {
  return new GalapagosError(message, { code: "memory/file", hint });
}
