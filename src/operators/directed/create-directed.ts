import type { RunConfig } from "../../config/index.ts";
import { hasRun, idOf, type Story } from "../../core/index.ts";
import { createPromptLibrary, type Ensemble, oneLine, type PromptTexts } from "../../llm/index.ts";
import { type Language, languageOf } from "../../language/index.ts";
import type { Problem } from "../../problem/index.ts";
import type { Desk } from "../desk.ts";
import { createOfflineOperator } from "../offline.ts";
import type { Operator, ProposeContext, Variation } from "../operator.ts";
import { Asker } from "./asker.ts";
import { chooseStep, type StepChoice } from "./choice.ts";
import { execute } from "./executor.ts";
import type { StepKit } from "./kit.ts";
import { gather } from "./material.ts";
import { makePlan } from "./planner.ts";
import { StepRecall } from "./step-recall.ts";
import { tellStory, withLesson } from "./story.ts";
import { summarize } from "./summarizer.ts";

/** What directed variation needs to know. */
export interface DirectedOptions {
  readonly problem: Problem;
  /** The language with the problem's own mutator and check, where it has one. @defaultValue the problem's language */
  readonly language?: Language;
  readonly config: RunConfig;
  readonly ensemble: Ensemble;
  readonly prompts: PromptTexts;
}

/**
 * Variation by language models.
 *
 * @throws GalapagosError `prompt/*` for prompts that cannot be used
 */
export function createDirectedOperator(options: DirectedOptions): Operator {
  const { problem, config, ensemble, language = languageOf(problem.definition) } = options;
  const library = createPromptLibrary(options.prompts);
  const offline = createOfflineOperator({ problem, language });

  const direct = async (context: ProposeContext, choice: StepChoice): Promise<Variation> => {
    const asker = new Asker(context.desk, choice);
    const recall = new StepRecall(context.desk.memory, context.step);
    const material = await gather(context, choice, { problem, config, recall, asker });
    const kit: StepKit = { problem, language, config, library, context, choice, material, recall, asker };
    const plan = config.directed.planner ? await makePlan(kit) : null;
    const execution = await execute(kit, plan?.text ?? "");
    const { child } = execution;
    const story = tellStory(kit, plan, execution);
    const { parent, mate } = choice;
    return {
      source: child.source,
      fingerprint: child.fingerprint,
      parents: [parent, ...(mate === null ? [] : [mate])].map(idOf),
      operator: choice.operator,
      note: noteOf(story, !hasRun(child.evaluation)),
      strategy: parent.strategy,
      story,
      evaluation: child.evaluation,
    };
  };

  return {
    name: "directed",
    async propose(context, signal) {
      const choice = chooseStep(context, config, ensemble);
      if (choice.operator !== "mutate") return direct(context, choice);
      const variation = await offline.propose(context, signal);
      const credit = { operator: "mutate", model: "", from: context.parent.score, cost: 0 };
      return { ...variation, story: { operator: "mutate", credit } };
    },
    async conclude(proposal, evaluation, desk) {
      const { story } = proposal;
      if (story?.model === undefined) return story ?? null;
      const summary = config.directed.summarizer
        ? await summarize({ problem, library }, proposal, evaluation, desk)
        : null;
      const told = summary === null ? story : withLesson(story, summary.lesson, summary.asker);
      return config.directed.embedding && desk.memory !== null ? embedLesson(told, desk) : told;
    },
  };
}

/** The story with the vector of what the step tried and learnt, by which later steps may find it. */
async function embedLesson(story: Story, desk: Desk): Promise<Story> {
  const asker = new Asker(desk, { model: "", temperature: undefined });
  const text = [story.gist ?? "", story.lesson?.lesson ?? ""].filter((part) => part !== "");
  if (text.length === 0) return story;
  const reply = await asker.embed(text.join("\n"), 0, "remember");
  const paid = withLesson(story, null, asker);
  return reply.status === "ok" ? { ...paid, lessonEmbedding: reply.text } : paid;
}

/** A few words for lists. */
function noteOf({ gist = "", model = "" }: Story, isUnmade: boolean): string {
  if (isUnmade) return "no usable program came of it";
  return gist === "" ? `by ${oneLine(model, 60)}` : oneLine(gist, 200);
}
