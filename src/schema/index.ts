/**
 * A *declaration* says what a user may write: its type, its check, its defaults, its help and its page of the
 * documentation are read from it, and stand nowhere else. This room holds the words that declarations are
 * made of, fills in defaults, reads the files and checks the values, and tells every mistake with its line.
 */
export { completed } from "./completed.ts";
export * from "./declare.ts";
export {
  type Complete,
  FLAG,
  type JsonSchema,
  type Properties,
  type SettingFlag,
  type Written,
} from "./declared.ts";
export { type Fault, faultAt, show } from "./fault.ts";
export { type JsonText, readJson } from "./json-text.ts";
export { loadAjv } from "./load-late.ts";
export { type Mismatch, plainTest, type Test } from "./plain-test.ts";
export { readText } from "./read-text.ts";
export { type FaultOrigin, refuse } from "./refuse.ts";
export { schemaCheck } from "./schema-check.ts";
export { schemaFile } from "./schema-file.ts";
