import { printable, showDuration, showNumber } from "../../core/index.ts";
import { formatUsd } from "../../llm/index.ts";
import type { RunPreview } from "../../run/index.ts";

/** A run's preview for people. */
export function renderPreview(preview: RunPreview): string {
  const { problem, seed, proposal, model } = preview;
  const found =
    proposal.score === null
      ? `${proposal.status}: ${printable(proposal.message)}`
      : showNumber(proposal.score);
  return [
    `${problem}: the seed scores ${showNumber(seed.score)} (${showDuration(seed.durationMs)})`,
    `${model === undefined ? "first proposal" : "a child without any model"}: ${printable(proposal.note)} → ${found}`,
    "",
    printable(proposal.source),
    "",
    timeOf(preview),
    modelsOf(preview),
  ].join("\n");
}

function timeOf({ estimate: { ms, lanes }, config }: RunPreview): string {
  if (ms !== null) {
    const where = `on ${lanes} lane${lanes > 1 ? "s" : ""}`;
    return `time: about ${showDuration(ms)} for ${config.evaluations} evaluations ${where}, evaluation alone`;
  }
  return config.timeMs === null
    ? "time: as long as the budget lasts"
    : `time: ${showDuration(config.timeMs)}, as asked`;
}

function modelsOf({ model, firstPrompt, perStep, estimate, config }: RunPreview): string {
  if (model === undefined || firstPrompt === undefined || perStep === undefined)
    return "cost: none; no model is configured";
  const words = firstPrompt.map(({ role, text }) => `[${role}]\n${text}`).join("\n\n");
  return `first prompt, to ${printable(model)}:\n\n${printable(words)}\n\ncost: ${costOf(perStep, estimate.costUsd, config.evaluations)}`;
}

function costOf(
  { calls, tokens, costUsd }: NonNullable<RunPreview["perStep"]>,
  total: RunPreview["estimate"]["costUsd"],
  steps: number | null,
): string {
  const used = `${range(calls, showNumber)} calls and ${range(tokens, thousands)} tokens a step`;
  if (costUsd === null) return `${used}; dollars unknown: no price is known for a model`;
  const all = total === null ? "" : `; ${range(total, usd)} for ${steps} results`;
  return `${range(costUsd, usd)} a step (${used})${all}`;
}

function range(
  { low, high }: { readonly low: number; readonly high: number },
  show: (value: number) => string,
): string {
  return low === high ? show(low) : `${show(low)} to ${show(high)}`;
}

function thousands(count: number): string {
  return Math.round(count).toLocaleString("en-US");
}

function usd(amount: number): string {
  return formatUsd(Math.round(amount * 1e9));
}
