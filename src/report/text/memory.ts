import { type Estimate, printable } from "../../core/index.ts";
import { oneLine } from "../../llm/index.ts";
import type { Lesson, MemoryEffect, MemoryFile } from "../../memory/index.ts";
import type { LessonDetail, MemoryReport } from "../../run/index.ts";
import { renderTable } from "./table.ts";

/** `galapagos memory list`: the memory's effect, and its lessons as a table. */
export function renderLessons({ lessons, effect }: MemoryReport): string {
  if (lessons.length === 0) return "no lessons; a run that uses its memory makes them";
  const rows = lessons.map((lesson) => [
    lesson.id,
    lesson.level,
    lesson.state,
    `${lesson.support.for}/${lesson.support.against}`,
    String(lesson.uses.recalled),
    showEstimate(lesson.effect),
    oneLine(lesson.text, 72),
  ]);
  const head = ["lesson", "level", "state", "for/against", "recalled", "effect (95 %)", "text"];
  return `${renderEffect(effect)}\n\n${renderTable([head, ...rows])}`;
}

/** The lessons of a memory file as a table. */
export function renderMemoryTable({ lessons }: Pick<MemoryFile, "lessons">): string {
  return renderTable([
    ["lesson", "level", "for/against", "from", "text"],
    ...lessons.map(({ id, level, support, origin, text }) => [
      id,
      level,
      `${support.for}/${support.against}`,
      oneLine(origin.problem, 40),
      oneLine(text, 72),
    ]),
  ]);
}

/** The memory's own effect in a line or two. */
export function renderEffect({ memory, control, improvement, cost }: MemoryEffect): string {
  if (memory.steps + control.steps === 0) return "no step was told anything of it";
  const rate = (arm: MemoryEffect["memory"]): string =>
    arm.improvementRate === null ? "–" : `${percent(arm.improvementRate.estimate)} of ${arm.steps} steps`;
  if (improvement === null) return `improved: ${rate(memory)} (no control, so no effect to report)`;
  const paid = cost === null ? "" : `; tokens per step ${showEstimate(cost, 1)}`;
  return `improved: ${rate(memory)} with memory, ${rate(control)} without: ${showEstimate(improvement)}${paid}; intervals of 95 %`;
}

/** `galapagos memory show`: one lesson with its evidence, its history and the steps it influenced. */
export function renderLessonDetail(id: string, { lesson, effect, links, history }: LessonDetail): string {
  const named = (role: LessonDetail["links"][number]["role"]): string => {
    const ids = links.filter((link) => link.role === role).map(({ candidate }) => candidate);
    const shown = ids.slice(0, 40).join(" ");
    return ids.length > 40 ? `${shown} and ${ids.length - 40} more` : shown || "none";
  };
  return [
    ...(lesson === null ? [`${id} is not in the memory any more; its record is`] : headOf(lesson, effect)),
    `evidence   ${named("evidence")}`,
    `recalled   ${named("recalled")}`,
    `withheld   ${named("withheld")}`,
    "",
    ...history.flatMap((record) => describe(record)),
  ].join("\n");
}

function headOf(lesson: Lesson, effect: Estimate | null): readonly string[] {
  return [
    `${lesson.id}: ${lesson.level}, ${lesson.kind}, ${lesson.state}, version ${lesson.version}`,
    printable(lesson.text),
    "",
    `made by    ${originOf(lesson)}`,
    `support    ${lesson.support.for} for, ${lesson.support.against} against`,
    `value      ${lesson.value.mean.toFixed(3)} ± ${lesson.value.deviation.toFixed(3)}`,
    `effect     ${showEstimate(effect)}`,
    `tags       ${lesson.tags.map((line) => printable(line)).join(", ") || "none"}`,
    ...(lesson.supersedes === null ? [] : [`supersedes ${lesson.supersedes}`]),
  ];
}

function originOf({ provenance }: Lesson): string {
  const { island, at, operator, model, file } = provenance;
  if (file !== null) return `a memory file (${file})`;
  if (island === null) return `the upkeep of border ${at}`;
  return `i${island}-s${at} (${operator}${model === null ? "" : `, ${printable(model)}`})`;
}

/** Events that changed the lesson; its uses are listed by their steps. */
function describe({ origin, at, island, event }: LessonDetail["history"][number]): readonly string[] {
  const where = origin === "step" ? `i${island}-s${at}` : `${origin} of border ${at}`;
  switch (event.type) {
    case "used":
      return [];
    case "state":
      return [`${where}: ${event.from} → ${event.to}, ${printable(event.reason)}`];
    case "merged":
      return [`${where}: ${event.lesson} merged into ${event.into}`];
    case "evidence":
      return [
        `${where}: ${event.evidence.candidate} (${event.evidence.outcome}) speaks ${event.supports ? "for" : "against"}`,
      ];
    case "restored":
      return [`${where}: restored, ${printable(event.reason)}`];
    default:
      return [`${where}: ${event.type}`];
  }
}

function showEstimate(estimate: Estimate | null, scale = 100): string {
  if (estimate === null) return "–";
  const [value, low, high] = [estimate.estimate, estimate.low, estimate.high].map((x) => signed(x * scale));
  return `${value}${scale === 100 ? " %" : ""} (${low} to ${high})`;
}

function signed(value: number): string {
  const text = Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(1);
  return value > 0 ? `+${text}` : text;
}

function percent(rate: number): string {
  return `${(100 * rate).toFixed(1)} %`;
}
