import { jsonOf } from "../src/core/index.ts";
import type { Drafted } from "../src/operators/index.ts";
import type { StoreWriter } from "../src/store/index.ts";
import type { PopulationState } from "./population-state.ts";
import { type SavedDraft, type SavedIsland, saveDraft } from "./saved-island.ts";

/**
 * The checkpoints of one island: the state at a border together with the drafts that it gave rise to, written
 * when the last of them is known. Until then a later border starts none: with operators that take longer than
 * an epoch, every checkpoint would be put off again.
 */
export class Checkpoints {
  private readonly island: number;
  private readonly inFlight: number;
  private readonly writer: StoreWriter;
  /** Drafts of the steps that are not consumed yet. */
  private readonly drafts = new Map<number, SavedDraft>();
  private saving: { readonly population: PopulationState; readonly drafts: SavedDraft[] } | null = null;

  constructor(island: number, inFlight: number, writer: StoreWriter) {
    this.island = island;
    this.inFlight = inFlight;
    this.writer = writer;
  }

  /** Notes a draft; resolves with the step of the checkpoint that it completed, or `null`. */
  note(drafted: Drafted): Promise<number> | null {
    const { step } = drafted.place;
    const draft = saveDraft(drafted);
    this.drafts.set(step, draft);
    if (this.saving === null || step > this.saving.population.step + this.inFlight) return null;
    this.saving.drafts.push(draft);
    return this.writeIfComplete();
  }

  /** Forgets the draft of a consumed step. */
  forget(step: number): void {
    this.drafts.delete(step);
  }

  /** Begins the checkpoint of a border, unless one is under way; see {@link note}. */
  begin(population: PopulationState): Promise<number> | null {
    if (this.saving !== null) return null;
    const drafts = [...this.drafts.values()].filter(({ step }) => step > population.step);
    this.saving = { population, drafts };
    return this.writeIfComplete();
  }

  private writeIfComplete(): Promise<number> | null {
    if (this.saving === null || this.saving.drafts.length < this.inFlight) return null;
    const { population, drafts } = this.saving;
    this.saving = null;
    const { step } = population;
    const state: SavedIsland = { population, proposals: drafts.sort((a, b) => a.step - b.step) };
    const checkpoint = { island: this.island, step, state: jsonOf(state) };
    return this.writer.write([{ type: "checkpoint", checkpoint }]).then(() => step);
  }
}
