import { existsSync } from "node:fs";
import { Command, Option } from "commander";
import { GalapagosError } from "../../core/index.ts";
import { oneLine } from "../../llm/index.ts";
import {
  exportLessons,
  findLesson,
  importEvents,
  type Lesson,
  type LessonEvent,
  lessonEffect,
  lessonsIn,
  type MemoryFile,
  memoryEffect,
  memoryFile,
  placeEvents,
  renderMemoryFile,
} from "../../memory/index.ts";
import { type LessonLink, type LessonReader, writeFileAtomic } from "../../store/index.ts";
import { readMemoryFile } from "../../run/index.ts";
import { renderLessonDetail, renderLessons } from "../memory-text.ts";
import { renderTable, shellWord } from "../output.ts";
import { recordEvents, withRunMemory } from "../run-memory.ts";
import type { Shell } from "../shell.ts";
import { namedRun } from "../named-run.ts";

const LEVELS = ["episode", "pattern", "insight"] as const;
type Level = (typeof LEVELS)[number];

/** `galapagos memory list | show | export | import | forget | restore`. */
export function memoryCommand(shell: Shell): Command {
  const command = new Command("memory").description("see, keep and pass on what runs have learnt");
  const subs = [
    listLessons(shell),
    showLesson(shell),
    exportFile(shell),
    importFile(shell),
    forgetLesson(shell),
    restoreLesson(shell),
  ];
  for (const sub of subs) command.addCommand(sub);
  return command;
}

function listLessons(shell: Shell): Command {
  return new Command("list")
    .description("list a run's lessons and what they were worth")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .addOption(new Option("--level <level>", "only this level").choices(LEVELS))
    .option("--file <file>", "list a memory file instead")
    .option("--json", "print JSON")
    .action((name: string | undefined, flags: { level?: Level; file?: string; json?: boolean }) => {
      if (flags.file !== undefined) return listFile(shell, readMemoryFile(shell.path(flags.file)), flags);
      withRunMemory(namedRun(shell, name), ({ book, run, problem }) => {
        const lessons = [...lessonsIn(book)]
          .filter(({ level }) => flags.level === undefined || level === flags.level)
          .sort(
            (a, b) =>
              LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level) ||
              b.value.mean - a.value.mean ||
              (a.id < b.id ? -1 : 1),
          );
        if (!flags.json) return shell.print(renderLessons(lessons, book));
        shell.printJson({
          run,
          problem,
          effect: memoryEffect(book),
          lessons: lessons.map((lesson) => ({ ...lesson, effect: lessonEffect(lesson, book) })),
        });
      });
    });
}

function listFile(shell: Shell, file: MemoryFile, flags: { level?: Level; json?: boolean }): void {
  const lessons = file.lessons.filter(({ level }) => flags.level === undefined || level === flags.level);
  if (flags.json) {
    shell.printJson({ ...file, lessons });
    return;
  }
  shell.print(
    renderTable([
      ["lesson", "level", "for/against", "from", "text"],
      ...lessons.map(({ id, level, support, origin, text }) => [
        id,
        level,
        `${support.for}/${support.against}`,
        oneLine(origin.problem, 40),
        oneLine(text, 72),
      ]),
    ]),
  );
}

function showLesson(shell: Shell): Command {
  return new Command("show")
    .description("show a lesson: its evidence, its history, the steps it influenced")
    .argument("<lesson>", "id of a lesson, for example b3-l0")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .option("--json", "print JSON")
    .action((id: string, name: string | undefined, flags: { json?: boolean }) => {
      withRunMemory(namedRun(shell, name), ({ book, lessons, run }) => {
        const lesson = findLesson(book, id) ?? null;
        const [history, links] = [lessons.history(id), linksOf(id, lesson, lessons)];
        if (lesson === null && history.length === 0) throw unknownLesson(id, run);
        if (!flags.json) return shell.print(renderLessonDetail(lesson, id, history, links, book));
        const effect = lesson && lessonEffect(lesson, book);
        shell.printJson({
          lesson,
          effect,
          links,
          history: history.map(({ data, ...at }) => ({ ...at, event: data })),
        });
      });
    });
}

/** What a lesson is tied to: by the record, and by the upkeep that an interrupted run had not recorded yet. */
function linksOf(id: string, lesson: Lesson | null, lessons: LessonReader): readonly LessonLink[] {
  const links = lessons.links(id);
  const known = new Set(links.filter(({ role }) => role === "evidence").map(({ candidate }) => candidate));
  const own = lesson === null ? [] : [...lesson.for, ...lesson.against];
  const more = own.filter(({ candidate }) => !known.has(candidate));
  return [...more.map(({ candidate }) => ({ lesson: id, role: "evidence", candidate }) as const), ...links];
}

function exportFile(shell: Shell): Command {
  return new Command("export")
    .description("write a run's insights to a file that other runs can start with")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .requiredOption("--to <file>", "the file to write")
    .option("--patterns", "export patterns too, not only what held across islands")
    .option("--add", "add to the file when it exists")
    .action((name: string | undefined, flags: { to: string; patterns?: boolean; add?: boolean }) => {
      const to = shell.path(flags.to);
      const before = existsSync(to) ? readExisting(to, flags.add === true) : null;
      withRunMemory(namedRun(shell, name), ({ book, run, problem }) => {
        const file = exportLessons(
          book,
          { run, problem },
          flags.patterns ? ["insight", "pattern"] : ["insight"],
        );
        writeFileAtomic(to, renderMemoryFile(memoryFile([...(before?.lessons ?? []), ...file.lessons])));
        shell.print(`${file.lessons.length} lessons of ${run} written to ${flags.to}`);
        if (file.lessons.length === 0) {
          shell.print(
            "nothing held across islands yet; with --patterns, what held on one island is exported too",
          );
        } else
          shell.print(
            `next: galapagos run ${shellWord(problem)} --model <model> --memory ${shellWord(flags.to)}`,
          );
      });
    });
}

function importFile(shell: Shell): Command {
  return new Command("import")
    .description("give a stopped run the lessons of a file; they count from its next border")
    .argument("<file>", "a memory file")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .action(async (path: string, name: string | undefined) => {
      const file = readMemoryFile(shell.path(path));
      const folder = namedRun(shell, name);
      const { events, run, border } = withRunMemory(folder, ({ book, problem, nextBorder, lessons, run }) => {
        const fresh = {
          ...file,
          lessons: file.lessons.filter(({ id }) => findLesson(book, id) === undefined),
        };
        const first = lessons.at("import", nextBorder).length;
        return { events: importEvents(fresh, problem, nextBorder, first), run, border: nextBorder };
      });
      await recordEvents(folder, events);
      shell.print(
        `${events.length} of ${file.lessons.length} lessons are new to ${run}; they count from border ${border}`,
      );
      shell.print(`next: galapagos resume ${shellWord(run)} --evaluations <more>`);
    });
}

function forgetLesson(shell: Shell): Command {
  return new Command("forget")
    .description("retire a lesson of a stopped run from its next border on, or take one out of a file")
    .argument("<lesson>", "id of a lesson")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .option("--file <file>", "take it out of this memory file instead")
    .option("--reason <text>", "why, for the record", "forgotten by a person")
    .action(async (id: string, name: string | undefined, flags: { file?: string; reason: string }) => {
      if (flags.file !== undefined) return forgetInFile(shell, id, shell.path(flags.file));
      const folder = namedRun(shell, name);
      const { event, border, seq, run } = withRunMemory(folder, ({ book, nextBorder, lessons, run }) => {
        const lesson = findLesson(book, id);
        if (lesson === undefined) throw unknownLesson(id, run);
        const event: LessonEvent = {
          type: "state",
          lesson: lesson.id,
          from: lesson.state,
          to: "retired",
          reason: flags.reason,
        };
        return { event, border: nextBorder, seq: lessons.at("person", nextBorder).length, run };
      });
      const [placed] = placeEvents({ origin: "person", island: 0, at: border }, [event]);
      if (placed) await recordEvents(folder, [{ ...placed, seq }]);
      shell.print(`${id} is forgotten in ${run} from border ${border} on; its record stays`);
    });
}

function restoreLesson(shell: Shell): Command {
  return new Command("restore")
    .description("bring a lesson of a stopped run back as it was, from its next border on")
    .argument("<lesson>", "id of a lesson that was forgotten, merged, pruned, retired or quarantined")
    .argument("[run]", "name or folder of a run (default: the newest)")
    .option("--reason <text>", "why, for the record", "restored by a person")
    .action(async (id: string, name: string | undefined, { reason }: { reason: string }) => {
      const folder = namedRun(shell, name);
      const { event, border, seq, run } = withRunMemory(folder, (memory) => {
        const { book, nextBorder: border, lessons, run } = memory;
        const at = { border, seq: lessons.at("person", border).length, run };
        const present = findLesson(book, id);
        if (present?.id === id && present.state === "quarantined") {
          const event = { type: "state", lesson: id, from: "quarantined", to: "active", reason } as const;
          return { event, ...at };
        }
        if (present?.id === id) throw inMemory(id, run);
        const lesson = memory.asItWas(id);
        if (lesson === null) throw unknownLesson(id, run);
        return { event: { type: "restored", lesson, reason } as const, ...at };
      });
      const [placed] = placeEvents({ origin: "person", island: 0, at: border }, [event]);
      if (placed) await recordEvents(folder, [{ ...placed, seq }]);
      shell.print(`${id} is back in ${run} from border ${border} on`);
    });
}

function inMemory(id: string, run: string): GalapagosError {
  return new GalapagosError(`${id} is in the memory of ${run} already`, {
    code: "memory/lesson",
    hint: `see it: galapagos memory show ${id} ${shellWord(run)}`,
  });
}

function forgetInFile(shell: Shell, id: string, path: string): void {
  const file = readMemoryFile(path);
  const lessons = file.lessons.filter((lesson) => lesson.id !== id);
  if (lessons.length === file.lessons.length) throw unknownLesson(id, path);
  writeFileAtomic(path, renderMemoryFile(memoryFile(lessons)));
  shell.print(`${id} taken out of ${path}; ${lessons.length} lessons stay`);
}

function readExisting(path: string, add: boolean): MemoryFile {
  if (add) return readMemoryFile(path);
  throw new GalapagosError(`${path} exists already`, {
    code: "memory/exists",
    hint: "add to it with --add, or write another file",
  });
}

function unknownLesson(id: string, where: string): GalapagosError {
  return new GalapagosError(`there is no lesson ${JSON.stringify(id)} in ${where}`, {
    code: "memory/lesson",
    hint: "see which there are: galapagos memory list",
  });
}
