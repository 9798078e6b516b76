import { shortHash } from "../../core/index.ts";
import { deltaOf, type SourceDelta } from "../html/source-delta.ts";

/** A finder of changes that remembers those it found: texts of a run that grows stay as they were. */
export function rememberingDeltas(): typeof deltaOf {
  const known = new Map<string, SourceDelta>();
  return (base, text) => {
    const key = shortHash(`${base.length}:${base}${text}`);
    const delta = known.get(key) ?? deltaOf(base, text);
    known.set(key, delta);
    return delta;
  };
}
