import { type Candidate, idOf } from "../../core/index.ts";
import { languageOf } from "../../language/index.ts";
import { BYTES_PER_TOKEN, estimateTokens, fencedData } from "../../llm/index.ts";
import { isAlone } from "./choice.ts";
import { describeOther, describeParent, fencedProgram } from "./describe.ts";
import { editableOf } from "./describe-task.ts";
import { isByAgent, isPlanned, type DirectedStep, type PromptFacts } from "./directed-step.ts";
import { type OutlineFocus, outlineOf } from "./outline.ts";

/** The programs of a step as its prompts show them, and what that leaves of the room for what may be left out. */
export interface ProgramViews {
  readonly parent: string;
  /** Empty where there is no mate. */
  readonly mate: string;
  readonly planner: PromptFacts["planner"];
  /** Another program. */
  readonly other: (candidate: Candidate) => string;
  /** Estimated tokens. */
  readonly room: number;
}

/**
 * Views of a step's programs. Who writes a child sees the program to change and its mate whole, for nobody can take over what he does not
 * see. Who plans it sees the one whole up to half of the room (`directed.promptTokens`), else by its shape, and other programs by
 * theirs: they would otherwise stand in two prompts.
 *
 * @param lineage - ancestors of the parent, nearest first
 */
export function viewsOf(
  step: Pick<DirectedStep, "choice" | "services" | "problem" | "config">,
  record: Candidate | null,
  lineage: readonly Candidate[],
): ProgramViews {
  const { choice, services, problem, config } = step;
  const { parent, mate } = choice;
  const { direction } = problem.definition.objective;
  const { promptTokens, planTools } = config.directed;
  const isSplit = isPlanned({ config });
  const from = lineage[0]?.evaluation ?? null;
  // an agent reads the same notes as its planner, and has no such tool
  const isShownMore = planTools > 0 && !isAlone(config) && !isByAgent(step);
  const rest = isShownMore ? "; `show_program` with `part` shows them" : "";
  const whole = fencedProgram(languageOf(problem.definition), parent.source);
  const other = (candidate: Candidate, tokens: number): string => {
    if (!isSplit || isShort(candidate.source, tokens)) return describeOther(candidate, direction);
    return describeOther(candidate, direction, shapeText(candidate, { tokens, rest }));
  };
  const mateBy = (tokens: number): string => {
    if (mate === null) return "";
    const known = services.history.candidate(idOf(mate));
    return known === null ? `${idOf(mate)} is not on record.` : other(known, tokens);
  };
  const room = Math.min(promptTokens, Math.max(LEAST_ROOM, LONG_PROGRAM - estimateTokens(parent.source)));
  const view = isShort(parent.source, room / 2)
    ? whole
    : shapeText(parent, {
        tokens: room / 2,
        first: [
          callingLines(parent.source),
          changedLines(lineage[0], parent.source),
          changedLines(lineage[1], parent.source),
        ],
        rest: `${rest}. Who writes the code sees all of them`,
      });
  return {
    parent: describeParent(
      parent,
      record,
      from,
      problem,
      isSplit ? { program: whole, output: 0 } : { program: whole },
    ),
    mate: mateBy(Number.POSITIVE_INFINITY),
    planner: {
      parent: describeParent(parent, record, from, problem, { program: view, output: OUTPUT_TO_PLAN }),
      mate: mateBy(room / 4),
    },
    other: (candidate) => other(candidate, room / 5),
    room: isSplit ? Math.max(0, room - estimateTokens(view)) : promptTokens,
  };
}

/** A program by its shape, and a word on what that is. */
export function shapeText(
  program: Pick<Candidate, "island" | "step" | "source">,
  {
    tokens,
    rest,
    first = [],
  }: {
    /** Longest shape, estimated tokens. */
    readonly tokens: number;
    /** Where the lines that are left out can be seen; may be empty. */
    readonly rest: string;
    /** Lines, from 0, that are shown before others: sets of them, those of most interest first. */
    readonly first?: OutlineFocus["first"];
  },
): string {
  const { source } = program;
  const focus = { first, frozen: frozenLines(source) };
  return [
    `It has ${source.split("\n").length} lines. This is its shape: \`… 9 lines …\` stands for lines that are left out${rest}.`,
    fencedData(`shape of ${idOf(program)}`, outlineOf(source, Math.floor(tokens * BYTES_PER_TOKEN), focus)),
  ].join("\n\n");
}

function isShort(source: string, tokens: number): boolean {
  return estimateTokens(source) <= tokens;
}

/** Lines of a program that an ancestor does not have; none where most have changed, and none stands out. */
function changedLines(ancestor: Candidate | undefined, after: string): ReadonlySet<number> {
  const before = ancestor?.source ?? "";
  return new Set(isWrittenAnew(before, after) ? [] : newLines(before, after));
}

/** True for a program most of whose lines another one does not have. */
export function isWrittenAnew(before: string, after: string): boolean {
  return 2 * newLines(before, after).length > after.split("\n").length;
}

/** Lines, from 0, that another program does not have. */
function newLines(before: string, after: string): readonly number[] {
  const known = new Set(before.split("\n").map((line) => line.trim()));
  return after.split("\n").flatMap((line, at) => (known.has(line.trim()) ? [] : [at]));
}

/** Frozen lines that call what is defined where an edit may change: by them it is known what a change must answer. */
function callingLines(source: string): ReadonlySet<number> {
  const frozen = frozenLines(source);
  const lines = source.split("\n");
  const defined = new Set(
    lines.flatMap((line, at) => (frozen.has(at) ? [] : [...line.matchAll(DEFINES)].map(([, name]) => name))),
  );
  return new Set(
    [...frozen].filter((at) => [...(lines[at] ?? "").matchAll(CALLS)].some(([, name]) => defined.has(name))),
  );
}

/** Names that a line defines or calls, in any language that writes `def`, `fn`, `function` or `const` before one. */
const DEFINES = /\b(?:function|def|fn|func|const|let|var)\s+([A-Za-z_]\w*)/g;
const CALLS = /\b([A-Za-z_]\w*)\s*\(/g;

/** Lines that an edit may not change. */
function frozenLines(source: string): ReadonlySet<number> {
  const editable = editableOf(source);
  if (editable === null) return new Set();
  let offset = 0;
  return new Set(
    source.split("\n").flatMap((line, at) => {
      const from = offset;
      offset += line.length + 1;
      return editable.some(({ start, end }) => from >= start && from < end) ? [] : [at];
    }),
  );
}

/** Room of a plan's prompt with a long program: what both together may take, and what is left at least, estimated tokens. */
const LONG_PROGRAM = 7200;
const LEAST_ROOM = 1800;
/** Output of the evaluator that a planner is shown, characters; who writes by the plan needs none. */
const OUTPUT_TO_PLAN = 500;
