import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * The class of ajv's validators, loaded by the first who checks a value: it takes a quarter of a command's
 * start, which help texts and threads that check nothing do without.
 */
export function loadAjv(): typeof import("ajv").Ajv {
  return (require("ajv") as typeof import("ajv")).Ajv;
}

/** The reader of JSON with comments, loaded by the first text that `JSON.parse` does not take. */
export function loadJsonc(): typeof import("jsonc-parser") {
  return require("jsonc-parser") as typeof import("jsonc-parser");
}
