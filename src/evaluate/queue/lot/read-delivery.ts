import { isEvaluation } from "../check-evaluation.ts";
import { type Refusal, type Secret, unseal } from "../wire/envelope.ts";
import { type Delivery, MOST } from "../wire/protocol.ts";

/** A delivery that can be trusted, or why it is refused. */
export type ReadDelivery =
  | { readonly status: "ok"; readonly delivery: Delivery }
  | { readonly status: "refused"; readonly refusal: Refusal };

/** Opens what came to a lot: signed for this very lot, and in the form of verdicts under their keys. */
export function readDelivery(secret: Secret, lot: string, text: string | number): ReadDelivery {
  if (typeof text === "number") return { status: "refused", refusal: "oversized" };
  const opened = unseal(secret, text, { kind: "result", scope: lot, mostBytes: MOST.result });
  if (opened.status === "refused") return opened;
  const delivery = parse(opened.body);
  return delivery !== null && hasForm(delivery)
    ? { status: "ok", delivery }
    : { status: "refused", refusal: "malformed" };
}

function hasForm(delivery: Delivery): boolean {
  if (typeof delivery.worker !== "string") return false;
  if (!("verdicts" in delivery)) return "facts" in delivery || "error" in delivery;
  const { verdicts } = delivery;
  return Array.isArray(verdicts) && verdicts.every(isVerdict);
}

function isVerdict(value: unknown): boolean {
  return Array.isArray(value) && typeof value[0] === "string" && isEvaluation(value[1]);
}

function parse(body: string): Delivery | null {
  try {
    return JSON.parse(body) as Delivery | null;
  } catch {
    return null;
  }
}
