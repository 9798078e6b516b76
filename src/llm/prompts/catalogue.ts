/**
 * Placeholders of each prompt: what there is a value for. A prompt need not use all of them. Those of earlier versions stay: a run goes
 * on with the texts that it began with.
 */
export const PROMPT_PLACEHOLDERS = {
  plan: [
    "task",
    "objective",
    "parent",
    "lineage",
    "siblings",
    "tried",
    "elites",
    "lessons",
    "best-known",
    "advice",
    "tools",
  ],
  child: [
    "task",
    "objective",
    "best-known",
    "format",
    "recommendations",
    "lessons",
    "elites",
    "lineage",
    "parent",
    "siblings",
    "tried",
    "advice",
  ],
  reflect: ["task", "objective", "best-known", "results", "recommendations"],
  execute: ["task", "objective", "plan", "parent", "lessons", "attempts", "advice", "format"],
  react: ["task", "objective", "plan", "parent", "mate", "lessons", "advice", "steps"],
  agent: ["task", "objective", "best-known", "program", "idea", "budget", "plan", "advice", "parent"],
  repair: ["task", "program", "failure", "attempts", "format"],
  crossover: ["task", "objective", "plan", "parent", "mate", "lessons", "attempts", "advice", "format"],
  summarize: [
    "task",
    "objective",
    "best-known",
    "parent",
    "siblings",
    "child",
    "plan",
    "change",
    "outcome",
    "lessons",
    "memory",
  ],
  angles: [],
  "angles-first": [],
  "angles-beyond": [],
  "advice-revise": [],
  "advice-recombine": ["mate"],
  "advice-refine": [],
  "advice-used-up": ["count"],
  "advice-same-result": ["near", "count", "within"],
  "advice-parallel": ["number", "count"],
  "advice-again": ["attempts"],
  "format-search-replace": ["frozen"],
  "format-unified-diff": ["frozen"],
  "format-full-program": ["frozen"],
} as const satisfies { readonly [name: string]: readonly string[] };

/** Name of a prompt. */
export type PromptName = keyof typeof PROMPT_PLACEHOLDERS;

/** Every prompt. */
export const PROMPT_NAMES = Object.keys(PROMPT_PLACEHOLDERS) as PromptName[];
