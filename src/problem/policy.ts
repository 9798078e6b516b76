import type { Json } from "../core/index.ts";

/**
 * A policy in a realm of its own, as a simulation steps it. Nothing that it answers has been checked beyond
 * being finite JSON; calls happen in the order in which they were made.
 */
export interface Policy {
  /**
   * Calls a method and waits for what it returns. Rejects when the policy fails: it throws, has no such method, returns no
   * JSON, or has used up what its limits allow for the episode. Let the rejection pass: it becomes the program's verdict.
   */
  ask(method: string, ...args: readonly Json[]): Promise<Json>;
  /** Calls a method whose answer nobody needs, at the latest together with the next question. */
  tell(method: string, ...args: readonly Json[]): void;
  /**
   * Asks as {@link ask} does, and tells a failure as a value: for policies of opponents, whose failure is no fault of the
   * program. The program's own failure counts whatever a simulation makes of it.
   */
  attempt(method: string, ...args: readonly Json[]): Promise<PolicyAnswer>;
}

/** A policy's answer, or why there is none: the kinds are those of every failed program. */
export type PolicyAnswer =
  | { readonly status: "ok"; readonly answer: Json }
  | { readonly status: "failed"; readonly kind: string; readonly message: string };

/** One episode: a simulation over one input, in which the program is a policy. */
export interface Episode<Input = Json> {
  /** The input that the episode is about; the policy sees nothing of it but what the simulation tells. */
  readonly input: Input;
  /** Seed for chance in the simulation, 32 bits; the policy's own random stream does not tell it. */
  readonly seed: number;
  /**
   * Makes a policy in a fresh realm: `create(setup)` is the first of its calls.
   *
   * @param program - text of another program, an opponent's say; the candidate itself when left out
   */
  create(setup: Json, program?: string): Policy;
}

/**
 * The function `simulate` that the evaluator of a policy problem exports: plays one episode and returns its outcome, plain
 * JSON, which the scorer gets as the output that answers this input. It runs where no program can reach it; several
 * episodes may be under way at once, so it keeps nothing outside of itself.
 */
export type Simulation<Input = Json, Outcome = Json> = (
  episode: Episode<Input>,
) => Outcome | Promise<Outcome>;
