import { shellWord } from "../../core/index.ts";

/** The flags of an import that decide what becomes of its folder. */
interface ImportFlags {
  readonly from?: string;
  readonly metric?: string;
  readonly python?: string;
}

/** The command that imports a place in the same way under another name. */
export function importAs(place: string, { from, metric, python }: ImportFlags): (name: string) => string {
  const flags = Object.entries({ from, metric, python }).flatMap(([flag, value]) =>
    value === undefined ? [] : [`--${flag}`, shellWord(value)],
  );
  return (name) => ["galapagos import", shellWord(place), ...flags, `--to ${name}`].join(" ");
}
