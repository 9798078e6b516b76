import { type CandidateId, isObject, type JsonObject, type Story } from "../core/index.ts";
import { parseCandidateId } from "../core/index.ts";
import { SESSION } from "../operators/index.ts";
import type { CallReader, StoredCall } from "../store/index.ts";

/** One model call of a step, with its words. All of it is text from outside, or repeats some. */
export interface StepCall {
  readonly purpose: string;
  readonly attempt: number;
  /** Requests that were sent for it. */
  readonly tries: number;
  /** Model that answered, or was asked last. */
  readonly model: string;
  /** The prompt, turn by turn; tool calls as JSON. */
  readonly messages: readonly { readonly role: string; readonly text: string }[];
  /** The answer; tool calls as JSON. Empty when there was none. */
  readonly reply: string;
  /** How the last try ended: `ok`, the kind of its failure, or `open` when the process died. */
  readonly outcome: string;
}

/** The calls of a step in the order in which they were made: planning, writing, explaining. */
export function readStepCalls(
  reader: CallReader,
  id: CandidateId,
  story: Story | undefined,
): readonly StepCall[] {
  const at = parseCandidateId(id);
  if (at === null) return [];
  // the session of an agent stands in the journal as a call does
  const session = story?.mode === "agent" ? [{ purpose: SESSION, attempt: 0 }] : [];
  return [...session, ...(story?.calls ?? [])]
    .map(({ purpose, attempt }) => ({ purpose, attempt }))
    .sort((a, b) => order(a.purpose) - order(b.purpose))
    .flatMap((place) => {
      const tries = reader.tries({ ...at, ...place });
      const last = tries.at(-1);
      return last === undefined ? [] : [{ ...place, ...wordsOf(last), tries: tries.length }];
    });
}

function order(purpose: string): number {
  return purpose === "plan" || purpose === "reflect" ? 0 : purpose === "summarize" ? 2 : 1;
}

function wordsOf({
  model,
  request,
  outcome,
}: StoredCall): Pick<StepCall, "model" | "messages" | "reply" | "outcome"> {
  const { messages } = object(request);
  const end = object(outcome);
  const reply = object(end.reply);
  const failure = object(end.failure);
  return {
    model: end.status === "done" ? String(reply.model) : model,
    messages: (Array.isArray(messages) ? messages : []).map((message) => ({
      role: String(object(message).role),
      text: said(object(message)),
    })),
    reply: end.status === "done" ? said(reply) : "",
    outcome: outcome === null ? "open" : end.status === "done" ? "ok" : String(failure.kind),
  };
}

/** The words of one turn: text, and the tool calls beside it. */
function said({ text, toolCalls, refusal }: JsonObject): string {
  const calls = Array.isArray(toolCalls) ? (toolCalls as readonly JsonObject[]) : [];
  return [
    typeof text === "string" ? text : "",
    typeof refusal === "string" ? `(refuses) ${refusal}` : "",
    ...calls.map((call) => `→ ${String(call.name)}(${String(call.arguments)})`),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function object(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
