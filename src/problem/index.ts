/**
 * A *problem* is what is to be solved: a folder with `problem.json` (task, limits, objective, features), a
 * seed program to start from, and an evaluator that judges what programs return. Programs get inputs and
 * return plain JSON; the evaluator's scorer judges that JSON where no program can reach it. This room finds,
 * checks, completes and scaffolds problems; it never runs one.
 */
export { aimsOf } from "./aims.ts";
export { bestKnownOf, roundingOf, standingOf } from "./best-known.ts";
export { defineProblem, type ProblemInCode } from "./define-problem.ts";
export * from "./definition.ts";
export { entryPointsOf } from "./entry-points.ts";
export type { KeyFate } from "./import/fates.ts";
export { type ImportOptions, type ImportResult, importTask } from "./import/import-task.ts";
export {
  type CompetitionResult,
  importCompetition,
  isCompetition,
} from "./import/mlebench/import-competition.ts";
export { TOOLS } from "./import/plan.ts";
export { findRecordedProblem } from "./find-recorded.ts";
export { ENGINES } from "./engines.ts";
export { PROBLEM_SCHEMA } from "./file/problem-file.ts";
export { KNOWN_VALUES_SCHEMA } from "./known-values.ts";
export * from "./list-problems.ts";
export { loadProblem, PRESET_SEPARATOR } from "./load-problem.ts";
export type { Mutator, OwnChild, OwnMutator } from "./mutator.ts";
export type * from "./policy.ts";
export { changesIn, git } from "./repository/git.ts";
export {
  callingProgram,
  functionOfArchive,
  LAP_CALLS,
  type PythonFunction,
} from "./repository/call-function.ts";
export { initFromRepository } from "./repository/init-from-repository.ts";
export { withLineEndsOf, withoutMarkers } from "./repository/markers.ts";
export { LAP_MODULE, ONE_THREAD, SHARED } from "./repository/call-script.ts";
export { unpackRepository } from "./repository/script-kit.ts";
export { isNodeCommand, isPythonCommand } from "./interpreter-command.ts";
export { bundleOf, uncountedFiles } from "./problem-version.ts";
export { findProblemFolder, PROBLEM_FILE, shippedProblems } from "./problem-folders.ts";
export { dataHash } from "./joint/data-hash.ts";
export { environmentsOf, pythonOf, SYSTEM_PYTHON } from "./joint/environments.ts";
export { missingModules } from "./joint/python-modules.ts";
export { HARNESS, harnessFiles } from "./joint/harness-files.ts";
export { type SupportFile, supportFiles } from "./joint/support-files.ts";
export { isInside } from "./read-inside.ts";
export { canGoOnWith, isUnchangedIn, judgesAlike } from "./same-code.ts";
export { isModule, scorerCommand } from "./scorer-command.ts";
export { initProblem } from "./templates/init-problem.ts";
export type { TemplateContract } from "./templates/template-contract.ts";
export { renderTemplate } from "./templates/render-template.ts";
export { TEMPLATE_LANGUAGES, type TemplateLanguage } from "./templates/template-language.ts";
