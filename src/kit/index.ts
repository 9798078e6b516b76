/**
 * Kits: modules that candidates may import where their problem allows it. A kit's text is made from the sources beside it by
 * `npm run generate` and kept, so that it is the same on every machine: scores depend on it.
 */
export { type Kit, kitNamed, KIT_NAMES, kitsOf } from "./kits.ts";
