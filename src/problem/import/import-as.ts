import { shellWord } from "../../core/index.ts";

/** The command that imports a place under another name. */
export function importAs(place: string): (name: string) => string {
  return (name) => `galapagos import ${shellWord(place)} --to ${name}`;
}
