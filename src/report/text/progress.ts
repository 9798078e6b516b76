import { JOINT_MARK, showDuration, showNumber } from "../../core/index.ts";
import type { Pace, Progress } from "../progress.ts";
import { sparkline } from "./sparkline.ts";

/** One line of progress, for logs and pipes. */
export function renderLine(progress: Progress): string {
  const pace = progress.pace();
  const { best, evaluations, failures, startingMs } = progress;
  if (startingMs !== null)
    return [starting(startingMs), leftOf(progress, null)].filter((part) => part !== "").join(" · ");
  const found =
    best === null
      ? "nothing yet"
      : `best ${showNumber(best.score)}${markOf(progress)} (${best.id}, ${foundAt(best)})`;
  const left = leftOf(progress, tightest(progress, pace)?.left ?? null);
  const parts = [
    `${showDuration(pace.elapsedMs)}`,
    `${evaluations} evaluations`,
    `${pace.perSecond.toFixed(0)}/s`,
    found,
    ...(failures > 0 ? [`${failures} failed`] : []),
    ...(left === "" ? [] : [left]),
  ];
  return parts.join(" · ");
}

/** The state of a run that has not begun. */
function starting(startingMs: number): string {
  return `starting: the evaluator is loaded and the seed is scored (${showDuration(startingMs)} so far)`;
}

/** How long the run will still take, that it stops, or for whom it waits: then its speed says nothing. */
function leftOf({ isStopping, waiting }: Progress, leftMs: number | null): string {
  if (isStopping) return "stopping";
  if (waiting !== null) return `waiting for model ${waiting.model}, ${showDuration(waiting.leftMs)}`;
  return leftMs ? `${showDuration(leftMs)} left` : "";
}

/**
 * The panel of a terminal: the tightest budget, the best, the speed, a line per island. At most `columns`
 * wide.
 */
export function renderPanel(progress: Progress, columns: number): string {
  const pace = progress.pace();
  const { best, definition, islands, evaluations, failures, startingMs } = progress;
  const budget = tightest(progress, pace);
  const lines: string[] = [];
  if (budget !== null) {
    const label = `${budget.label} ${String(Math.floor(budget.share * 100)).padStart(3)} %`;
    const told = leftOf(progress, budget.left);
    const left = told === "" ? "" : `  ${told}`;
    lines.push(
      `${bar(budget.share, Math.max(SHORTEST_BAR, Math.min(40, columns - label.length - left.length - 4)))} ${label}${left}`,
    );
  }
  const { name, direction } = definition.objective;
  lines.push(
    best === null
      ? startingMs === null
        ? `${name}: nothing scored yet`
        : starting(startingMs)
      : columns < WIDE
        ? `best ${showNumber(best.score)}${markOf(progress)} by ${best.id}`
        : `best ${name} ${showNumber(best.score)} (${direction}) by ${best.id}, ${foundAt(best)}`,
    columns < WIDE
      ? `${evaluations} done, ${pace.perSecond.toFixed(0)}/s, ${failures} failed`
      : `${evaluations} evaluations, ${pace.perSecond.toFixed(0)} per second, ${failures} failed, ${showDuration(pace.elapsedMs)}`,
  );
  const climb = sparkline(progress.climb, evaluations, Math.min(48, columns - CLIMB.length));
  if (climb !== "") lines.push(`${CLIMB}${climb}`);
  lines.push(...islands.map((island, i) => islandLine(island, i, columns)));
  return lines.map((line) => (line.length > columns ? `${line.slice(0, columns - 1)}…` : line)).join("\n");
}

/** Words behind a score that program and evaluator came to together. */
function markOf({ definition }: Progress): string {
  return definition.joint ? JOINT_MARK : "";
}

/** One island; on a narrow terminal what says least is left out. */
function islandLine(
  { best, evaluations, niches, temperature }: Progress["islands"][number],
  index: number,
  columns: number,
): string {
  const score = (best === null ? "–" : showNumber(best)).padEnd(13);
  const steps = `${String(evaluations).padStart(8)} ${evaluations === 1 ? "step " : "steps"}`;
  if (columns < WIDE) return `  ${String(index).padStart(2)}  ${score} ${steps}`.trimEnd();
  const heat = temperature === null ? "" : `  τ ${temperature.toFixed(3)}`;
  return `  island ${index}  best ${score} ${steps}  ${niches} ${niches === 1 ? "niche" : "niches"} found${heat}`;
}

/** Columns from which an island has its whole line. */
const WIDE = 76;
const CLIMB = "climb ";
/** On a narrow terminal the time that is left says more than a bar. */
const SHORTEST_BAR = 4;

function foundAt({ evaluations }: { readonly evaluations: number | null }): string {
  return evaluations === null ? "before this sitting" : `evaluation ${evaluations}`;
}

/** The budget that will end the run first, by its share used. */
function tightest(
  progress: Progress,
  pace: Pace,
): { label: string; share: number; left: number | null } | null {
  const { evaluations, timeMs } = progress.config;
  const budgets: { label: string; share: number; left: number | null }[] = [];
  if (evaluations !== null) {
    const rest = Math.max(0, evaluations - progress.evaluations);
    budgets.push({
      label: `${progress.evaluations}/${evaluations}`,
      share: Math.min(1, progress.evaluations / evaluations),
      left: tellsSpeed(progress, pace) ? (rest / pace.perSecond) * 1000 : null,
    });
  }
  if (timeMs !== null) {
    budgets.push({
      label: "time",
      share: Math.min(1, pace.elapsedMs / timeMs),
      left: pace.sittingMs === null ? null : Math.max(0, timeMs - pace.elapsedMs),
    });
  }
  return budgets.reduce<(typeof budgets)[number] | null>(
    (a, b) => (a === null || b.share > a.share ? b : a),
    null,
  );
}

/** True once children came, too: how fast the islands' seeds were scored says nothing of those that a model makes. */
function tellsSpeed({ evaluations, before, islands }: Progress, { sittingMs }: Pace): boolean {
  const seeds = before === 0 ? islands.length : 0;
  return evaluations - before > seeds && (sittingMs ?? 0) >= WARM_MS;
}

function bar(share: number, width: number): string {
  const full = Math.round(share * width);
  return `${"█".repeat(full)}${"░".repeat(width - full)}`;
}

/** Before it a speed says nothing: engines are still warming up. */
const WARM_MS = 3000;
