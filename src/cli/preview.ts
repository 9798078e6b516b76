import { Population } from "../../islands/index.ts";
import type { RunConfig } from "../config/index.ts";
import { printable } from "../core/index.ts";
import { createOfflineOperator, openLanguage } from "../operators/index.ts";
import type { Problem } from "../problem/index.ts";
import { evaluationSeedOf, openEvaluator, scoreSeed } from "../run/index.ts";
import { previewModels, renderModelsPreview } from "./preview-models.ts";
import { showDuration, showNumber } from "./output.ts";
import { noteOf, sittingFlags, type WatchOptions } from "./watched.ts";
import type { Shell } from "./shell.ts";

/** `run --dry-run`: scores the seed, shows the first proposal with its verdict, estimates the time; writes nothing. */
export async function previewRun(
  shell: Shell,
  problem: Problem,
  config: RunConfig,
  flags: WatchOptions,
): Promise<void> {
  const evaluator = await openEvaluator(problem, config, {
    ...sittingFlags(flags),
    lanes: 1,
    onEvents(events) {
      for (const event of events) {
        const text = noteOf(event);
        if (text !== null) shell.say(text);
      }
    },
  });
  try {
    const evaluationSeed = evaluationSeedOf(config.seed);
    const seed = await scoreSeed(problem, evaluator, evaluationSeed);
    const population = new Population(0, config, problem);
    population.consume(seed);
    const operator = createOfflineOperator({ problem, language: await openLanguage(problem) });
    const proposal = await operator.propose(population.context(1), new AbortController().signal);
    const verdict = await evaluator.evaluate({ source: proposal.source, seed: evaluationSeed });
    const { lanes } = evaluator.facts();
    const perEvaluationMs = Math.max(seed.evaluation.durationMs, verdict.durationMs);
    const estimateMs = config.evaluations === null ? null : (config.evaluations * perEvaluationMs) / lanes;
    const models = await previewModels(problem, config, seed);
    const score = verdict.status === "ok" ? verdict.score : null;
    const seedScore = seed.evaluation.status === "ok" ? seed.evaluation.score : 0;
    if (flags.json) {
      shell.printJson({
        problem: problem.definition.name,
        seed: { score: seedScore, durationMs: seed.evaluation.durationMs },
        proposal: {
          operator: proposal.operator,
          note: proposal.note,
          status: verdict.status,
          score,
          source: proposal.source,
        },
        estimate: {
          ms: estimateMs,
          costUsd:
            models === null
              ? 0
              : models.costPerStepUsd === null || config.evaluations === null
                ? null
                : models.costPerStepUsd * config.evaluations,
        },
        ...(models && { firstPrompt: models.request.messages, model: models.request.model }),
        config,
      });
      return;
    }
    shell.print(
      [
        `${problem.definition.name}: the seed scores ${showNumber(seedScore)} (${showDuration(seed.evaluation.durationMs)})`,
        `${models === null ? "first proposal" : "a child without any model"}: ${printable(proposal.note)} → ${score === null ? `${verdict.status}: ${printable(verdict.message)}` : showNumber(score)}`,
        "",
        printable(proposal.source),
        "",
        estimateMs !== null
          ? `time: about ${showDuration(estimateMs)} for ${config.evaluations} evaluations on ${lanes} lane${lanes > 1 ? "s" : ""}, evaluation alone`
          : config.timeMs !== null
            ? `time: ${showDuration(config.timeMs)}, as asked`
            : "time: as long as the budget lasts",
        models === null
          ? "cost: none; no model is configured"
          : renderModelsPreview(models, config.evaluations),
      ].join("\n"),
    );
  } finally {
    await evaluator.close();
  }
}
