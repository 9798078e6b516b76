import { kitsOf } from "../../kit/index.ts";
import type { Problem } from "../../problem/index.ts";

/** The modules that a program may import, in a few words for the middle of a sentence. */
export function importsOf(definition: Problem["definition"]): string {
  const names = kitsOf(definition).map(({ name }) => `\`${name}\``);
  return names.length === 0 ? "no imports" : `no imports but of ${names.join(", ")}`;
}

/** The kits that a program may import, a paragraph for each; empty for none. */
export function describeKits(definition: Problem["definition"]): string {
  const kits = kitsOf(definition);
  return kits
    .map(({ name, describe }) => `\n\nIt may \`import { … } from "${name}"\`:\n\n${describe}`)
    .join("");
}
