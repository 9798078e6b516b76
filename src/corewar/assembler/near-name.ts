import { closestName } from "../../core/index.ts";

/** `; did you mean "start"?` where one of the names is near to a misspelt one, else nothing. */
export function meantName(word: string, names: Iterable<string>): string {
  if (word.length > MOST_LETTERS) return "";
  const near = closestName(
    word,
    [...names].slice(0, MOST_NAMES).filter((name) => name.length <= MOST_LETTERS),
  );
  return near === null ? "" : `; did you mean "${near}"?`;
}

/** Longest name that is compared, and most names that it is compared with: sources may be hostile. */
const MOST_LETTERS = 40;
const MOST_NAMES = 1000;
