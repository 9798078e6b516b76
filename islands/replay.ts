import type { RunConfig } from "../src/config/index.ts";
import { candidateId } from "../src/core/index.ts";
import type { Problem } from "../src/problem/index.ts";
import type { StoreReader } from "../src/store/index.ts";
import { Border } from "./border.ts";
import { Population } from "./population.ts";
import { programsOf } from "./population-state.ts";
import { readSavedIsland } from "./saved-island.ts";

/** Which island of which run is replayed, and how far. */
export interface ReplayRequest {
  readonly island: number;
  readonly config: RunConfig;
  readonly problem: Problem;
  /** Results to consume at most; `Infinity` for all that the record allows. */
  readonly limit: number;
}

/**
 * The population that an island's record leads to: the newest checkpoint, and the results after it in step
 * order, as far as they are without a gap and no border is missing. Nothing is proposed or run.
 */
export function replayIsland(request: ReplayRequest, reader: StoreReader): Population {
  const { island, config, problem, limit } = request;
  const border = new Border({ island, config, problem }, reader);
  const checkpoint = reader.checkpoint(island);
  let population = new Population(island, config, problem);
  if (checkpoint !== null && checkpoint.step < limit) {
    const { population: state } = readSavedIsland(checkpoint.state);
    const sources = reader.sources(programsOf(state));
    population = Population.restore(island, config, problem, state, sources);
  }
  for (let step = population.step + 1; step < limit; step++) {
    const candidate = reader.candidate(candidateId(island, step));
    if (candidate === null) break;
    // what waits at a border enters just before the first result after it
    if (step === 1) border.admitTo(population, 0);
    if (border.liesAfter(step - 1)) {
      if (!border.isOpen(border.epochAt(step - 1))) break;
      border.admitTo(population, border.epochAt(step - 1));
    }
    population.consume(candidate);
  }
  return population;
}
