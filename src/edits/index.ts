/**
 * An edit is a model's reply that changes a program: SEARCH/REPLACE blocks, a unified diff, or the whole
 * program anew. This folder reads the three formats, finds the quoted lines in the program (line by line,
 * once, tolerant of white space and typography), keeps everything outside the editable regions byte for byte,
 * and says by name why a reply does not apply, with the text that it probably meant.
 */
export { applyEdit } from "./apply-edit.ts";
export { readFences } from "./fences.ts";
export { keepsFrozen } from "./frozen.ts";
export {
  EDIT_FORMATS,
  type EditableRange,
  type EditFailure,
  type EditFormat,
  type EditOutcome,
} from "./outcome.ts";
export { rebase } from "./rebase.ts";
export { writeEdit } from "./write-edit.ts";
