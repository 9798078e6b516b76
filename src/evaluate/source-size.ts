import { type Failure, failure } from "./failures.ts";

/** The failure of a program whose text is too long to be sent anywhere, else `null`. */
export function sourceTooLong(source: string): Failure | null {
  if (source.length <= MAX_SOURCE) return null;
  return failure(
    "invalid",
    "source-size",
    `the program has ${source.length} characters, more than ${MAX_SOURCE}`,
  );
}

/** Longest program text, in characters. */
const MAX_SOURCE = 1 << 20;
