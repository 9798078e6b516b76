import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { RunConfig } from "../../config/index.ts";
import type { RunEvent } from "../../core/index.ts";
import {
  createStoreJournal,
  type Ensemble,
  type Gateway,
  type GatewayEvent,
  type ModelDefinition,
  proxyHint,
  readKey,
  serveGateway,
} from "../../llm/index.ts";
import {
  createOfflineMutator,
  MODEL_FAULTS,
  type StandInServer,
  startStandIn,
} from "../../stand-in/index.ts";
import { type AgentMachine, ensembleOf, modelsOf, openAgent, openLanguage } from "../../operators/index.ts";
import type { Problem } from "../../problem/index.ts";
import { openRecord, type RunLocation, type StoreWriter } from "../../store/index.ts";
import { type FrozenModels, isStandIn, usesAgent } from "./frozen-models.ts";
import type { SittingOptions } from "../sitting/sitting.ts";
import { eventsOf } from "./model-news.ts";
import { openGateway } from "./open-gateway.ts";

/** The models of one sitting: the only place that holds keys, on the main thread. */
export interface RunModels {
  readonly ensemble: Ensemble;
  readonly frozen: FrozenModels;
  /** The gateway's own way to make a call. */
  readonly call: Gateway["call"];
  /** A port to the gateway, for an island's thread. */
  port(): MessagePort;
  /** Calls that were answered in this sitting, and that are under way. */
  calls(): { readonly answered: number; readonly underWay: number };
  /**
   * The run stops: calls that only wait are given up.
   *
   * @param patienceMs - how long those that were sent may still take; one that says nothing is given up before.
   * @defaultValue two minutes
   */
  drain(patienceMs?: number): void;
  close(): Promise<void>;
}

/** Options of opening the models. */
export interface ModelsOptions {
  readonly config: RunConfig;
  readonly problem: Problem;
  readonly frozen: FrozenModels;
  readonly location: RunLocation;
  readonly store: StoreWriter;
  /** `true` answers from the record alone. */
  readonly replay: boolean;
  /**
   * Told what a person should know of a model: that it does not answer for a while, or is asked otherwise.
   */
  readonly onEvent?: (event: RunEvent) => void;
  /** Told each request and how it ended. */
  readonly onCall?: (event: GatewayEvent) => void;
}

/**
 * Opens the models of a sitting: starts the stand-in where it is asked for, reads keys, rebuilds the ledger
 * from the journal.
 *
 * @throws GalapagosError `llm/key-missing` (exit code 3), `llm/stand-in`
 */
export async function openModels(options: ModelsOptions): Promise<RunModels> {
  const { config, problem, frozen, location, store, replay, onEvent, onCall } = options;
  const ensemble = ensembleOf(config);
  if (ensemble === null) throw new Error("this run has no models");
  const asked = modelsOf(config);
  const standIn = !replay && asked.some(isStandIn) ? await openStandIn(problem, config.seed) : null;
  const record = openRecord(location);
  const close = async (): Promise<void> => {
    record[Symbol.dispose]();
    await standIn?.close();
  };
  const ports: MessagePort[] = [];
  try {
    const models = asked.map((model) => placed(model, standIn));
    const journal = createStoreJournal(store, record.calls);
    const gateway = openGateway({ config, models, prices: frozen.prices, journal, replay }, (event) => {
      if (event.type === "coming") return;
      onCall?.(event);
      for (const news of eventsOf(event, new Date(), proxyHint(process.env))) onEvent?.(news);
    });
    return {
      ensemble,
      frozen,
      port() {
        const { port1, port2 } = new MessageChannel();
        serveGateway(gateway, port1);
        ports.push(port1);
        return port2;
      },
      call: (...call) => gateway.call(...call),
      calls: () => gateway.calls,
      drain: (patienceMs) => gateway.drain(patienceMs),
      async close() {
        gateway.drain();
        await gateway.settled();
        for (const port of ports) port.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Makes sure that every model has its key, before anything is made for the run.
 *
 * @throws GalapagosError `llm/key-missing` (exit code 3)
 */
export function checkKeys(config: RunConfig): void {
  for (const model of modelsOf(config)) if (!isStandIn(model)) readKey(model, process.env);
}

/**
 * Makes sure that the run's coding agent is here, and walls for it, before anything is made for the run; where the
 * user lets it run without any, a warning.
 *
 * @throws GalapagosError `agent/missing`, `agent/walls` (exit code 3), `agent/command`
 */
export async function checkAgent(
  config: RunConfig,
  options: Pick<SittingOptions, "unsafe">,
): Promise<string | null> {
  if (!usesAgent(config)) return null;
  const { walls } = await openAgent(config.directed.agent, machineOf(options));
  if (walls.isWalled) return null;
  return "UNSAFE: the coding agent runs without bubblewrap, with your files, network and processes";
}

/** This machine, as far as agents may have it; the threads of islands have no PATH. */
export function machineOf({ unsafe = false }: Pick<SittingOptions, "unsafe">): AgentMachine {
  return { searchPath: process.env.PATH ?? "", unsafe };
}

/** A model where it is asked: the stand-in at its server. */
export function placed(model: ModelDefinition, standIn: StandInServer | null): ModelDefinition {
  return standIn !== null && isStandIn(model)
    ? { ...model, baseUrl: standIn.url, keyVariable: null, maxTokensField: "max_tokens" }
    : model;
}

/** Starts the stand-in for a problem's programs. */
export async function openStandIn(problem: Problem, seed: string): Promise<StandInServer> {
  const mutate = createOfflineMutator(await openLanguage(problem));
  return startStandIn({ mutate, seed, faults: MODEL_FAULTS });
}
