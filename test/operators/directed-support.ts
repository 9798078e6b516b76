import { type RunConfig, resolveConfig } from "../../src/config/index.ts";
import {
  type Candidate,
  type Draft,
  type Elite,
  type Evaluation,
  type JsonObject,
  parseCandidateId,
  randomStream,
} from "../../src/core/index.ts";
import {
  type ModelRequest,
  type PromptTexts,
  type Reply,
  readPromptTexts,
  type ToolCall,
} from "../../src/llm/index.ts";
import {
  ensembleOf,
  type IslandView,
  type Judged,
  type Operator,
  type StepServices,
} from "../../src/operators/index.ts";
// past the door, which loads it only when it is wanted
import { createDirectedOperator } from "../../src/operators/directed/create-directed.ts";
import type { MemoryView } from "../../src/memory/index.ts";
import { loadProblem, type Problem } from "../../src/problem/index.ts";
import { fingerprint } from "../../src/program/index.ts";

/** The circle problem with its goal out of the way, so that scores can be small numbers. */
export const problem: Problem = await loadProblem("circle-packing");

/** A parent that is easy to edit. */
export const SOURCE = [
  "// EVOLVE-BLOCK-START",
  "const size = 1;",
  "// EVOLVE-BLOCK-END",
  "export function pack() {",
  "  return size;",
  "}",
  "",
].join("\n");

/** The same task by another method. */
export const ANEW = [
  "// EVOLVE-BLOCK-START",
  "function grown(rows) {",
  "  let sum = 0;",
  "  for (let row = 0; row < rows.length; row++) sum += Math.sqrt(rows[row] + sum);",
  "  return sum > 2 ? sum / 2 : sum;",
  "}",
  "const size = grown([4, 9, 16]);",
  "// EVOLVE-BLOCK-END",
  "export function pack() {",
  "  return size;",
  "}",
  "",
].join("\n");

/** What a person who plays the model says: text, tool calls, or a whole reply. */
type Line =
  | string
  | { readonly tools: readonly (readonly [name: string, args: JsonObject])[] }
  | Partial<Reply>;

/** A conversation played by hand. */
export interface Stage {
  readonly operator: Operator;
  readonly view: IslandView;
  readonly services: StepServices;
  /** Every request, with its purpose and attempt. */
  readonly asked: { readonly request: ModelRequest; readonly key: string }[];
  /** Every program that was scored within the step. */
  readonly tried: string[];
}

/** How a stage is set. */
export interface StageOptions {
  /** @defaultValue {@link problem} */
  readonly problem?: Problem;
  readonly directed?: JsonObject;
  /** What the model says, by purpose and attempt (`execute-0/1`); what is not written down is an empty answer. */
  readonly script: { readonly [key: string]: Line };
  /** Scores programs: `size` doubled, unless told otherwise. */
  readonly judge?: (source: string) => Evaluation;
  readonly records?: readonly Candidate[];
  readonly parent?: Elite;
  readonly seen?: IslandView["seen"];
  readonly mate?: Elite;
  readonly target?: number;
  /** Selection policy of the run. */
  readonly selection?: string;
  readonly memory?: MemoryView;
  /** @defaultValue the prompts that ship */
  readonly prompts?: PromptTexts;
  /** Steps that tune the numbers of a child. */
  readonly perChild?: number;
}

const FACTS = { durationMs: 1, level: 1, engine: "hand" } as const;

/** A verdict with a score. */
export function scored(score: number): Evaluation {
  return { status: "ok", kind: "ok", score, metrics: { score }, features: {}, message: "", ...FACTS };
}

/** A verdict without one. */
export function failed(kind: string, message: string): Evaluation {
  return { status: "error", kind, message, ...FACTS };
}

/** A parent of the given text and score. */
export function parentOf(source: string, score: number, step = 0): Elite {
  return {
    island: 0,
    step,
    source,
    fingerprint: fingerprint(source, "javascript"),
    score,
    features: {},
    strategy: {},
  };
}

/** A record of a candidate. */
export function recordOf(
  source: string,
  step: number,
  evaluation: Evaluation,
  more: Partial<Candidate> = {},
): Candidate {
  return {
    island: 0,
    step,
    source,
    fingerprint: fingerprint(source, "javascript"),
    parents: step === 0 ? [] : ["i0-s0"],
    operator: "improve",
    note: "",
    strategy: {},
    evaluation,
    cached: false,
    ...more,
  };
}

/** Sets a stage on which one step can be played. */
export function setStage(options: StageOptions): Stage {
  const settings = {
    models: [{ model: "hand", price: "free", keyVariable: null }],
    directed: {
      calls: "plan",
      repairs: 2,
      planner: false,
      summarizer: false,
      planTools: 0,
      executor: "chat",
      operators: only("improve"),
      ...options.directed,
    },
    ...(options.target !== undefined && { target: options.target }),
    ...(options.perChild !== undefined && { tuning: { perChild: options.perChild } }),
    ...(options.selection !== undefined && { selection: { policy: options.selection } }),
  };
  const config: RunConfig = resolveConfig([{ origin: "test", settings }]);
  const ensemble = ensembleOf(config);
  if (ensemble === null) throw new Error("no models");
  const operator = createDirectedOperator({
    ...{ problem: options.problem ?? problem, config, ensemble },
    prompts: options.prompts ?? readPromptTexts(null),
  });
  const asked: Stage["asked"] = [];
  const tried: string[] = [];
  const parent = options.parent ?? parentOf(SOURCE, 1);
  const records = options.records ?? [recordOf(parent.source, 0, scored(parent.score))];
  const visible = (id: string): Candidate | null => {
    const at = parseCandidateId(id);
    return records.find(({ island, step }) => island === at?.island && step === at.step) ?? null;
  };
  const judge = options.judge ?? ((source) => scored(2 * Number(/size = (\d+)/.exec(source)?.[1] ?? 0)));
  const services: StepServices = {
    memory: options.memory ?? null,
    history: {
      candidate: visible,
      ancestors(id, limit) {
        const line: Candidate[] = [];
        for (let at = visible(id)?.parents[0]; at !== undefined && line.length < limit; ) {
          const one = visible(at);
          if (one === null) break;
          line.push(one);
          at = one.parents[0];
        }
        return line;
      },
      children: (id, limit) => records.filter(({ parents }) => parents.includes(id)).slice(-limit),
      islandBests: () => [],
    },
    async ask(request, purpose, attempt) {
      const key = `${purpose}/${attempt}`;
      asked.push({ request: structuredClone(request), key });
      return replyOf(options.script[key] ?? "", `${purpose}-${attempt}`);
    },
    once: (_request, _purpose, make) => make(),
    giveUp: (message) => Promise.reject(new Error(message)),
    async score(source) {
      tried.push(source);
      return judge(source);
    },
  };
  const view: IslandView = {
    island: 0,
    step: 9,
    parent,
    mate: () => options.mate ?? parent,
    others: () => [],
    elites: (count) => [parent].slice(0, count),
    random: (purpose) => randomStream("directed-test", purpose),
    seen: options.seen ?? (() => false),
    tuned: () => null,
    polished: () => null,
    bandits: null,
  };
  return { operator, view, services, asked, tried };
}

/** The edit that makes the parent's program better. */
export const GROW = block("const size = 1;", "const size = 3;");

/** Sets a stage and plays the step as far as its draft. */
export async function play(options: StageOptions): Promise<Stage & { readonly child: Draft }> {
  const stage = setStage(options);
  const child = await stage.operator.propose(stage.view, stage.services, new AbortController().signal);
  return { ...stage, child };
}

/** A step that has its verdict: step 9, made from the parent of the stage. */
export function judged(draft: Draft, evaluation: Evaluation, score = 1): Judged {
  return { place: { island: 0, step: 9 }, parent: { id: "i0-s0", score }, draft, evaluation, cached: false };
}

/** Weights that leave one operator. */
export function only(name: string): JsonObject {
  const none = { improve: 0, crossover: 0, revise: 0, recombine: 0, refine: 0, mutate: 0 };
  return { ...none, [name]: 1 };
}

/** A SEARCH/REPLACE block. */
export function block(search: string, replace: string): string {
  return `<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE`;
}

function replyOf(line: Line, id: string): Reply {
  const empty: Reply = {
    status: "ok",
    text: "",
    toolCalls: [],
    finishReason: "stop",
    refusal: null,
    usage: {
      promptTokens: 10,
      completionTokens: 5,
      cachedTokens: 0,
      cacheWriteTokens: 0,
      reasoningTokens: 0,
    },
    model: "hand",
    servedBy: "hand",
    costNanoUsd: 0,
  };
  if (typeof line === "string") return { ...empty, text: line };
  if (!("tools" in line)) return { ...empty, ...line };
  const toolCalls: ToolCall[] = line.tools.map(([name, args], at) => ({
    id: `${id}-${at}`,
    name,
    arguments: JSON.stringify(args),
  }));
  return { ...empty, toolCalls, finishReason: "tool-calls" };
}
