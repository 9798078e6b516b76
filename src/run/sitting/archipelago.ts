import { hostname } from "node:os";
import { basename } from "node:path";
import { type Exchange, openExchange } from "../../evaluate/index.ts";
import { openRecord, type StoreReader } from "../../store/index.ts";
import { type Founder, founderWrites } from "../transplant/founders.ts";
import { replayRun } from "../summary.ts";
import type { Sitting } from "./sitting.ts";

/** A run's part in a group of runs that exchange elites. */
export interface Archipelago {
  /**
   * At a border that every island has reached and none has passed: puts on record what has come from other
   * runs, so that all islands take it here, and begins to fetch what enters at a later one.
   */
  atBorder(epoch: number): Promise<void>;
  close(): void;
}

/** Programs of other runs that are let in at one border. */
const MOST_FOREIGN = 8;

/**
 * Joins the group of runs that a sitting names; `null` where it names none. What other runs give is scored by this run's own evaluator and enters as a recorded
 * decision at a border of logical time, so that the run replays and resumes without them.
 */
export async function joinArchipelago(sitting: Sitting): Promise<Archipelago | null> {
  const { queue, onEvents } = sitting.options;
  if (queue?.archipelago === undefined) return null;
  const { problem, config } = sitting.record;
  const self = `${hostname()}/${basename(sitting.location.folder)}`;
  const exchange = await openExchange({
    ...queue,
    archipelago: queue.archipelago,
    problem: problem.version,
    self,
  });
  const passed = passedBorders(sitting);
  const known = foreignOnRecord(sitting);
  let arrived: readonly Founder[] = [];
  const warn = (message: string): void => onEvents?.([{ type: "warning", message }]);
  const fetch = async (): Promise<void> => {
    const foreign = await foreignElites(sitting, exchange, known);
    arrived = [...arrived, ...foreign].slice(0, MOST_FOREIGN);
  };
  return {
    async atBorder(epoch) {
      if (epoch <= passed) return;
      const founders = arrived;
      arrived = [];
      using run = openRecord(sitting.location);
      const firstStep = run.candidates.lastStep(config.islands) + 1;
      await sitting.store.write(
        founderWrites(founders, problem, { ownIsland: config.islands, firstStep, epoch }),
      );
      const sources = bestSources(run.candidates, config.islands, epoch);
      // whether the others hear of it decides nothing here
      exchange
        .give(epoch, sources)
        .then(fetch)
        .catch((error: unknown) =>
          warn(`nothing was exchanged at border ${epoch}: ${error instanceof Error ? error.message : error}`),
        );
    },
    close: () => exchange.close(),
  };
}

/** The last border that some island has passed: nothing may enter there any more. */
function passedBorders({ record, location }: Sitting): number {
  using run = openRecord(location);
  const { interval } = record.config.migration;
  return Math.max(
    0,
    ...replayRun(run.candidates, record).map(({ step }) => Math.floor((step - 1) / interval)),
  );
}

/** Programs that came from other runs in earlier sittings. */
function foreignOnRecord({ record, location }: Sitting): Set<string> {
  using run = openRecord(location);
  return new Set([...run.candidates.candidates(record.config.islands, 0)].map(({ source }) => source));
}

/** The best program of each island at a border. */
function bestSources(reader: StoreReader, islands: number, epoch: number): readonly string[] {
  const ids = Array.from({ length: islands }, (_, island) => reader.border(island, epoch)?.best ?? null);
  const own = [...new Set(ids.filter((id) => id !== null))];
  return [...reader.sources(own).values()];
}

/** Programs of other runs that are new here and have a score here. */
async function foreignElites(
  { evaluator, evaluationSeed }: Sitting,
  exchange: Exchange,
  known: Set<string>,
): Promise<readonly Founder[]> {
  const founders: Founder[] = [];
  for (const { run, epoch, sources } of await exchange.look()) {
    for (const source of sources) {
      if (known.has(source)) continue;
      known.add(source);
      const evaluation = await evaluator.evaluate({ source, seed: evaluationSeed });
      const note = `elite of ${run} at its border ${epoch}`;
      if (evaluation.status === "ok")
        founders.push({ island: null, source, strategy: {}, evaluation, operator: "inject", note });
    }
  }
  return founders;
}
