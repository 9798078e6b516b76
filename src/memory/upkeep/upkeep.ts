import { UPKEEP_PASSES, type UpkeepPass } from "../../config/index.ts";
import type { LessonBank } from "../fold/lesson-bank.ts";
import { type PlacedEvent, placeEvents } from "../fold/event.ts";
import type { RunFacts } from "../settings.ts";
import { contrast } from "./contrast.ts";
import { fade } from "./fade.ts";
import { mergeDuplicates } from "./merge.ts";
import { noteMistakes } from "./mistakes.ts";
import { judgeProbation } from "./probation.ts";
import { promote } from "./promote.ts";
import { prune } from "./prune.ts";
import { witness } from "./witness.ts";
import { BorderUpkeep } from "./border-upkeep.ts";

/**
 * The upkeep of a border, as events: a pure function of what all islands share there, so that every island
 * computes the same and nobody waits for another. It takes effect at the next border.
 */
export function upkeepEvents(shared: LessonBank, epoch: number, place: RunFacts): readonly PlacedEvent[] {
  const upkeep = new BorderUpkeep(shared, epoch, place);
  upkeep.add([{ type: "upkeep", epoch }]);
  const wanted = place.settings.upkeep ?? UPKEEP_PASSES;
  for (const pass of UPKEEP_PASSES) if (wanted.includes(pass)) PASSES[pass](upkeep);
  return placeEvents({ origin: "upkeep", island: 0, at: epoch }, upkeep.events);
}

/** The passes by the names that the setting `memory.upkeep` knows them by. */
const PASSES: { readonly [pass in UpkeepPass]: (upkeep: BorderUpkeep) => void } = {
  witness,
  contrast,
  mistakes: noteMistakes,
  merge: mergeDuplicates,
  probation: judgeProbation,
  promote,
  fade,
  prune,
};
