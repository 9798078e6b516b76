import type { RunConfig } from "../../config/index.ts";
import { type ProblemDefinition, standingOf } from "../../problem/index.ts";
import type { PlainOverview, RunSummary } from "../../run/index.ts";
import { describeFront } from "./front.ts";
import { describeDeadGrid } from "./dead-grid.ts";
import { describeSource } from "./proof.ts";
import { describeVerification } from "./champion-verdict.ts";
import { renderEffect } from "./memory.ts";
import { JOINT_MARK, printable, shellWord, showNumber } from "../../core/index.ts";
import { renderTable } from "./table.ts";
import { flagsOfSameRun } from "./same-run.ts";
import { type Paint, plain } from "../../core/index.ts";

/** A run's summary for people: what was found, how, and what to type next. */
export function renderSummary(overview: PlainOverview, folder: string, paint: Paint = plain): string {
  const { summary, definition, config, reachesTarget, turnOf } = overview;
  const failed = Object.entries(summary.failures);
  const run = shellWord(folder);
  const lines = [
    `${summary.problem} · seed ${printable(summary.seed)} · ${summary.evaluations} evaluations · ${describeStop({ summary, config, reachesTarget })}`,
    ...describeBest(overview, run, paint),
  ];
  if (reachesTarget === false) lines.push(paint("warning", `the target ${config.target} was not reached`));
  if (summary.front) lines.push(describeFront(summary.front));
  lines.push(...describeConvergence(summary, definition, config));
  if (summary.calls > 0) lines.push(...describeModels(summary));
  if (summary.memory !== null) lines.push(`memory: ${renderEffect(summary.memory)}`);
  if (failed.length > 0)
    lines.push(paint("failure", `failed: ${failed.map(([kind, n]) => `${n} ${kind}`).join(", ")}`));
  lines.push(
    "",
    renderIslands(summary, definition, config),
    ...describeDeadGrid(summary, definition, config).map((line) => paint("warning", line)),
    "",
    `digest ${summary.digest}`,
  );
  const isClocked = summary.stopped === "time" && config.evaluations !== summary.evaluations;
  if (isClocked && summary.begunWithMore !== true && turnOf === null) {
    lines.push(`the same run again: ${flagsOfSameRun(summary, config)}`);
  }
  lines.push(
    paint("hint", `look:    galapagos report ${run}`),
    paint("hint", `program: galapagos best ${run}`),
    ...(summary.front ? [paint("hint", `front:   galapagos best ${run} --front`)] : []),
    paint("hint", `go on:   galapagos ${nextCommand(overview, run)}`),
  );
  return lines.join("\n");
}

/** The champion, what a fresh process said of it, and how far others came. */
function describeBest(
  { summary, definition: { objective, bestKnown }, turnOf }: PlainOverview,
  run: string,
  paint: Paint,
): readonly string[] {
  const { best } = summary;
  if (best === null) return [paint("failure", "nothing was scored")];
  const { name, direction } = objective;
  const [known] = bestKnown;
  return [
    `${paint("best", `best ${name}: ${showNumber(best.score)}`)} (${direction}), found by ${best.id}`,
    ...describeVerification(summary, turnOf === null ? run : null),
    ...(known ? [`best known: ${known.value} (${describeSource(known)})`] : []),
  ];
}

function renderIslands(summary: RunSummary, { joint }: ProblemDefinition, config: RunConfig): string {
  return renderTable([
    [
      ...["island", `best${joint ? JOINT_MARK : ""}`, "elites", "coverage"],
      ...(config.archive.methods > 0 ? ["methods"] : []),
      ...(summary.front ? ["front", "hypervolume"] : []),
    ],
    ...summary.islands.map(({ id, best, elites, coverage, methods, front }) => [
      String(id),
      best === null ? "–" : `${showNumber(best.score)} (${best.id})`,
      String(elites),
      `${(coverage * 100).toFixed(0)} %`,
      ...(methods === undefined ? [] : [String(methods)]),
      ...(front ? [String(front.programs), showNumber(front.hypervolume)] : []),
    ]),
  ]);
}

function describeStop({
  summary,
  config,
  reachesTarget,
}: Pick<PlainOverview, "summary" | "config" | "reachesTarget">): string {
  const { status, stopped } = summary;
  if (status === "interrupted")
    return stopped === "provider" ? "saved; a model's provider fails" : "interrupted and saved";
  if (status === "running") return "still running";
  if (status === "stopped") return "its process died; nothing recorded is lost";
  switch (stopped) {
    case "target":
      return reachesTarget === false ? "target reached, but by none that was verified" : "target reached";
    case "time":
      return "time is up";
    case "converged":
      return "converged";
    default:
      return summary.evaluations === config.evaluations
        ? "budget used"
        : `budget used${describeUse(summary, config)}`;
  }
}

/** The use that models made of their budgets, where these ended a run; empty where it has none. */
function describeUse({ calls, tokens, costUsd }: RunSummary, { budget }: RunConfig): string {
  const uses = [
    ...(budget.usd === null ? [] : [`${showCost(costUsd)} of $${budget.usd}`]),
    ...(budget.tokens === null ? [] : [`${tokens} of ${budget.tokens} tokens`]),
    ...(budget.requests === null ? [] : [`${calls} of ${budget.requests} requests`]),
  ];
  return uses.length === 0 ? "" : ` (${uses.join(", ")})`;
}

/** The command that goes on with a run, without the name of the program. @param run - as a word of a command */
export function nextCommand({ summary, config, turnOf }: PlainOverview, run: string): string {
  const { status, stopped, evaluations } = summary;
  if (turnOf !== null) return `resume ${shellWord(turnOf)}`;
  if (status === "running") return `inspect ${run}`;
  if (status !== "done") return `resume ${run}`;
  // a resumed run keeps its target, and has reached it
  if (stopped === "converged") return `fork ${run} --set convergence.stopAt=null`;
  if (stopped === "target") return `fork ${run} --set target=<better>`;
  if (stopped === "budget" && evaluations !== config.evaluations) return `resume ${run} --budget <larger>`;
  return `resume ${run} ${stopped === "time" ? "--time <longer>" : `--evaluations ${evaluations * 2}`}`;
}

/** How far the search has come; nothing before there is anything to say. */
function describeConvergence(
  { best, convergence, regret, verified }: RunSummary,
  definition: ProblemDefinition,
  { target }: RunConfig,
): string[] {
  if (convergence === null) return [];
  const standing = best === null ? null : standingOf(definition, best.score);
  const hasFailed = best !== null && verified?.id === best.id && verified.status !== "ok";
  const goal = standing === null ? "the target" : "the best known value";
  const left =
    regret === null
      ? ""
      : standing === "same"
        ? `; ${goal} is reached, but for rounding${target === null ? " (--target best-known ends a run there)" : ""}`
        : regret < 0
          ? `; ${goal} is passed${hasFailed ? ", but by a champion that failed its verification" : ""}`
          : `; ${showShare(regret)} of the way to ${goal} is left`;
  const late =
    convergence === 1 ? "nothing was gained" : `${(100 * (1 - convergence)).toFixed(0)} % of the gain came`;
  return [`convergence ${convergence.toFixed(2)}: ${late} in the second half${left}`];
}

/** A share in per cent, in as many digits as it takes to tell it from nothing. */
function showShare(share: number): string {
  return `${100 * share >= 0.1 || share === 0 ? (100 * share).toFixed(1) : (100 * share).toPrecision(1)} %`;
}

/** The lines on calls to models and their cost; nothing is said of money that nobody knows. */
function describeModels(summary: RunSummary): string[] {
  const { calls, costUsd, unsettledUsd, evaluatorCalls, uncounted, spending } = summary;
  const open =
    unsettledUsd > 0 ? ` (at most $${unsettledUsd.toFixed(4)} more for requests that broke off)` : "";
  const free =
    uncounted.length === 0
      ? ""
      : ` ($0 for ${uncounted.map((id) => printable(id)).join(", ")}, on this machine: state a "price" if calls are passed on)`;
  const line = `models: ${calls} requests, ${describeTokens(summary)}, ${showCost(costUsd)}${open}${free}; the evaluator ran ${evaluatorCalls} times`;
  return spending.length < 2 ? [line] : [line, describeSpending(spending)];
}

/** Use by model and role, where there is more than one of either. */
function describeSpending(spending: RunSummary["spending"]): string {
  return renderTable([
    ["model", "role", "requests", "tokens in", "out", "cost"],
    ...spending.map(({ model, role, requests, promptTokens, completionTokens, costUsd }) => [
      ...[printable(model), role],
      ...[requests, promptTokens, completionTokens].map(String),
      showCost(costUsd),
    ]),
  ]);
}

function showCost(usd: number | null): string {
  return usd === null ? "cost unknown" : `$${usd.toFixed(usd < 1 ? 4 : 2)}`;
}

/** The tokens, and what is special about them. */
function describeTokens(summary: RunSummary): string {
  const { tokens, estimatedTokens, reasoningTokens, promptTokens, cachedTokens } = summary;
  const share = ((100 * cachedTokens) / promptTokens).toFixed(0);
  const cached =
    promptTokens < cachedTokens ? "from a cache" : `from a cache: ${share} % of ${promptTokens} in prompts`;
  const parts = [
    ...(reasoningTokens > 0 ? [`${reasoningTokens} of them reasoning`] : []),
    ...(cachedTokens > 0 ? [`${cachedTokens} ${cached}`] : []),
    ...(estimatedTokens > 0 ? [`${estimatedTokens} estimated from bytes, at most`] : []),
  ];
  return parts.length === 0 ? `${tokens} tokens` : `${tokens} tokens (${parts.join(", ")})`;
}
