import type { Clock } from "../clock.ts";
import type { ModelClient } from "../client/model-client.ts";
import type { GatewayEvent } from "../gateway-event.ts";
import type { Reply, TransportFailure } from "../reply.ts";
import type { ModelRequest } from "../request.ts";
import { admitted, type GivenUp } from "./admitted.ts";
import type { BreakerSettings } from "./breaker.ts";
import { createLimitWatch } from "./limit-watch.ts";
import { createModelRoute, type ModelRoute, type Pass } from "./model-route.ts";
import { type AnswerWatch, createAnswerWatch } from "./watch.ts";

/** The parts that the routes to all models of a run have in common. */
interface RoutesOptions {
  readonly breaker: BreakerSettings;
  readonly clock: Clock;
  readonly onEvent?: ((event: GatewayEvent) => void) | undefined;
}

/** The routes to all models of a run, and what their answers and failures give occasion to say of them. */
export class ModelRoutes {
  private readonly routes: ReadonlyMap<string, ModelRoute>;
  private readonly watches: ReadonlyMap<string, AnswerWatch>;
  private readonly options: RoutesOptions;
  private readonly isHeldUp = createLimitWatch();
  /** Models of which was said that they cannot be reached. */
  private readonly unreached = new Set<string>();
  /** Models of which was said that their replies are held short, and whose money it was. */
  private readonly short = new Set<string>();

  constructor(clients: readonly ModelClient[], options: RoutesOptions) {
    const { breaker, clock, onEvent } = options;
    this.options = options;
    this.watches = new Map(clients.map(({ model }) => [model.id, createAnswerWatch()]));
    this.routes = new Map(
      clients.map((client) => {
        const model = client.model.id;
        const onRest = (failure: TransportFailure, waitMs: number): void =>
          onEvent?.({ type: "resting", model, failure, waitMs });
        return [model, createModelRoute(client, breaker, clock, onRest)];
      }),
    );
  }

  /** Calls that all models together have answered. */
  get answered(): number {
    return [...this.routes.values()].reduce((sum, { answered }) => sum + answered, 0);
  }

  /** @throws RangeError when the run has no such model */
  named(model: string): ModelRoute {
    const route = this.routes.get(model);
    if (route === undefined) throw new RangeError(`the run has no model "${model}"`);
    return route;
  }

  admitted(model: string, signal: AbortSignal): Promise<Pass | GivenUp> {
    return admitted(this.routes, model, this.options.clock, signal);
  }

  /** Says what the end of a try gives occasion to say of its model. */
  tellEnd(route: ModelRoute, request: ModelRequest, end: Reply | TransportFailure): void {
    const { onEvent } = this.options;
    const model = route.client.model.id;
    const isLost = end.status === "failed" && end.kind === "connection" && route.answered === 0;
    if (isLost && !this.unreached.has(model)) {
      this.unreached.add(model);
      onEvent?.({ type: "unreachable", model, failure: end });
    }
    const learnt =
      end.status === "failed" ? (end.learnt ?? []) : (this.watches.get(model)?.notes(request, end) ?? []);
    for (const message of [learnt].flat()) onEvent?.({ type: "learnt", model, message });
  }

  /**
   * Says, once of a model, that its replies are held to what there is money for.
   *
   * @param short - `whose`: does the run have no room for more, or only the step with money of its own?
   */
  tellShort(
    model: string,
    {
      tokens,
      full,
      whose,
    }: { readonly tokens: number; readonly full: number; readonly whose: "run" | "step" },
  ): void {
    if (this.short.has(`${whose} ${model}`)) return;
    this.short.add(`${whose} ${model}`);
    const [most, usual] = [tokens, full].map((count) => count.toLocaleString("en-US"));
    const message = `a reply may have ${most} tokens in place of ${usual}, for ${NO_ROOM[whose]}, or a smaller parameters.maxTokens)`;
    this.options.onEvent?.({ type: "learnt", model, message });
  }

  /** Says that a model rests where a failure shows that its limits hold up everybody. */
  tellHeldUp(
    { client, answered }: ModelRoute,
    failure: TransportFailure,
    failed: number,
    waitMs: number,
  ): void {
    const model = client.model.id;
    if (this.isHeldUp(model, failure, failed, answered))
      this.options.onEvent?.({ type: "resting", model, failure, waitMs });
  }
}

/** The words on whose money a reply is held to, and what to raise. */
const NO_ROOM = {
  run: "the budget has no room for more (a larger --budget",
  step: "what its step may cost has no room for more (a larger directed.agent.usd",
} as const;
