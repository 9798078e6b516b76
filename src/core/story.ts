import type { Outcome } from "./objective.ts";

/**
 * How a step made its child, where there is more to tell than a note: plan, edit, attempts, calls, lesson.
 * Bounded; much of it was written by a model, so it is data, and not fit for a terminal as it is. Recorded
 * with the candidate as JSON in the order given here; `readStory` is its one reader and `writeStory` its one
 * writer.
 */
export type Story = {
  /** The operator that the step chose. */
  readonly operator: string;
  /** Operator that was drawn first, and had no other program to learn from. */
  readonly unmated?: string;
  readonly mode?: "one-call" | "chat" | "react" | "agent";
  /** Model that made the child; absent when none was asked. */
  readonly model?: string;
  readonly temperature?: number;
  /** Variant of the prompts that the model is always asked with. */
  readonly variant?: string;
  /** Why there is no plan, in a step that wanted one. */
  readonly planFailure?: string;
  readonly plan?: string;
  /** The idea in a line: what the reply that made the child says it does; without such words, the plan. */
  readonly gist?: string;
  /** Recommendations to the next steps, of a call that looked back on the island's results. */
  readonly recommendations?: readonly string[];
  /**
   * Side of the step in what memory is worth: a control is told nothing. Absent in a run that keeps no
   * memory.
   */
  readonly arm?: "memory" | "control";
  /** Lessons that the step was told as it began, by id. */
  readonly recalled?: readonly string[];
  /** Lessons that it was not told unasked, as their control. */
  readonly withheld?: readonly string[];
  /** Lessons that it was told because it asked. */
  readonly asked?: readonly string[];
  /** The reply that made the child. */
  readonly edit?: string;
  /** Vector of the child's text, packed. */
  readonly embedding?: string;
  readonly attempts?: readonly StoryTurn[];
  /** The attempts with their outcomes, where there were several. */
  readonly tries?: readonly StoryTry[];
  /** Remarks that the model made on its way. */
  readonly notes?: readonly string[];
  readonly calls?: readonly StoryCall[];
  readonly credit?: StepCredit;
  /** Where the child was made, when its change was carried over to a newer parent before it was recorded. */
  readonly carried?: StoryCarried;
  /** A model's explanation of the outcome. */
  readonly lesson?: StoryLesson;
  /** Vector of what the step tried and learnt, packed. */
  readonly lessonEmbedding?: string;
};

/** The lessons that a step was told, those that it asked for included. */
export function toldLessons({
  recalled = [],
  asked = [],
}: Pick<Story, "recalled" | "asked">): readonly string[] {
  return [...recalled, ...asked];
}

/** One turn of an attempt. */
export type StoryTurn = {
  readonly purpose: string;
  readonly attempt: number;
  /** `ok`, the kind of the reply's failure, or the tool that it called. */
  readonly outcome: string;
  readonly message: string;
  /** The beginning of a reply whose program was scored. */
  readonly reply?: string;
};

/** One of several attempts of a step. */
export type StoryTry = {
  readonly note: string;
  readonly outcome: Outcome;
  /** Kind and message of its failure. */
  readonly kind?: string;
  readonly message?: string;
};

/** One model call of a step. */
export type StoryCall = {
  readonly purpose: string;
  readonly attempt: number;
  /** Model that answered; the one that was asked where none did. */
  readonly model: string;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Of `completionTokens`, hidden reasoning; absent where there was none. */
  readonly reasoningTokens?: number;
  /** The server did not count: the tokens are bytes. */
  readonly estimated?: true;
  /** `null` when the price is unknown. */
  readonly costNanoUsd: number | null;
  /** Why there is no answer, or an empty text. */
  readonly failed: string;
};

/** The origin of a change that was carried over. */
export type StoryCarried = {
  /** Parent that it was made for. */
  readonly from: string;
  /** Hash of the program that it led to there. */
  readonly program: string;
};

/** Facts of a step that the bandits learn from. */
export type StepCredit = {
  readonly operator: string;
  /** Empty when no model was asked. */
  readonly model: string;
  /** Score of the parent. */
  readonly from: number;
  /** Cost of the step in the run's one unit: nano-dollars where prices are known, else tokens. */
  readonly cost: number;
};

/** A model's explanation of an outcome, and what it wants done about lessons. */
export type StoryLesson = {
  /** `plan`, `execution`, `noise` or `unknown`. */
  readonly cause: string;
  readonly lesson: string;
  readonly evidence: string;
  /** Lessons on the same parent that the summary was shown beside those that the step was told, by id. */
  readonly reviewed?: readonly string[];
  /** Absent when it says nothing about lessons. */
  readonly memory?: readonly LessonAction[];
};

/** A change to the lessons that a summary asks for. */
export type LessonAction = {
  readonly action: "add" | "update" | "retire";
  /** The lesson in question, by id. */
  readonly lesson?: string;
  /** Programs that speak for it, by id. */
  readonly programs?: readonly string[];
};
