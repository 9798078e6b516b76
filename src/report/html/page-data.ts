import type { Aim, StoryCall } from "../../core/index.ts";
import { languageOf } from "../../language/index.ts";
import { aimsOf } from "../../problem/index.ts";
import { renderEffect } from "../text/memory.ts";
import type { Pictures, RoundMeetings } from "../../run/index.ts";
import type { ReportProgram } from "../run/programs.ts";
import type { PartReport, RunReport } from "../run/run-report.ts";
import { artifactsOf, type PageArtifacts } from "./page-artifacts.ts";
import { deltaOf, type SourceDelta } from "./source-delta.ts";

/** The data that a page carries: a run's report with its sources as changes, and the commands that go on from it. */
export interface PageData {
  /** Name of the run. */
  readonly run: string;
  readonly title: string;
  /** Commands as a person types them. */
  readonly commands: PageCommands;
  /** Duels of champions, turn by turn; empty in a plain run. */
  readonly rounds: readonly RoundMeetings[];
  /** One for each round; a plain run has one. */
  readonly parts: readonly PagePart[];
}

/** Commands that go on from a run. */
export interface PageCommands {
  readonly next: string;
  readonly program: string;
}

/** Changes that make the texts of programs, each of its first parent's, in the order of the programs; a list for each part. */
export type PageTexts = readonly (readonly SourceDelta[])[];

/** A page with its texts, which travel apart: its first screen needs few of them. */
export interface WholePage extends PageData {
  readonly texts: PageTexts;
}

/** One evolution on a page. */
export interface PagePart extends Omit<PartReport, "programs" | "memory" | "definition"> {
  readonly objective: PartReport["definition"]["objective"];
  /** The objectives where there are several; empty where there is one. */
  readonly objectives: readonly Aim[];
  readonly bestKnown: PartReport["definition"]["bestKnown"];
  /** Name of its programs' language. */
  readonly language: string;
  /** The problem's own pictures of some programs. */
  readonly pictures: Pictures;
  /** Artifacts of some programs. */
  readonly artifacts: PageArtifacts;
  readonly programs: readonly PageProgram[];
  readonly lessons: readonly PageLesson[];
  /** Effect of the memory, in a sentence; `null` in a run that keeps none. */
  readonly effect: string | null;
}

/** A call as a page shows it. */
export type PageCall = Pick<
  StoryCall,
  "purpose" | "model" | "failed" | "promptTokens" | "completionTokens" | "costNanoUsd"
>;

/** One program on a page. */
export interface PageProgram extends Omit<ReportProgram, "source" | "calls" | "artifacts"> {
  /** Calls of its step. */
  readonly calls: readonly PageCall[];
}

/** One lesson on a page. */
interface PageLesson {
  readonly id: string;
  readonly level: string;
  readonly text: string;
  /** Mean of its measured value. */
  readonly value: number;
  readonly recalled: number;
  readonly improved: number;
}

/**
 * The data of a page.
 *
 * @param report - read with its sources
 * @param pictures - of programs of each part
 * @param changeOf - finds what makes one text of another
 */
export function pageData(
  { overview, parts, rounds }: RunReport,
  commands: PageCommands,
  pictures: readonly Pictures[] = [],
  changeOf: typeof deltaOf = deltaOf,
): WholePage {
  const { definition, summary } = overview;
  return {
    run: summary.run,
    title: definition.title ?? definition.name,
    rounds,
    commands,
    parts: parts.map(({ programs, memory, definition: own, ...part }, index) => ({
      ...part,
      objective: own.objective,
      objectives: aimsOf(own),
      bestKnown: own.bestKnown,
      language: languageOf(own).name,
      pictures: pictures[index] ?? {},
      artifacts: artifactsOf({ programs, ...part }),
      programs: programs.map(({ source: _source, artifacts: _artifacts, ...program }) => program),
      effect: part.summary.memory === null ? null : renderEffect(part.summary.memory),
      lessons: differing(memory?.lessons ?? [])
        .slice(0, MOST_LESSONS)
        .map(({ id, level, text, value, uses }) => ({
          ...{ id, level, text, value: value.mean },
          ...{ recalled: uses.recalled, improved: uses.improved },
        })),
    })),
    texts: parts.map(({ programs }) => deltasOf(programs, changeOf)),
  };
}

/** Those whose texts differ from all before them. */
function differing<T extends { readonly text: string }>(lessons: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return lessons.filter(({ text }) => !seen.has(text) && seen.add(text));
}

function deltasOf(programs: readonly ReportProgram[], changeOf: typeof deltaOf): readonly SourceDelta[] {
  const sources = new Map(programs.map(({ id, source }) => [id, source ?? ""]));
  return programs.map(({ source = "", parents: [parent] }) =>
    changeOf((parent && sources.get(parent)) ?? "", source),
  );
}

const MOST_LESSONS = 100;
