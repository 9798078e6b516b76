/** Macros: chains of commands with names, from files as pMARS reads them. */
import { existsSync, readFileSync } from "node:fs";
import { closestName } from "../../../core/index.ts";
import { Mistake } from "./arguments.ts";
import type { Debugging } from "./debugging.ts";

/** The file that is read where no macro is known yet, as by pMARS. */
const USUAL = "pmars.mac";

/** A definition: a name without blanks and commas, `=`, and a chain. Other lines of a file are comments. */
const DEFINITION = /^([^\s,=]+)=\s*(.*?)\s*$/;

/**
 * The chain that `macro name`, `macro name,file` or `macro ,file` means; without a name all macros are listed, and there is no chain.
 * The file `user` is the person: definitions are taken until an empty line or, as in cdb, a dot.
 */
export function macroIn(
  text: string,
  debugging: Debugging,
): { readonly chain: string | null; readonly answer: readonly string[] } {
  const [name = "", file = ""] = text.split(",", 2).map((part) => part.trim());
  const { macros } = debugging;
  if (file === "user") {
    takeDefinitions(debugging);
    return { chain: null, answer: ["definitions, name=command~command…; an empty line or a dot ends them"] };
  }
  if (file !== "") readMacros(file, debugging);
  else if (macros.size === 0 && existsSync(debugging.placeOf(USUAL))) readMacros(USUAL, debugging);
  if (name === "") {
    const all = [...macros].map(([known, chain]) => `${known}= ${chain}`);
    return {
      chain: null,
      answer: all.length > 0 ? all : ["no macros; macro ,user takes some, macro ,file reads them"],
    };
  }
  const chain = macros.get(name);
  if (chain !== undefined) return { chain, answer: [] };
  const near = closestName(name, [...macros.keys()]);
  throw new Mistake(
    `${name}: there is no such macro${near === null ? "; macro lists all" : `; did you mean ${near}?`}`,
  );
}

function readMacros(file: string, debugging: Debugging): void {
  let text: string;
  try {
    text = readFileSync(debugging.placeOf(file), "latin1");
  } catch (error) {
    throw new Mistake(`${file} cannot be read: ${(error as Error).message}`);
  }
  for (const line of text.split(/\r?\n/)) define(line, debugging);
}

function takeDefinitions(debugging: Debugging): void {
  debugging.pending = (line) => {
    if (["", "."].includes(line.trim())) debugging.pending = null;
    else if (!define(line, debugging)) throw new Mistake(`${line}: expected name=command~command…`);
    return [];
  };
}

/** Takes a definition; false where the line is none. */
function define(line: string, { macros }: Debugging): boolean {
  const [, name, chain = ""] = DEFINITION.exec(line.trim()) ?? [];
  if (name !== undefined) macros.set(name, chain);
  return name !== undefined;
}
