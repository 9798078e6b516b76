import { createHash } from "node:crypto";
import type { Json } from "../../../core/index.ts";
import type { Policy, Simulation } from "../../../problem/index.ts";
import { type Failure, failure } from "../../failures.ts";
import type { Episodes } from "../../sandbox/sandbox.ts";
import { describeError } from "./error-place.ts";
import type { Progress } from "./progress.ts";
import { PolicyFailed, type PolicyProgram, type SteppedPolicy, stepPolicy } from "./stepped-policy.ts";
import type { SubjectRun } from "./subject.ts";

/** Parts that every episode of one candidate shares. */
export interface Stage {
  readonly episodes: Episodes;
  readonly simulate: Simulation;
  /** Absolute path of the problem's folder. */
  readonly folder: string;
  readonly candidate: PolicyProgram;
  /** Finds another program by its text. */
  readonly programOf: (source: string) => PolicyProgram;
  readonly progress: Progress;
}

/** The outcome of one episode, and what its candidate used. */
export interface Played {
  readonly run: SubjectRun;
  readonly fuel?: number;
  readonly ms: number;
}

/**
 * Plays one episode: the simulation steps policies, each in a realm that nobody used before. A failure of the candidate decides
 * whatever the simulation makes of it; one of the simulation's own is a failure of the scorer.
 *
 * @param input - JSON text
 * @param seed - of the episode, 32 bits
 */
export async function playEpisode(stage: Stage, input: string, seed: number): Promise<Played> {
  const { episodes, candidate, programOf, simulate, folder, progress } = stage;
  const open: { readonly policy: SteppedPolicy; readonly isOwn: boolean }[] = [];

  function create(setup: Json, program?: string): Policy {
    if (open.length >= MOST_REALMS) throw new Error(`more than ${MOST_REALMS} policies in one episode`);
    const isOwn = program === undefined;
    const its = isOwn ? candidate : programOf(program);
    const policy = stepPolicy(episodes, its, oneWay(seed, `policy ${open.length}`), setup, progress);
    open.push({ policy, isOwn });
    // functions that can be called by themselves
    return {
      ask: (...call) => policy.ask(...call),
      tell: (...call) => policy.tell(...call),
      attempt: (...call) => policy.attempt(...call),
    };
  }

  let outcome: unknown;
  let broken: Failure | null = null;
  progress("scorer");
  try {
    const episode = { input: JSON.parse(input) as Json, seed: oneWay(seed, "simulation") >>> 0, create };
    outcome = await simulate(episode);
  } catch (error) {
    broken =
      error instanceof PolicyFailed
        ? error.failure
        : failure("error", "scorer", `the simulation threw: ${describeError(error, folder)}`);
  }
  let own: Failure | null = null;
  let fuel: number | undefined;
  let ms = 0;
  for (const { policy, isOwn } of open) {
    const used = await policy.end();
    if (!isOwn) continue;
    own ??= used.failed;
    if (used.fuel !== undefined) fuel = (fuel ?? 0) + used.fuel;
    ms += used.ms ?? 0;
  }
  const run = own ?? broken ?? outcomeOf(outcome);
  return { run, ms, ...(fuel !== undefined && { fuel }) };
}

/** A simulation's result, as plain JSON. */
function outcomeOf(outcome: unknown): SubjectRun {
  let text: string | undefined;
  try {
    text = JSON.stringify(outcome);
  } catch (error) {
    return failure("error", "scorer", `the outcome of an episode is no JSON: ${(error as Error).message}`);
  }
  if (text !== undefined) return { status: "ok", text, value: JSON.parse(text) as Json };
  return failure("error", "scorer", `simulate returned ${typeof outcome}, expected plain JSON`);
}

/** A seed for one purpose, 32 bits, from which neither the episode's nor another purpose's can be told. */
function oneWay(seed: number, purpose: string): number {
  return createHash("sha256").update(`${seed} ${purpose}`).digest().readInt32LE(0);
}

/** Policies of one episode: each may hold an engine of its own. */
const MOST_REALMS = 16;
