import type { RunConfig } from "../../config/index.ts";
import { type Draft, hasRun, idOf, type Story } from "../../core/index.ts";
import { createPromptLibrary, type Ensemble, oneLine, type PromptTexts } from "../../llm/index.ts";
import { type Language, languageOf } from "../../language/index.ts";
import type { Problem } from "../../problem/index.ts";
import type { StepServices } from "../services.ts";
import { createOfflineOperator, tunedDraft } from "../offline.ts";
import type { IslandView, Operator } from "../operator.ts";
import { TUNE } from "../tuning/tuner.ts";
import { type AgentMachine, Agents } from "../agent/agents.ts";
import { ModelCalls } from "./model-calls.ts";
import { chooseStep, type StepChoice } from "./choice.ts";
import { roleModelsOf } from "./ensemble.ts";
import { execute } from "./executor.ts";
import { isPlanned, type DirectedStep } from "./directed-step.ts";
import { reflect } from "./reflection.ts";
import { gatherFacts } from "./prompt-facts.ts";
import { makePlan } from "./planner.ts";
import { StepRecall } from "./step-recall.ts";
import { tellStory, withLesson } from "./story.ts";
import { summarize } from "./summarizer.ts";

/** Options of directed variation. */
export interface DirectedOptions {
  readonly problem: Problem;
  /**
   * The language with the problem's own mutator and check, where it has one. @defaultValue the problem's
   * language
   */
  readonly language?: Language;
  readonly config: RunConfig;
  readonly ensemble: Ensemble;
  readonly prompts: PromptTexts;
  /** Where a coding agent is looked for. @defaultValue on the PATH of this thread, with walls */
  readonly machine?: AgentMachine;
}

/**
 * Draft by language models.
 *
 * @throws GalapagosError `prompt/*` for prompts that cannot be used
 */
export function createDirectedOperator(options: DirectedOptions): Operator {
  const { problem, config, ensemble, language = languageOf(problem.definition) } = options;
  const agents = new Agents(config.directed.agent, options.machine ?? HERE);
  const library = createPromptLibrary(options.prompts);
  const offline = createOfflineOperator({ problem, language });
  const roleModels = roleModelsOf(config);
  const roles = Object.fromEntries([...roleModels].map(([role, { id }]) => [role, id]));
  const executor = roleModels.get("executor");
  const { direction } = problem.definition.objective;

  const direct = async (
    view: IslandView,
    services: StepServices,
    choice: StepChoice,
    signal: AbortSignal,
  ): Promise<Draft> => {
    const writer = executor ?? ensemble.models.find(({ id }) => id === choice.model);
    const thinks = { id: writer?.id ?? choice.model, mostTokens: writer?.parameters.maxTokens ?? 0 };
    const calls = new ModelCalls(services, { ...choice, roles });
    const recall = new StepRecall(services.memory, view.step);
    const supplies = { agents, thinks, signal };
    const begun = { problem, language, config, library, view, services, choice, recall, calls, ...supplies };
    const known = { ...begun, reflection: await reflect(begun) };
    const step: DirectedStep = { ...known, facts: await gatherFacts(known) };
    const plan = isPlanned(step) ? await makePlan(step) : null;
    const execution = await execute(step, plan?.text ?? "");
    const { source, fingerprint, evaluation } = execution.child;
    const story = tellStory(step, plan, execution);
    const { operator, parent, mate } = choice;
    return {
      source,
      fingerprint,
      parents: [parent, ...(mate === null ? [] : [mate])].map(idOf),
      operator: operator.name,
      note: noteOf(story, !hasRun(evaluation)),
      strategy: parent.strategy,
      story,
      evaluation,
    };
  };

  return {
    name: "directed",
    async propose(view, services, signal) {
      const polished = view.polished();
      if (polished !== null) return { ...tunedDraft(polished, view.parent), story: { operator: TUNE } };
      const choice = chooseStep(view, config, ensemble, { direction, history: services.history });
      if (!choice.operator.offline) return direct(view, services, choice, signal);
      const { name: operator } = choice.operator;
      const credit = { operator, model: "", from: view.parent.score, cost: 0 };
      return { ...(await offline.propose(view)), story: { operator, credit } };
    },
    async explain(step, services) {
      const { story } = step.draft;
      if (story?.model === undefined) return story ?? null;
      const { calls, summarizer } = config.directed;
      const summary =
        calls === "plan" && summarizer ? await summarize({ problem, library, roles }, step, services) : null;
      const told = summary === null ? story : withLesson(story, summary.lesson, summary.calls);
      return config.directed.embedding && services.memory !== null ? embedLesson(told, services) : told;
    },
  };
}

/** The story with the vector of what the step tried and learnt, by which later steps may find it. */
async function embedLesson(story: Story, services: StepServices): Promise<Story> {
  const calls = new ModelCalls(services, { model: "", temperature: undefined, roles: {} });
  const text = [story.gist ?? "", story.lesson?.lesson ?? ""].filter((part) => part !== "");
  if (text.length === 0) return story;
  const reply = await calls.embed(text.join("\n"), 0, "remember");
  const paid = withLesson(story, null, calls);
  return reply.status === "ok" ? { ...paid, lessonEmbedding: reply.text } : paid;
}

const HERE: AgentMachine = { searchPath: process.env.PATH ?? "", unsafe: false };

/** A few words for lists. */
function noteOf({ gist = "", model = "" }: Story, isUnmade: boolean): string {
  if (isUnmade) return "no usable program came of it";
  return gist === "" ? `by ${oneLine(model, 60)}` : oneLine(gist, 200);
}
