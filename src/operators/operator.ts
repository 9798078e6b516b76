import type { CandidateId, Fingerprint, JsonObject, Random } from "../core/index.ts";

/** A candidate in the role of a parent. */
export interface Parent {
  readonly id: CandidateId;
  readonly source: string;
  readonly score: number;
  readonly features: { readonly [name: string]: number };
  readonly strategy: JsonObject;
}

/** What an operator sees of the island, by logical time. */
export interface ProposeContext {
  readonly island: number;
  readonly step: number;
  /** The selected parent. */
  readonly parent: Parent;
  /** Draws a second parent by the island's selection (may be the same one); each call draws anew. */
  readonly mate: () => Parent;
  /** Opens a stream named (seed, island, step, purpose). */
  readonly random: (purpose: string) => Random;
  /** True when an equal program was proposed before, as far as this island may know. */
  readonly seen: (fingerprint: Fingerprint) => boolean;
}

/** A child, before it has a place in logical time. */
export interface Variation {
  readonly source: string;
  readonly fingerprint: Fingerprint;
  readonly parents: readonly CandidateId[];
  readonly operator: string;
  readonly note: string;
  readonly strategy: JsonObject;
}

/** Makes children. Offline operators answer at once; those that ask a model take their time. */
export interface Operator {
  readonly name: string;
  propose(context: ProposeContext, signal: AbortSignal): Promise<Variation>;
}
