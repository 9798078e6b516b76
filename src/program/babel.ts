import { createRequire } from "node:module";

/**
 * The parser, loaded by the first program that is parsed: most commands and most threads never parse one, and
 * it is the largest module that this room needs.
 */
export function babel(): typeof import("@babel/parser") {
  loaded ??= createRequire(import.meta.url)("@babel/parser") as typeof import("@babel/parser");
  return loaded;
}

let loaded: typeof import("@babel/parser") | undefined;
