import { connectRedis, loadDrivers } from "./wire/connect-redis.ts";
import { type Secret, seal, unseal } from "./wire/envelope.ts";
import { queueNames } from "./wire/names.ts";

/** Which runs exchange programs. */
export interface ExchangeOptions {
  readonly url: string;
  readonly secret: Secret;
  /** @defaultValue "galapagos" */
  readonly fleet?: string;
  /** Name of the group. */
  readonly archipelago: string;
  /** Version of the problem: runs of another one are not heard. */
  readonly problem: string;
  /** Name of this run, which no other in the group has. */
  readonly self: string;
}

/** Programs of another run, as it gave them at one of its borders. */
interface ForeignElites {
  readonly run: string;
  readonly epoch: number;
  readonly sources: readonly string[];
}

/** The way between runs that exchange programs. */
export interface Exchange {
  /** Gives this run's programs, in place of those that it gave before. */
  give(epoch: number, sources: readonly string[]): Promise<void>;
  /** The latest elites that other runs gave, sorted by the runs' names. */
  look(): Promise<readonly ForeignElites[]>;
  close(): void;
}

/** Largest text of a run's programs, characters. */
const MOST_TEXT = 8 << 20;
/** Programs of one run that are looked at. */
const MOST_PROGRAMS = 8;

/**
 * Opens the way between runs on one queue: each keeps its last programs there, signed for the group.
 *
 * @throws GalapagosError `queue/drivers`, `queue/url`
 */
export async function openExchange(options: ExchangeOptions): Promise<Exchange> {
  const { url, secret, fleet = "galapagos", archipelago, problem, self } = options;
  const redis = connectRedis(await loadDrivers(), url);
  const key = queueNames(fleet).archipelago(archipelago);
  const scopeOf = (run: string): string => JSON.stringify([archipelago, problem, run]);
  const read = (run: string, text: string): readonly ForeignElites[] => {
    const opened = unseal(secret, text, { kind: "elites", scope: scopeOf(run), mostBytes: MOST_TEXT });
    if (opened.status === "refused") return [];
    const { epoch, sources } = JSON.parse(opened.body) as Omit<ForeignElites, "run">;
    return [{ run, epoch, sources: sources.slice(0, MOST_PROGRAMS) }];
  };
  return {
    async give(epoch, sources) {
      await redis.hset(key, self, seal(secret, "elites", scopeOf(self), JSON.stringify({ epoch, sources })));
    },
    async look() {
      const given = Object.entries(await redis.hgetall(key)).filter(([run]) => run !== self);
      return given.sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([run, text]) => read(run, text));
    },
    close: () => redis.disconnect(),
  };
}
