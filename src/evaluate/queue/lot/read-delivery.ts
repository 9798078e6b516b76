import { isEvaluation } from "../check-evaluation.ts";
import { type Refusal, type Secret, unseal } from "../wire/envelope.ts";
import { type Delivery, MOST } from "../wire/protocol.ts";

/** A delivery that can be trusted, or why it is refused. */
export type ReadDelivery =
  | { readonly status: "ok"; readonly delivery: Delivery }
  | { readonly status: "refused"; readonly refusal: Refusal };

/** Opens what came under the key of an evaluation: signed for this very place, and in the form of a verdict. */
export function readDelivery(secret: Secret, lot: string, key: string, text: string | number): ReadDelivery {
  if (typeof text === "number") return { status: "refused", refusal: "oversized" };
  const scope = resultScope(lot, key);
  const opened = unseal(secret, text, { kind: "result", scope, mostBytes: MOST.result });
  if (opened.status === "refused") return opened;
  const delivery = parse(opened.body);
  const hasForm =
    delivery !== null &&
    typeof delivery.worker === "string" &&
    ("evaluation" in delivery
      ? isEvaluation(delivery.evaluation)
      : "facts" in delivery || "error" in delivery);
  return hasForm ? { status: "ok", delivery } : { status: "refused", refusal: "malformed" };
}

function parse(body: string): Delivery | null {
  try {
    return JSON.parse(body) as Delivery | null;
  } catch {
    return null;
  }
}

/** The place that a result is signed for. */
export function resultScope(lot: string, key: string): string {
  return `${lot}/${key}`;
}
