/**
 * The offered tool that words name: servers put a prefix before its name (`functions.edit`, `default_api.edit`), or marks and a number
 * behind it (`edit:0`, `edit<|channel|>json`), and models write it in capitals. The last one counts where several are named; `null` without one.
 */
export function toolNamed(words: string, names: ReadonlySet<string>): string | null {
  if (names.has(words)) return words;
  const lower = new Map([...names].map((name) => [name.toLowerCase(), name]));
  const found = words.match(/[\w-]+/g)?.findLast((word) => lower.has(word.toLowerCase()));
  return found === undefined ? null : (lower.get(found.toLowerCase()) ?? null);
}
