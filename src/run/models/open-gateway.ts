import type { RunConfig } from "../../config/index.ts";
import {
  type CallJournal,
  createGateway,
  createModelClients,
  type GatewayEvent,
  type ModelDefinition,
  systemClock,
} from "../../llm/index.ts";
import { createDrainingGateway, type DrainingGateway } from "./draining-gateway.ts";
import { ceilingOf, type FrozenModels } from "./frozen-models.ts";

/** The parts of which the gateway to a run's models is opened. */
interface RunGateway {
  readonly config: RunConfig;
  readonly models: readonly ModelDefinition[];
  readonly prices: FrozenModels["prices"];
  readonly journal: CallJournal;
  /** True where the journal answers alone: then nobody is asked, and no key is read. */
  readonly replay: boolean;
}

/** The gateway of a run, or of an evaluator before it, under the run's budget. */
export function openGateway(
  { config, models, prices, journal, replay }: RunGateway,
  onEvent: (event: GatewayEvent) => void,
): DrainingGateway {
  const clients = replay ? [] : createModelClients(models, process.env, systemClock);
  return createDrainingGateway((follow) =>
    createGateway({
      ...{ clients, prices: new Map(Object.entries(prices)), journal, ceiling: ceilingOf(config), replay },
      onEvent(event) {
        follow(event);
        onEvent(event);
      },
    }),
  );
}
