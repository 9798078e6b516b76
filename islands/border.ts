import type { RunConfig } from "../src/config/index.ts";
import { type Aim, type CandidateId, type Elite, idOf } from "../src/core/index.ts";
import { aimsOf, type ProblemDefinition } from "../src/problem/index.ts";
import type { BorderRecord, StoreReader } from "../src/store/index.ts";
import type { Descendant } from "./clades.ts";
import { sourcesOf } from "./migration.ts";
import { eliteOf } from "./elite-of.ts";
import type { Population } from "./population.ts";

/** The island that borders belong to. */
interface BorderOf {
  readonly island: number;
  readonly config: RunConfig;
  readonly problem: { readonly definition: ProblemDefinition };
}

/**
 * An island's borders: border e lies right after step e·E. What others have may be seen as of the last border
 * only, and it is read from the record, where it was before any island arrived; so a resumed island sees just
 * what it saw before.
 */
export class Border {
  private readonly island: number;
  private readonly config: RunConfig;
  private readonly reader: StoreReader;
  private readonly length: number;
  private readonly aims: readonly Aim[];

  constructor({ island, config, problem }: BorderOf, reader: StoreReader) {
    this.island = island;
    this.config = config;
    this.reader = reader;
    this.length = config.migration.interval;
    this.aims = aimsOf(problem.definition);
  }

  /** True when a border lies right after this step. */
  liesAfter(step: number): boolean {
    return step > 0 && step % this.length === 0;
  }

  /** The border that lies right after this step. */
  epochAt(step: number): number {
    return step / this.length;
  }

  /** True when every island has left its record at this border. */
  isOpen(epoch: number): boolean {
    for (let other = 0; other < this.config.islands; other++) {
      if (this.reader.border(other, epoch) === null) return false;
    }
    return true;
  }

  /** The island's record of the border it stands at. */
  record(population: Population): BorderRecord {
    const best = population.archive.best;
    return {
      island: this.island,
      epoch: this.epochAt(population.step),
      emigrants: population.emigrants().map(idOf),
      best: best && idOf(best),
    };
  }

  /**
   * Lets in what waits at this border, ordered by (source island, rank), and learns what others have tried.
   */
  admitTo(population: Population, epoch: number): readonly CandidateId[] {
    this.learnOthers(population, epoch);
    const { islands, migration } = this.config;
    const ids = sourcesOf(this.island, islands, migration.topology).flatMap(
      (source) => this.reader.border(source, epoch)?.emigrants ?? [],
    );
    const founders = this.reader
      .decisions("inject")
      .filter(({ data }) => data.epoch === epoch && (data.island === null || data.island === this.island))
      .map(({ data }) => data.candidate as CandidateId);
    return population.admit(this.elites([...ids, ...founders]));
  }

  /** For a restored population: learns all that it knew of its own past and that of others. */
  learnPast(population: Population): void {
    for (const row of this.reader.fingerprints(this.island, 0, population.step)) {
      population.known.add(row, row.step);
    }
    const { step: last } = population;
    population.learnBirths(() => this.births(last));
    for (let epoch = 1; epoch < this.epochAt(population.step); epoch++) this.learnOthers(population, epoch);
  }

  private *births(last: number): Iterable<Descendant> {
    for (const row of this.reader.steps(this.island, 0)) {
      if (row.step > last) return;
      yield { ...row, id: idOf(row) };
    }
  }

  private learnOthers(population: Population, epoch: number): void {
    if (epoch === 0) return;
    const from = (epoch - 1) * this.length + 1;
    const to = epoch * this.length;
    for (let other = 0; other < this.config.islands; other++) {
      if (other === this.island) continue;
      for (const row of this.reader.fingerprints(other, from, to)) population.known.add(row, to + 1);
    }
  }

  private elites(ids: readonly CandidateId[]): readonly Elite[] {
    return ids.flatMap((id) => {
      const candidate = this.reader.candidate(id);
      return candidate?.evaluation.status === "ok"
        ? [eliteOf(candidate, candidate.evaluation, this.aims)]
        : [];
    });
  }
}
