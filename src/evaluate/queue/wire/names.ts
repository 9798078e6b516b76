/** Names of everything that one fleet keeps in Redis; the braces keep them on one node of a cluster. */
export interface QueueNames {
  /** Prefix of BullMQ's own keys. */
  readonly prefix: string;
  /** Set of the queues of lots. */
  readonly lots: string;
  readonly lot: (queue: string) => string;
  readonly bundle: (hash: string) => string;
  readonly results: (lot: string) => ResultNames;
  /** List of second verdicts that came too late. */
  readonly doubles: (lot: string) => string;
  /** Set of the ids of workers. */
  readonly workers: string;
  readonly worker: (id: string) => string;
  /** Sorted set of open parcels by the second they were sent; its length is what autoscalers read. */
  readonly open: string;
  /** Channel on which workers hear that a queue has parcels. */
  readonly wake: string;
  /** Channel on which a lot hears of its results. */
  readonly done: (queue: string) => string;
  /** Channel on which workers hear of evaluations that nobody wants any more. */
  readonly cancel: string;
  /** Channel of signed words to workers. */
  readonly notes: string;
  /** Hash of refusals and how often they happened. */
  readonly refused: string;
  /** Key that is written to see whether one may write. */
  readonly trial: string;
  /** Hash of a group of runs that exchange elites. */
  readonly archipelago: (name: string) => string;
}

/** Names under which the results of a lot lie: those that were found together in one text, which is there until the last of them is taken. */
export interface ResultNames {
  /** Hash of the names of texts by the keys of evaluations. */
  readonly keys: string;
  /** Hash of texts by their names. */
  readonly texts: string;
  /** Hash of the numbers of keys that name each text. */
  readonly counts: string;
}

/** The fleet of whoever names none. */
export const FLEET = "galapagos";

/** The names of a fleet. */
export function queueNames(fleet: string): QueueNames {
  const root = `{galapagos:${fleet}}`;
  return {
    prefix: `${root}:bull`,
    lots: `${root}:lots`,
    lot: (queue) => `${root}:lot:${queue}`,
    bundle: (hash) => `${root}:bundle:${hash}`,
    results: (lot) => ({
      keys: `${root}:results:${lot}`,
      texts: `${root}:results-texts:${lot}`,
      counts: `${root}:results-counts:${lot}`,
    }),
    doubles: (lot) => `${root}:doubles:${lot}`,
    workers: `${root}:workers`,
    worker: (id) => `${root}:worker:${id}`,
    open: `${root}:open`,
    wake: `${root}:wake`,
    done: (queue) => `${root}:done:${queue}`,
    cancel: `${root}:cancel`,
    notes: `${root}:notes`,
    refused: `${root}:refused`,
    trial: `${root}:trial`,
    archipelago: (name) => `${root}:archipelago:${name}`,
  };
}
