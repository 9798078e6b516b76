import type { Fingerprint } from "../../core/index.ts";
import { oneLine, type Reply } from "../../llm/index.ts";
import { applyEdit } from "../../edits/index.ts";
import { editableOf } from "./describe-task.ts";
import { earlierName } from "./duplicates.ts";
import type { DirectedStep } from "./directed-step.ts";
import type { Unusable } from "./unusable.ts";
import { isPlausible, verify } from "./verify.ts";

/** A child that may be scored, or why a reply gives none. */
type Child = { readonly status: "ok"; readonly source: string; readonly fingerprint: Fingerprint } | Unusable;

/** Applies the edit of a reply to a program and verifies the child against the step's parent. */
export function readChild(
  step: DirectedStep,
  base: string,
  reply: Pick<Reply, "text" | "finishReason" | "refusal">,
): Child {
  const { problem, language, choice, view, config } = step;
  const edit = applyEdit(base, reply.text, {
    format: config.directed.format,
    editable: editableOf(base),
    cutShort: reply.finishReason === "length",
    plausible: (text) => isPlausible(text, language),
  });
  if (edit.status === "failed") {
    return { ...edit, ...toldByProtocol(reply), source: null };
  }
  const { source } = edit;
  const checked = verify(source, {
    parent: choice.parent.source,
    definition: problem.definition,
    language,
    seen: view.seen,
  });
  if (checked.status === "ok") return { status: "ok", source, fingerprint: checked.fingerprint };
  const earlier = checked.kind === "duplicate" ? earlierName(step, checked.fingerprint) : "";
  const message = earlier === "" ? checked.message : `${checked.message}: ${earlier}`;
  return { status: "failed", kind: checked.kind, message, source };
}

/**
 * Failure that the protocol tells of beyond the reply's text: a refusal in its own field, or a limit that was
 * reached before a word was said.
 */
function toldByProtocol({ text, finishReason, refusal }: Pick<Reply, "text" | "finishReason" | "refusal">) {
  if (refusal !== null)
    return { kind: "refusal", message: `the reply declines the task (${oneLine(refusal, 80)})` };
  if (text.trim() !== "" || finishReason !== "length") return {};
  const message =
    "the reply's limit was used up before anything was said, by thinking, it seems: think less, or raise parameters.maxTokens";
  return { kind: "truncated", message };
}
