import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * The class of ajv's validators, loaded by the first who asks: it takes a tenth of a second on a busy machine, which help texts and
 * threads that check nothing do without.
 */
export function loadAjv(): typeof import("ajv").Ajv {
  return (require("ajv") as typeof import("ajv")).Ajv;
}
