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
  { calls, replyTokens, costUsd }: NonNullable<RunPreview["perStep"]>,
  totalUsd: number | null,
  steps: number | null,
): string {
  if (costUsd === null) return "unknown: no price is known for a model";
  const total = totalUsd === null ? "" : `, ${usd(totalUsd)} for ${steps}`;
  return `about ${usd(costUsd)} a step (${calls} calls of ${replyTokens} tokens)${total}`;
}

function usd(amount: number): string {
  return formatUsd(Math.round(amount * 1e9));
}
