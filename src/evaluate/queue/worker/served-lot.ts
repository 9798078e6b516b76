import type { Job as BullJob, Worker } from "bullmq";
import { type Evaluation, GalapagosError, systemFault, unlessAborted } from "../../../core/index.ts";
import type { Problem } from "../../../problem/index.ts";
import type { Backend, OpenBackend } from "../../backend.ts";
import type { Job } from "../../job.ts";
import { sandboxFor } from "../../sandbox/registry.ts";
import { readBundle } from "../bundle/bundle.ts";
import type { BundleCache } from "../bundle/bundle-cache.ts";
import { type DataFolders, withDataOf } from "../bundle/data-of.ts";
import type { FleetReader } from "../wire/read-workers.ts";
import { type Canary, type Errand, type Lot, MOST } from "../wire/protocol.ts";
import { unseal } from "../wire/envelope.ts";
import { createPatience } from "./patience.ts";
import type { Turn } from "./turns.ts";

/** The parts of a worker that its lots use. */
export interface LotTools extends FleetReader {
  readonly cache: BundleCache;
  readonly lanes: number;
  readonly levels: readonly number[];
  readonly unsafe: boolean;
  readonly data: DataFolders;
  readonly openBackend: OpenBackend;
  readonly onRestart: (reason: string) => void;
  readonly onStarved: (warning: string) => void;
}

/** Why a worker cannot serve a lot: by what is wrong with the machine, or with the problem. */
export class Unfit extends Error {
  readonly error: GalapagosError;

  constructor(error: GalapagosError) {
    const where =
      error.code === "evaluate/needs" ? " (data that lies elsewhere: --data <name>=<folder>)" : "";
    super(error.message + where);
    this.error = error;
  }

  /** True where another machine may do better. */
  get isOfMachine(): boolean {
    return OF_MACHINE.has(this.error.code);
  }

  /** True where this machine may do better another time. */
  get mayPass(): boolean {
    return MAY_PASS.has(this.error.code);
  }
}

const OF_MACHINE = new Set([
  "evaluate/level",
  "evaluate/needs",
  "evaluate/container",
  "evaluate/engine",
  "evaluate/start",
  "queue/bundle",
  "evaluate/dead",
]);
const MAY_PASS = new Set(["evaluate/start", "evaluate/dead", "queue/bundle"]);

/** A lot as a worker serves it: its queue, its problem, and the backend that judges it, opened when it is needed. */
export class ServedLot implements Turn {
  lot: Lot;
  had: number;
  /** False after its queue was found empty, until somebody says that it is not. */
  mayHave = true;
  /** Not asked before this moment, milliseconds of `performance.now`. */
  restsUntilMs = 0;
  usedMs = performance.now();
  /** Parcels that were carried out. */
  parcels = 0;
  /** Parcels after which a program with a known verdict is judged again. */
  singsAt = 0;
  /** Parcels under way, by their ids, with the tokens of their locks. */
  readonly running = new Map<string, string>();
  readonly queue: Worker;
  readonly patience = createPatience();
  private readonly tools: LotTools;
  private backend: Promise<Backend> | null = null;
  private problem: Promise<Problem> | null = null;

  constructor(lot: Lot, queue: Worker, tools: LotTools, had: number) {
    this.lot = lot;
    this.queue = queue;
    this.tools = tools;
    this.had = had;
  }

  get weight(): number {
    return Math.min(100, Math.max(1, this.lot.weight));
  }

  /**
   * Takes a parcel under a lock; nothing where there is none.
   *
   * @throws the signal's reason when it aborts before the queue answers
   */
  async take(token: string, signal: AbortSignal): Promise<BullJob | undefined> {
    this.mayHave = false;
    const job = await unlessAborted(this.queue.getNextJob(token, { block: false }), signal);
    if (job !== undefined) this.mayHave = true;
    return job;
  }

  /**
   * The backend that judges this lot.
   *
   * @throws Unfit where this machine cannot, or nobody can
   */
  open(): Promise<Backend> {
    this.usedMs = performance.now();
    this.backend ??= this.openBackend(false);
    this.backend.catch(() => {
      this.backend = null;
    });
    return this.backend;
  }

  /** Carries an evaluation out; a verification in a process of its own. */
  async evaluate(errand: Errand, id: number, signal: AbortSignal): Promise<Evaluation> {
    const { key: _key, ...rest } = errand;
    const job: Job = { ...rest, id, problem: this.lot.problem };
    if (errand.purpose !== "verify") return (await this.open()).evaluate(job, signal);
    const fresh = await this.openBackend(true);
    try {
      return await fresh.evaluate(job, signal);
    } finally {
      await fresh.close();
    }
  }

  /** Lets the process go that nobody has needed for a while. */
  async rest(): Promise<void> {
    const { backend } = this;
    this.backend = null;
    await (await backend?.catch(() => null))?.close();
  }

  async close(): Promise<void> {
    await Promise.all([this.rest(), this.queue.close(true).catch(() => {})]);
  }

  /** The program with a known verdict, where its verdict must be the same everywhere. */
  async canary(): Promise<Canary | null> {
    const { definition } = await this.problemHere();
    return definition.timing ? null : this.lot.canary;
  }

  private async openBackend(fresh: boolean): Promise<Backend> {
    try {
      const problem = await this.problemHere();
      const { level } = sandboxFor(problem);
      const { lanes, levels, unsafe, openBackend, onRestart, onStarved } = this.tools;
      if (level !== 0 && !levels.includes(level)) throw levelNotServed(level, levels);
      const backend = await openBackend({
        problem,
        lanes: fresh ? 1 : lanes,
        unsafe,
        fresh,
        onRestart,
        onStarved,
      });
      const { engine } = backend.facts;
      if (this.lot.engine === null || engine === this.lot.engine) return backend;
      await backend.close();
      throw new GalapagosError(`its engine is ${engine}, and the run's is ${this.lot.engine}`, {
        code: "evaluate/engine",
      });
    } catch (error) {
      throw error instanceof GalapagosError ? new Unfit(error) : error;
    }
  }

  private problemHere(): Promise<Problem> {
    this.problem ??= this.fetchProblem();
    this.problem.catch(() => {
      this.problem = null;
    });
    return this.problem;
  }

  private async fetchProblem(): Promise<Problem> {
    const { cache, data } = this.tools;
    const { bundle: hash } = this.lot;
    return withDataOf(onDisk(() => cache.find(hash)) ?? (await this.download(hash)), data);
  }

  private async download(hash: string): Promise<Problem> {
    const { cache, redis, names, secret } = this.tools;
    const refuse = (reason: string): GalapagosError =>
      new GalapagosError(`the bundle was refused: ${reason}`, { code: "queue/bundle", hint: REFUSED_HINT });
    const size = await redis.strlen(names.bundle(hash));
    if (size > MOST.bundle) throw refuse("oversized");
    const text = (await redis.get(names.bundle(hash))) ?? "";
    if (text === "") throw refuse("it is not there");
    const opened = unseal(secret, text, { kind: "bundle", scope: hash, mostBytes: MOST.bundle });
    if (opened.status === "refused") throw refuse(opened.refusal);
    const read = readBundle(opened.body, hash);
    if (read.status === "refused") throw refuse(read.reason);
    return onDisk(() => cache.keep(hash, read.bundle, read.text));
  }
}

const REFUSED_HINT =
  "have the run lay it there anew (galapagos queue purge <address> --all); the worker tries again by itself";

/** Uses the folder of problems; a refusal of the system's is told as what keeps this machine from serving. */
function onDisk<T>(use: () => T): T {
  try {
    return use();
  } catch (error) {
    const fault = systemFault(error);
    if (fault === null) throw error;
    throw new GalapagosError(`the problem cannot be kept on this machine's disk: ${fault.words}`, {
      code: "queue/bundle",
      hint: "make room, or name another folder: galapagos worker … --cache <folder>",
      cause: error,
    });
  }
}

function levelNotServed(level: number, levels: readonly number[]): GalapagosError {
  return new GalapagosError(`the problem needs level ${level}, and the worker serves ${levels.join(", ")}`, {
    code: "evaluate/level",
    hint: `start it with that level, too: galapagos worker … --levels ${[...levels, level].join(",")}`,
  });
}
