import type { Clock } from "../clock.ts";
import type { TransportFailure } from "../reply.ts";
import type { ModelRoute, Pass } from "./model-route.ts";

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
  routes: ReadonlyMap<string, ModelRoute>,
  wanted: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<Pass | GivenUp> {
  const embeds = (route: ModelRoute): boolean => route.client.model.api === "embeddings";
  const own = routes.get(wanted);
  const alike = [...routes.values()].filter((route) => own === undefined || embeds(route) === embeds(own));
  const ordered = alike.sort(
    (a, b) => Number(b.client.model.id === wanted) - Number(a.client.model.id === wanted),
  );
  for (;;) {
    signal.throwIfAborted();
    const failure = ordered[0]?.givenUp ?? null;
    if (failure !== null && ordered.every((route) => route.givenUp !== null))
      return { status: "given-up", failure };
    let waitMs = Number.POSITIVE_INFINITY;
    for (const route of ordered) {
      const passage = route.admit();
      if (typeof passage !== "number") return passage;
      waitMs = Math.min(waitMs, passage);
    }
    await clock.sleep(waitMs, signal);
  }
}
