/**
 * A prompt is a Markdown file with gaps that users can read and replace. This folder reads such files, checks
 * their gaps, fits what goes into them to a budget of tokens, and fences everything that comes from outside
 * as data.
 */
export { assembleParts, type PromptPart } from "./assemble.ts";
export { PROMPT_NAMES, PROMPT_PLACEHOLDERS, type PromptName } from "./catalogue.ts";
export { fencedData, oneLine, quoted } from "./data.ts";
export { createPromptLibrary, type PromptLibrary, type PromptTexts, readPromptTexts } from "./library.ts";
export { promptSections } from "./sections.ts";
export { parseTemplate } from "./template.ts";
