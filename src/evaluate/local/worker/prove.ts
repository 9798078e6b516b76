import { guarded } from "../../../core/index.ts";
import type { Json, Proof } from "../../../core/index.ts";
import type { Problem, Verifier } from "../../../problem/index.ts";
import { describeError } from "./error-place.ts";
import { loadDefault, unheard } from "./load-default.ts";

/** The outputs of a champion, with the inputs that they answer. */
export type Answered = readonly { readonly input: Json; readonly output: Json }[];

/**
 * The rigorous verdict of a problem's verifier on outputs: the first that is not proved decides. `null` where
 * the problem has no verifier. One that breaks proves nothing, and says so.
 */
export async function prove({ folder, definition }: Problem, answered: Answered): Promise<Proof | null> {
  const { verifier } = definition;
  if (!verifier) return null;
  try {
    const verify = await loadDefault(folder, verifier);
    if (typeof verify !== "function") return unproved(`${verifier} exports no function as its default`);
    let last: Proof = unproved("there was nothing to verify");
    for (const { input, output } of answered) {
      last = await guarded(unheard, () => (verify as Verifier)(output, input));
      if (last.status !== "proved") break;
    }
    return last.status === "proved" && answered.length > 1 ? EACH_PROVED : last;
  } catch (error) {
    return unproved(`the verifier threw: ${describeError(error, folder)}`);
  }
}

function unproved(why: string): Proof {
  return { status: "float only", why };
}

/** Proof of several proved outputs: floating point only, because the score joins them so. */
const EACH_PROVED: Proof = {
  status: "float only",
  why: "every output is proved by itself; the score joins them in floating point",
};
