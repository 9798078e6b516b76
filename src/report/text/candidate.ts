import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { type Evaluation, isJoint, JOINT_MARK, printable, showDuration } from "../../core/index.ts";
import type { Verification } from "../../run/index.ts";
import type { CandidateDetail, Relative, Relatives } from "../candidate-detail.ts";
import { renderStory } from "./story.ts";
import type { StepCall } from "../step-calls.ts";

/** Options of a rendering: what it shows besides the facts and the family. */
export interface RenderOptions {
  /**
   * The program in full, its difference to the first parent (the program itself for a seed), or neither.
   * @defaultValue "diff"
   */
  readonly program?: "full" | "diff" | "none";
  /** The step's model calls, where there were any. */
  readonly calls?: readonly StepCall[];
  /** Every prompt and reply in full. @defaultValue false */
  readonly fullCalls?: boolean;
}

/** Lines of difference shown at most; a rewrite is better read in full. */
const DIFF_LINES = 200;

/**
 * Changed lines that are looked for at most: the search for the shortest difference grows with their square.
 */
const DIFF_EDITS = 1000;

/**
 * A candidate as text for `inspect <run> <program>`: verdict, origin, family, program. Safe to print; ends in
 * a line break.
 */
export function renderCandidate(detail: CandidateDetail, options: RenderOptions = {}): string {
  const sections = [
    renderVerdict(detail),
    renderOrigin(detail),
    renderFamily(detail),
    renderStory(detail.story, options.calls ?? [], { full: options.fullCalls ?? false }),
    renderArtifacts(detail),
    renderProgram(detail, options.program ?? "diff"),
  ];
  return `${printable(sections.filter((section) => section !== "").join("\n\n"))}\n`;
}

function renderVerdict({ id, evaluation, cached, verified }: CandidateDetail): string {
  const verdict =
    evaluation.status === "ok"
      ? `score ${evaluation.score}${isJoint(evaluation) ? JOINT_MARK : ""}${withoutStart(evaluation)}`
      : `${evaluation.status} (${evaluation.kind}): ${oneLine(evaluation.message)}${withoutStart(evaluation)}`;
  const { cpuMs } = evaluation;
  const cpu = cpuMs === undefined ? "" : `, ${showDuration(cpuMs)} of the processor`;
  const fuel = evaluation.fuel === undefined ? cpu : `, fuel ${evaluation.fuel}`;
  const ran = cached
    ? "verdict reused from an equal program"
    : `${evaluation.durationMs.toFixed(1)} ms${fuel}`;
  const lines = [
    `${id}  ${verdict}`,
    ...(verified === undefined ? [] : [`  verified   ${describeVerified(verified)}`]),
    `  ran        ${ran}, ${evaluation.engine}, level ${evaluation.level}`,
  ];
  if (evaluation.status === "ok") {
    lines.push(
      ...renderNumbers("metrics", evaluation.metrics),
      ...renderNumbers("private", evaluation.privateMetrics ?? {}),
      ...renderNumbers("features", evaluation.features),
      ...renderInstances(evaluation.instances ?? []),
    );
  }
  return lines.join("\n");
}

/** The verdict in a fresh process, with the hold-out inputs' where there are some. */
function describeVerified({ status, score, holdout, message }: Verification): string {
  if (status !== "ok") return `did not pass in a fresh process: ${oneLine(message)}`;
  const apart = holdout === undefined ? "" : `, ${holdout} on the hold-out inputs`;
  const left = message === "" ? "" : `; ${oneLine(message)}`;
  return `${score} in a fresh process${apart}${left}`;
}

function withoutStart({ afresh }: Evaluation): string {
  if (afresh === undefined) return "";
  return afresh === null ? "; without a start it has no score" : `; without a start: ${afresh}`;
}

function renderNumbers(name: string, numbers: { readonly [name: string]: number }): readonly string[] {
  const entries = Object.entries(numbers).map(([key, value]) => `${key} ${value}`);
  return entries.length === 0 ? [] : [`  ${name.padEnd(10)} ${oneLine(entries.join(", "))}`];
}

function renderInstances(instances: readonly number[]): readonly string[] {
  if (instances.length === 0) return [];
  const more = instances.length > INSTANCES ? `, … ${instances.length} in all` : "";
  return [`  instances  ${instances.slice(0, INSTANCES).join(", ")}${more}`];
}

/** Scores by instance that are shown. */
const INSTANCES = 50;

function renderOrigin({ operator, note, parents, fingerprint, strategy }: CandidateDetail): string {
  const made = note === "" ? operator : `${operator}: ${oneLine(note)}`;
  const lines = [`  made by    ${made}`];
  if (parents.length > 0) lines.push(`  parents    ${parents.join(", ")}`);
  if (Object.keys(strategy).length > 0) lines.push(`  strategy   ${shorten(JSON.stringify(strategy), 160)}`);
  lines.push(`  prints     text ${fingerprint.text}, tree ${fingerprint.tree}`);
  return lines.join("\n");
}

function renderFamily({ ancestors, moreAncestors, children, siblings }: CandidateDetail): string {
  const chain = ancestors.map(renderRelative);
  if (moreAncestors) chain.push("    …");
  const sections = [
    ancestors.length === 0 ? "" : ["  ancestors, nearest first", ...chain].join("\n"),
    renderRelatives("children", children),
    renderRelatives("siblings", siblings),
  ];
  return sections.filter((section) => section !== "").join("\n");
}

function renderRelatives(name: string, { total, shown }: Relatives): string {
  if (total === 0) return "";
  const more = total > shown.length ? [`    … and ${total - shown.length} more`] : [];
  return [`  ${name} (${total})`, ...shown.map(renderRelative), ...more].join("\n");
}

function renderRelative({ id, operator, note, kind, score }: Relative): string {
  const verdict = score === null ? kind : String(score);
  return `    ${id.padEnd(10)} ${verdict.padEnd(20)} ${shorten(`${operator} ${oneLine(note)}`, 70)}`.trimEnd();
}

function renderArtifacts({ evaluation }: CandidateDetail): string {
  const { artifacts } = evaluation;
  if (artifacts === undefined || Object.keys(artifacts).length === 0) return "";
  const lines = Object.entries(artifacts).map(
    ([name, value]) =>
      `    ${oneLine(name)}: ${shorten(oneLine(typeof value === "string" ? value : JSON.stringify(value)), 400)}`,
  );
  return ["  artifacts", ...lines].join("\n");
}

function renderProgram(
  { source, parentSource, parents, id, pruned }: CandidateDetail,
  program: "full" | "diff" | "none",
): string {
  if (program === "none") return "";
  if (pruned) return "  its text, note and metrics were dropped from the record: galapagos prune";
  if (program === "full" || parentSource === null) return source.trimEnd();
  const patch = createTwoFilesPatch(parents[0] ?? "", id, parentSource, source, undefined, undefined, {
    headerOptions: FILE_HEADERS_ONLY,
    maxEditLength: DIFF_EDITS,
  });
  if (patch === undefined) return `  rewritten: more than ${DIFF_EDITS} lines differ from ${parents[0]}`;
  const lines = patch.trimEnd().split("\n");
  if (lines.length <= DIFF_LINES) return lines.join("\n");
  return [...lines.slice(0, DIFF_LINES), `… ${lines.length - DIFF_LINES} more lines of difference`].join(
    "\n",
  );
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
