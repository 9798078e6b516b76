import { Command, Option } from "commander";
import { given, shellWord } from "../../core/index.ts";
import type { LessonLevel } from "../../memory/index.ts";
import { renderLessonDetail, renderLessons, renderMemoryTable } from "../../report/index.ts";
import {
  exportMemory,
  forgetInFile,
  forgetLesson,
  giveHint,
  importLessons,
  LESSON_LEVELS,
  listLessons,
  readMemoryFile,
  restoreLesson,
  showLesson,
} from "../../run/index.ts";
import { namedRun } from "../named-run.ts";
import type { Shell } from "../shell.ts";

/** `galapagos memory list | show | export | import | hint | forget | restore`. */
export function memoryCommand(shell: Shell): Command {
  const command = new Command("memory");
  for (const sub of [list, show, exportTo, importFrom, hint, forget, restore]) command.addCommand(sub(shell));
  return command;
}

function list(shell: Shell): Command {
  return new Command("list")
    .description("list a run's lessons and what they were worth")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .addOption(new Option("--level <level>", "only this level").choices(LESSON_LEVELS))
    .option("--file <file>", "list a memory file instead")
    .option("--json", "print JSON")
    .action((name: string | undefined, flags: { level?: LessonLevel; file?: string; json?: boolean }) => {
      const { level, file, json } = flags;
      if (file !== undefined) {
        const { lessons, ...rest } = readMemoryFile(shell.path(file));
        const shown = {
          ...rest,
          lessons: lessons.filter((one) => level === undefined || one.level === level),
        };
        return json ? shell.printJson(shown) : shell.print(renderMemoryTable(shown));
      }
      const report = listLessons({ folder: namedRun(shell, name) }, level);
      return json ? shell.printJson(report) : shell.print(renderLessons(report));
    });
}

function show(shell: Shell): Command {
  return new Command("show")
    .description("show a lesson: its evidence, its history, the steps it influenced")
    .argument("<lesson>", "id of a lesson, for example b3-l0")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .option("--json", "print JSON")
    .action((id: string, name: string | undefined, flags: { json?: boolean }) => {
      const detail = showLesson({ folder: namedRun(shell, name) }, id);
      return flags.json ? shell.printJson(detail) : shell.print(renderLessonDetail(id, detail));
    });
}

function exportTo(shell: Shell): Command {
  return new Command("export")
    .description("write a run's insights to a file that other runs can start with")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .requiredOption("--to <file>", "the file to write")
    .option("--patterns", "export patterns too, not only what held across islands")
    .option("--add", "add to the file when it exists")
    .action((name: string | undefined, flags: { to: string; patterns?: boolean; add?: boolean }) => {
      const { to, patterns, add } = flags;
      const options = { to: shell.path(to), ...given({ patterns, add }) };
      const { exported, run, problem } = exportMemory({ folder: namedRun(shell, name) }, options);
      shell.print(`${exported} lessons of ${run} written to ${to}`);
      shell.print(
        exported === 0
          ? "nothing held across islands yet; with --patterns, what held on one island is exported too"
          : `next: galapagos run ${shellWord(problem)} --model <model> --memory ${shellWord(to)}`,
      );
    });
}

function importFrom(shell: Shell): Command {
  return new Command("import")
    .description("give a stopped run the lessons of a file; they count from its next border")
    .argument("<file>", "a memory file")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .action(async (path: string, name: string | undefined) => {
      const file = readMemoryFile(shell.path(path));
      const { imported, run, border } = await importLessons({ folder: namedRun(shell, name) }, file);
      shell.print(
        `${imported} of ${file.lessons.length} lessons are new to ${run}; they count from border ${border}`,
      );
      shell.print(`next: galapagos resume ${shellWord(run)} --evaluations <more>`);
    });
}

function hint(shell: Shell): Command {
  return new Command("hint")
    .description("give a stopped run a hint of your own; models are told it from its next border on")
    .argument("<text>", "the hint, a sentence or two")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .action(async (text: string, name: string | undefined) => {
      const { run, border } = await giveHint({ folder: namedRun(shell, name) }, text);
      shell.print(`models of ${run} are told from border ${border} on`);
      shell.print(`next: galapagos resume ${shellWord(run)} --evaluations <more>`);
    });
}

function forget(shell: Shell): Command {
  return new Command("forget")
    .description("retire a lesson of a stopped run from its next border on, or take one out of a file")
    .argument("<lesson>", "id of a lesson")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .option("--file <file>", "take it out of this memory file instead")
    .option("--reason <text>", "why, for the record", "forgotten by a person")
    .action(async (id: string, name: string | undefined, flags: { file?: string; reason: string }) => {
      const { file, reason } = flags;
      if (file !== undefined) {
        const { lessons } = forgetInFile(shell.path(file), id);
        return shell.print(`${id} taken out of ${file}; ${lessons.length} lessons stay`);
      }
      const { run, border } = await forgetLesson({ folder: namedRun(shell, name) }, id, reason);
      shell.print(`${id} is forgotten in ${run} from border ${border} on; its record stays`);
    });
}

function restore(shell: Shell): Command {
  return new Command("restore")
    .description("bring a lesson of a stopped run back as it was, from its next border on")
    .argument("<lesson>", "id of a lesson that was forgotten, merged, pruned, retired or quarantined")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .option("--reason <text>", "why, for the record", "restored by a person")
    .action(async (id: string, name: string | undefined, { reason }: { reason: string }) => {
      const { run, border } = await restoreLesson({ folder: namedRun(shell, name) }, id, reason);
      shell.print(`${id} is back in ${run} from border ${border} on`);
    });
}
