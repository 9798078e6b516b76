import { printable, shellWord } from "../../core/index.ts";
import type { CompetitionResult, ImportResult, KeyFate } from "../../problem/index.ts";

/** An imported task for people: what was made, what became of its configuration, what is missing. @param folder - as a person would type it */
export function renderImport(made: ImportResult, folder: string): string {
  const { tool, files, keys, missing, notes, name, hasSettings } = made;
  const word = shellWord(name);
  return [
    `made ${folder} from a task of ${tool}: ${files.map((file) => printable(file)).join(", ")}`,
    ...keysOf(keys, "mapped"),
    ...keysOf(keys, "dropped"),
    ...keysOf(keys, "unknown"),
    ...notes.map((note) => `note: ${printable(note)}`),
    "note: program and evaluator share a process, as there: such scores are marked joint (docs/importing.md)",
    ...(missing.length === 0
      ? []
      : [
          `needs ${missing.map((module) => printable(module)).join(", ")}: not in the Python that runs it (--python names another)`,
        ]),
    `next: galapagos doctor ${word} && galapagos check ${word} && galapagos run ${word} --evaluations 50`,
    ...(hasSettings
      ? [`      with its own settings: galapagos run ${word} --config ${folder}/run.json`]
      : []),
  ].join("\n");
}

/** The keys of one fate: those with the same note in one line. */
function keysOf(keys: readonly KeyFate[], fate: KeyFate["fate"]): readonly string[] {
  const some = keys.filter((key) => key.fate === fate);
  if (fate === "mapped") {
    return some.length === 0
      ? []
      : [`mapped:  ${some.map(({ key, note }) => `${printable(key)} → ${note}`).join(", ")}`];
  }
  const notes = [...new Set(some.map(({ note }) => note))];
  return notes.map((note) => {
    const names = some.filter((key) => key.note === note).map(({ key }) => printable(key));
    return `${fate}: ${names.join(", ")}${fate === "unknown" ? "" : ` (${note})`}`;
  });
}

/** An imported competition for people. @param folder - as a person would type it */
export function renderCompetition(made: CompetitionResult, folder: string): string {
  const { name, files, metric, rows } = made;
  const word = shellWord(name);
  return [
    `made ${folder} from a competition of MLE-bench: ${files.join(", ")}`,
    `scored by ${metric}, out of fold on ${rows.folds} rows; champions on the competition's own ${rows.holdout}, whose answers no program sees`,
    'note: programs have the language alone; name what they may import in "needs" of problem.json: { "packages": ["pandas", "sklearn"] }',
    `next: galapagos check ${word} && galapagos run ${word} --evaluations 50`,
  ].join("\n");
}
