import { loadJsonc } from "./load-late.ts";

/** A place in a text, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A file's name with a place in it, as editors and terminals open it: `problem.json:3:16`. */
export function nameOf(file: string, place: Place | null): string {
  return place === null ? file : `${file}:${place.line}:${place.column}`;
}

/** The place of an offset. */
export function placeAt(text: string, offset: number): Place {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/**
 * The place of the value that a JSON pointer (RFC 6901) names, or of the name of one of its properties; the
 * nearest value around it where there is none. `null` for texts of more than 8 MiB.
 *
 * @param text - JSON with bounded nesting; comments and trailing commas are fine
 */
export function placeIn(text: string, pointer: string, property: string | null): Place | null {
  if (text.length > MAX_LENGTH) return null;
  const { parseTree, findNodeAtLocation } = loadJsonc();
  let node = parseTree(text);
  if (node === undefined) return null;
  for (const part of pointer.split("/").slice(1)) {
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    const inner = findNodeAtLocation(node, [node.type === "array" ? Number(name) : name]);
    if (inner === undefined) break;
    node = inner;
  }
  const named = property === null ? undefined : findNodeAtLocation(node, [property])?.parent;
  return placeAt(text, (named ?? node).offset);
}

/** Longest text in which places are looked up, characters. */
const MAX_LENGTH = 8 << 20;
