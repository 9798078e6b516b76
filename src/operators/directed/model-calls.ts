import type { StoryCall } from "../../core/index.ts";
import {
  type CallFailure,
  estimateTokens,
  type Message,
  type ModelRequest,
  type Purse,
  type Reply,
  type ToolDefinition,
} from "../../llm/index.ts";
import type { StepServices } from "../services.ts";
import { EMBEDDING, type Role, roleOf } from "./ensemble.ts";

/** A model, and how it is to answer. */
export interface AskedModel {
  readonly model: string;
  readonly temperature: number | undefined;
  /** Ids of the models that do single roles in its place, by role. */
  readonly roles: { readonly [role in Role]?: string };
}

/** The model calls of one step, counted. */
export class ModelCalls {
  private readonly services: Pick<StepServices, "ask">;
  private readonly asked: AskedModel;
  private readonly notes: StoryCall[] = [];
  private readonly taken: StoryCall[] = [];

  constructor(services: Pick<StepServices, "ask">, asked: AskedModel) {
    this.services = services;
    this.asked = asked;
  }

  /** One call; see `StepServices.ask`. With `tools`, `mayCall` says whether the model may still use them. */
  async ask(
    messages: readonly Message[],
    purpose: string,
    attempt: number,
    tools: readonly ToolDefinition[] = [],
    mayCall = true,
  ): Promise<Reply | CallFailure> {
    const { temperature, roles } = this.asked;
    const model = roles[roleOf(purpose)] ?? this.asked.model;
    const request: ModelRequest = {
      model,
      messages,
      ...(tools.length > 0 && { tools, toolChoice: mayCall ? "auto" : "none" }),
      ...(temperature !== undefined && { parameters: { temperature } }),
    };
    const end = await this.services.ask(request, purpose, attempt);
    this.notes.push(noteOf(end, request, purpose, attempt));
    return end;
  }

  /** One call as somebody else wrote it; see `StepServices.ask`. */
  async askAs(
    request: ModelRequest,
    purpose: string,
    attempt: number,
    purse: Purse | null,
  ): Promise<Reply | CallFailure> {
    const end = await this.services.ask(request, purpose, attempt, purse);
    this.notes.push(noteOf(end, request, purpose, attempt));
    return end;
  }

  /** Takes in calls that were made, in this life of the run or an earlier one. */
  take(calls: readonly StoryCall[]): void {
    this.taken.push(...calls);
  }

  /** The calls in the order in which they came back. */
  get inOrder(): readonly StoryCall[] {
    return this.notes;
  }

  /** The vector of a program or another text, packed, as the reply's text. */
  async embed(text: string, attempt: number, purpose = "embed"): Promise<Reply | CallFailure> {
    const request: ModelRequest = { model: EMBEDDING, messages: [{ role: "user", text }] };
    const end = await this.services.ask(request, purpose, attempt);
    const note = noteOf(end, request, purpose, attempt);
    this.notes.push(end.status === "ok" ? { ...note, completionTokens: 0 } : note);
    return end;
  }

  /** The calls so far, in an order that does not depend on which came back first. */
  get made(): readonly StoryCall[] {
    const own = [...this.notes].sort((a, b) =>
      a.purpose === b.purpose ? a.attempt - b.attempt : a.purpose < b.purpose ? -1 : 1,
    );
    return [...own, ...this.taken];
  }

  /**
   * Cost of the calls, for the bandits: nano-dollars, or tokens where they are free or without a known price.
   */
  get cost(): number {
    return [...this.notes, ...this.taken].reduce(
      (sum, { costNanoUsd, promptTokens, completionTokens }) =>
        sum + (costNanoUsd || promptTokens + completionTokens),
      0,
    );
  }
}

function noteOf(
  end: Reply | CallFailure,
  { model, messages }: ModelRequest,
  purpose: string,
  attempt: number,
): StoryCall {
  const at = { purpose, attempt };
  const asked = messages.reduce((sum, { text }) => sum + estimateTokens(text), 0);
  if (end.status === "failed")
    return { ...at, model, promptTokens: 0, completionTokens: 0, costNanoUsd: 0, failed: end.kind };
  return {
    ...at,
    model: end.model,
    promptTokens: end.usage?.promptTokens ?? asked,
    completionTokens: end.usage?.completionTokens ?? estimateTokens(end.text),
    ...(end.usage !== null &&
      end.usage.reasoningTokens > 0 && { reasoningTokens: end.usage.reasoningTokens }),
    ...(end.usage?.estimated && { estimated: true }),
    costNanoUsd: end.costNanoUsd,
    failed: "",
  };
}
