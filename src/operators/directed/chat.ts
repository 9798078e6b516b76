import type { Outcome } from "../../core/index.ts";
import { assistantWords, type Message, quoted } from "../../llm/index.ts";
import { adviceOf, planText } from "./advice.ts";
import { type Attempt, makeAttempt } from "./attempt.ts";
import { describeFindings } from "./describe.ts";
import { describeVerdict } from "./describe-verdict.ts";
import { fencedChange } from "./change-text.ts";
import { ideaText } from "./idea.ts";
import { type DirectedStep, formatText, isPlanned, outcomeOf, promptOf } from "./directed-step.ts";

/**
 * Chat mode: rounds of parallel attempts; each goes on in the conversation of the one before it, told what came of them all, and
 * the first round in which one is not worse than the parent is the last (after LoongFlow's chat executor).
 */
export async function chat(step: DirectedStep, plan: string): Promise<readonly Attempt[]> {
  const { rounds, parallel } = step.config.directed;
  const attempts: Attempt[] = [];
  let last: readonly Attempt[] = [];
  for (let round = 0; round < rounds; round++) {
    last = await Promise.all(
      Array.from({ length: parallel }, (_, at) =>
        makeAttempt(step, messagesOf(step, plan, at, { attempts, own: last[at] }), round * parallel + at),
      ),
    );
    attempts.push(...last);
    // an equal score is no failure to be mended
    if (last.some(({ made }) => made !== null && ENOUGH.has(outcomeOf(step, made.evaluation)))) break;
    // a prompt that the model does not take will not be taken next time
    if (last.every(({ failure }) => failure?.kind === "too-long" || failure?.kind === "rejected")) break;
  }
  return attempts;
}

const ENOUGH: ReadonlySet<Outcome> = new Set<Outcome>(["improved", "same"]);

/** An attempt goes on from its own of the round before, where there is one: what a provider's cache knows stays in front. */
function messagesOf(
  step: DirectedStep,
  plan: string,
  at: number,
  { attempts, own }: { readonly attempts: readonly Attempt[]; readonly own: Attempt | undefined },
): readonly Message[] {
  if (own === undefined) return firstMessages(step, plan, at, "");
  const told = accountOf(step, attempts);
  // the first texts that runs began with tell it in the prompt itself
  if (!step.library.has("advice-again")) return firstMessages(step, plan, at, told);
  const text = step.library.text("advice-again", { attempts: told });
  const reply = assistantWords({ text: own.made?.reply ?? "" });
  return [...firstMessages(step, plan, at, ""), reply, { role: "user", text }];
}

function firstMessages(step: DirectedStep, plan: string, at: number, attempts: string): readonly Message[] {
  const { config, library, choice } = step;
  const { parallel } = config.directed;
  const words = [
    // a planner has been told already
    isPlanned(step) || choice.mate !== null ? "" : adviceOf(step),
    parallel === 1
      ? ""
      : library.text("advice-parallel", { number: String(at + 1), count: String(parallel) }),
  ];
  const advice = words.filter((text) => text !== "").join("\n\n");
  const values = { plan: planText(plan), attempts, advice, format: formatText(step) };
  return promptOf(step, choice.mate === null ? "execute" : "crossover", values);
}

function accountOf(step: DirectedStep, attempts: readonly Attempt[]): string {
  const { direction } = step.problem.definition.objective;
  const lines = attempts.map(({ number, made, failure }) => {
    const end =
      made === null
        ? `gave no program (${failure?.kind ?? "unknown"}): ${quoted(failure?.message ?? "", 300)}`
        : [
            `${describeVerdict(made.evaluation, step.choice.parent.score, direction)}.`,
            describeFindings(made.evaluation, step.problem, 500),
            ideaText(made.idea) === "" ? "" : `What it says it does: ${quoted(ideaText(made.idea), 300)}`,
            `Its change to the program above:\n\n${fencedChange(`attempt ${number + 1}`, step.choice.parent.source, made.source, CHANGE_LENGTH)}`,
          ]
            .filter((text) => text !== "")
            .join("\n\n");
    return `Attempt ${number + 1} ${end}`;
  });
  let text = lines.join("\n\n");
  while (text.length > ACCOUNT_LENGTH && lines.length > 1) {
    lines.shift();
    text = lines.join("\n\n");
  }
  return text.slice(0, ACCOUNT_LENGTH);
}

/** Longest change of an attempt in that account, characters. */
const CHANGE_LENGTH = 3000;
/** Longest account of earlier attempts in a prompt, characters. */
const ACCOUNT_LENGTH = 6000;
