import type { BlockChange } from "./block.ts";
import { type Line, offsetOfLine } from "./lines.ts";
import { type EditableRange, type EditFailure, editFailure } from "./outcome.ts";

/**
 * Says why a change of whole lines is not allowed, or `null` when it is: it must lie inside one editable
 * range and must not write a region marker.
 *
 * @param editable - ranges that may change; `null` when all may
 */
export function checkChange(
  lines: readonly Line[],
  length: number,
  change: BlockChange,
  editable: readonly EditableRange[] | null,
): EditFailure | null {
  if (editable === null) return null;
  const start = offsetOfLine(lines, change.from, length);
  const end = offsetOfLine(lines, change.to, length);
  const inside = editable.some((range) => range.start <= start && end <= range.end);
  const line = change.from + 1;
  if (!inside) {
    const message = `line ${line} lies outside the EVOLVE-BLOCK regions and must stay as it is; change only lines between the markers.`;
    const text = lines[change.from]?.text;
    return editFailure("frozen", message, text === undefined ? undefined : { line, text });
  }
  const marker = change.lines.find((text) => MARKER.test(text));
  return marker === undefined ? null : editFailure("frozen", markerMessage(line));
}

/** True when the text has a region marker. */
export function hasMarker(text: string): boolean {
  return MARKER.test(text);
}

/** The message for an edit that writes a marker near `line`. */
function markerMessage(line: number): string {
  return `the change at line ${line} writes an EVOLVE-BLOCK marker; markers may be neither added nor removed.`;
}

/**
 * The text between, before and behind the editable ranges, in order: always one part more than there are
 * ranges.
 */
export function frozenParts(source: string, editable: readonly EditableRange[]): string[] {
  const ordered = [...editable].sort((a, b) => a.start - b.start);
  const starts = [0, ...ordered.map((range) => range.end)];
  return starts.map((start, at) => source.slice(start, ordered[at]?.start ?? source.length));
}

/**
 * True when `child` is `parent` with nothing changed outside the editable ranges: the frozen parts occur in
 * it byte for byte, in order, the first at its start and the last at its end.
 */
export function keepsFrozen(parent: string, child: string, editable: readonly EditableRange[]): boolean {
  const parts = frozenParts(parent, editable);
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (parts.length === 1) return child === parent;
  if (!child.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = child.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return child.length - last.length >= at && child.endsWith(last);
}

/** A line that opens or closes a region that may change; nobody may add or remove one by an edit. */
const MARKER = /EVOLVE-BLOCK-(?:START|END)/;
