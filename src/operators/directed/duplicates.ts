import { type CandidateId, type Fingerprint, idOf, type Story } from "../../core/index.ts";
import { cosine } from "../../llm/index.ts";
import type { IslandView } from "../operator.ts";
import { describeRelative } from "./describe-relative.ts";
import type { DirectedStep } from "./directed-step.ts";
import { latestSteps } from "./latest-steps.ts";
import type { Unusable } from "./unusable.ts";

/**
 * Looks for programs that were tried before, as far as the step may know them: equal ones by their
 * fingerprints, and those nearly equal by their embeddings.
 */
export function repeatOf(seen: IslandView["seen"], fingerprint: Fingerprint): string | null {
  return seen(fingerprint) ? "an equal program (comments and layout aside) was tried before" : null;
}

/** Name of the program that a child repeats, with what came of it; empty where none of the island's latest steps is it. */
export function earlierName(step: DirectedStep, { text, tree }: Fingerprint): string {
  for (const earlier of latestSteps(step)) {
    const { fingerprint } = earlier;
    if (fingerprint.text !== text && fingerprint.tree !== tree) continue;
    return describeRelative(earlier, null, step.problem).slice(2);
  }
  return "";
}

/**
 * Likeness of a child by its embedding: its vector, and whether it is too like a program that the step may
 * know.
 */
export interface Likeness {
  /** Packed; empty when the run compares no embeddings, or the model took none of this text. */
  readonly vector: string;
  readonly duplicate: Unusable | null;
}

/**
 * Embeds a child and compares it with what is nearest to it in the search and visible to the step: its
 * parent, its parent's other children, the island's elites, other islands' bests. Programs without a recorded
 * vector are not compared.
 *
 * @param attempt - number among the step's embeddings, from 0
 */
export async function likenessOf(step: DirectedStep, source: string, attempt: number): Promise<Likeness> {
  const { config, calls, view, choice, services } = step;
  if (!config.directed.embedding) return { vector: "", duplicate: null };
  const reply = await calls.embed(source, attempt);
  if (reply.status === "failed") return { vector: "", duplicate: null };
  const { history } = services;
  const parent = idOf(choice.parent);
  const known = new Map<CandidateId, string>();
  const learn = (id: CandidateId, story: Story | undefined): void => {
    if (story?.embedding) known.set(id, story.embedding);
  };
  for (const id of [parent, ...view.elites(NEAR).map(idOf)]) learn(id, history.candidate(id)?.story);
  for (const relative of [...history.children(parent, NEAR), ...history.islandBests()])
    learn(`i${relative.island}-s${relative.step}`, relative.story);
  let nearest: { readonly id: CandidateId; readonly likeness: number } | null = null;
  for (const [id, vector] of known) {
    const likeness = cosine(vector, reply.text);
    if (likeness !== null && (nearest === null || likeness > nearest.likeness)) nearest = { id, likeness };
  }
  if (nearest === null || nearest.likeness < config.directed.similarity)
    return { vector: reply.text, duplicate: null };
  const message = `it is nearly the same program as ${nearest.id} (likeness ${nearest.likeness.toFixed(4)} of 1), which was tried before`;
  return { vector: reply.text, duplicate: { status: "failed", kind: "duplicate", message, source } };
}

/** Programs of each kind that a child is compared with. */
const NEAR = 64;
