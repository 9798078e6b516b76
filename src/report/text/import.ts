import { printable, shellWord } from "../../core/index.ts";
import type { ImportResult, KeyFate } from "../../problem/index.ts";

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
