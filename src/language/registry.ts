import { extname } from "node:path";
import { any } from "./any.ts";
import { cpp } from "./cpp.ts";
import { go } from "./go.ts";
import { javascript } from "./javascript.ts";
import type { Contract, Language } from "./language.ts";
import { python } from "./python.ts";
import { redcode } from "./redcode.ts";
import { rust } from "./rust.ts";
import { shell } from "./shell.ts";
import { text } from "./text.ts";
import { typescript } from "./typescript.ts";

/** All languages that the toolkit knows. A new one is a file beside this one and its name in this list. */
export const LANGUAGES: readonly Language[] = [
  javascript,
  typescript,
  python,
  cpp,
  rust,
  go,
  shell,
  redcode,
  text,
  any,
];

/** The language of this name, or `null`. */
export function languageNamed(name: string): Language | null {
  return LANGUAGES.find((language) => language.name === name) ?? null;
}

/** The language of a file by its extension; `any` for one that no language claims. */
export function languageOfFile(file: string): Language {
  const extension = extname(file).toLowerCase();
  return LANGUAGES.find(({ extensions }) => extensions.includes(extension)) ?? any;
}

/** The part of a problem that says how its programs are written and called. */
export interface Calling {
  /** A language's name. Records of older runs say `command` of everything that a command runs. */
  readonly language: string;
  readonly seed: string;
  readonly command: readonly string[] | null;
}

/** The language of a problem's programs. */
export function languageOf({ language, seed }: Pick<Calling, "language" | "seed">): Language {
  return languageNamed(language) ?? languageOfFile(seed);
}

/** How a problem's programs are called: by its command if it names one, else as their language is. */
export function contractOf(calling: Calling): Contract {
  return calling.command === null ? languageOf(calling).contract : "command";
}
