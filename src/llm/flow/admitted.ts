import type { Clock } from "../clock.ts";
import type { TransportFailure } from "../reply.ts";
import type { Lane, Pass } from "./lane.ts";

/** No model of the run is worth waiting for. */
export interface GivenUp {
  readonly status: "given-up";
  readonly failure: TransportFailure;
}

/**
 * Passage to the wanted model, or to the next one in the run that lets a call through; waits while none does,
 * as long as one of them is worth it. Models that write and models that embed do not stand in for each other.
 */
export async function admitted(
  lanes: ReadonlyMap<string, Lane>,
  wanted: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<Pass | GivenUp> {
  const embeds = (lane: Lane): boolean => lane.client.model.api === "embeddings";
  const own = lanes.get(wanted);
  const alike = [...lanes.values()].filter((lane) => own === undefined || embeds(lane) === embeds(own));
  const ordered = alike.sort(
    (a, b) => Number(b.client.model.id === wanted) - Number(a.client.model.id === wanted),
  );
  for (;;) {
    signal.throwIfAborted();
    const failure = ordered[0]?.givenUp ?? null;
    if (failure !== null && ordered.every((lane) => lane.givenUp !== null))
      return { status: "given-up", failure };
    let waitMs = Number.POSITIVE_INFINITY;
    for (const lane of ordered) {
      const passage = lane.admit();
      if (typeof passage !== "number") return passage;
      waitMs = Math.min(waitMs, passage);
    }
    await clock.sleep(waitMs, signal);
  }
}
