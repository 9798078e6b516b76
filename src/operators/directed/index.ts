/**
 * Directed variation: children come from a language model that plans, writes, verifies and reflects
 * (LoongFlow, arXiv
 * 2512.24077). One step is
 *
 * 1. a *choice*: which way to make a child, which model, which wording; by what paid so far or by weight;
 * 2. a *plan* by the model, which sees the parent, its lineage, its other children (failures too) and the
 * best of other islands, and
 * may ask for more;
 * 3. *attempts* to write it: rounds of parallel attempts (chat) or a loop of tools (react). An edit that does
 * not apply, a program that does not
 * parse, repeats another or fails goes back to the model within the step. What passes is scored as a trial of
 * the step;
 * 4. after the verdict a *lesson*, which says what the outcome was due to, and what should become of the
 * lessons that the step was told.
 *
 * Everything that is said goes into the step's story. Model text is data throughout: fenced in prompts,
 * bounded, never run.
 */
export { openDirectedOperator } from "./open-directed.ts";
export { ANSWER, answererOf, EMBEDDING, ensembleOf, modelsOf, roleOf, SESSION } from "./ensemble.ts";
