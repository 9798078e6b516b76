import type { Redis } from "ioredis";
import { GalapagosError } from "../../../core/index.ts";
import { connectRedis, type QueueDrivers } from "./connect-redis.ts";
import type { QueueNames } from "./names.ts";
import { hostOf } from "./queue-url.ts";

/**
 * Asks a server for admission before anybody waits for it. A server that is away is no refusal: whoever needs it waits.
 *
 * @param names - what is to be kept there; `null`: nothing is asked but whether it lets one in
 * @returns why it is away; `null` where it answers
 * @throws GalapagosError `queue/refused` where it answers and lets nobody in, or nobody write, or holds other things under a fleet's
 * names; `queue/url`
 */
export async function greet(
  drivers: QueueDrivers,
  url: string,
  names: QueueNames | null,
): Promise<string | null> {
  const redis = connectRedis(drivers, url);
  try {
    const failed = new Promise<unknown>((resolve) => {
      redis.on("error", resolve);
      redis.on("close", () => setImmediate(resolve, new Error("it closed the connection")));
    });
    const answered = redis
      .ping()
      .then(() => (names === null ? null : writeRefusal(redis, names)))
      .catch((error: unknown) => error);
    const error = await Promise.race([answered, failed]);
    const refusal = refusalOf(url, error);
    if (refusal !== null) throw refusal;
    return error === null ? null : error instanceof Error ? error.message : String(error);
  } finally {
    redis.disconnect();
  }
}

/**
 * The answer of a server that lets one in and would refuse what a fleet does there; `null` for one that would not, or is only
 * full.
 */
async function writeRefusal(redis: Redis, names: QueueNames): Promise<unknown> {
  const foreign = await foreignNames(redis, names);
  if (foreign.length > 0) return new Error(`WRONGTYPE other things under ${foreign.join(", ")}`);
  return redis.set(names.trial, "", "PX", 1).then(
    () => null,
    (error: unknown) => (error instanceof Error && hintFor(error) !== null ? error : null),
  );
}

/** The names of a fleet under which something lies that no fleet puts there. */
export async function foreignNames(redis: Redis, names: QueueNames): Promise<readonly string[]> {
  const kinds = {
    [names.lots]: "set",
    [names.workers]: "set",
    [names.open]: "zset",
    [names.refused]: "hash",
  };
  const found = await Promise.all(
    Object.entries(kinds).map(async ([name, kind]) => {
      const type = await redis.type(name);
      return type === "none" || type === kind ? [] : [name];
    }),
  );
  return found.flat();
}

/** A server's refusal as a person understands it; `null` for an error that is none. */
export function refusalOf(url: string, error: unknown): GalapagosError | null {
  if (!(error instanceof Error)) return null;
  const hint = hintFor(error);
  if (hint === null) return null;
  const message = `expected to be let in by the queue at ${hostOf(url)}, got: ${error.message}`;
  return new GalapagosError(message, { code: "queue/refused", hint, cause: error });
}

function hintFor(error: Error): string | null {
  if (/^NOAUTH\b/.test(error.message))
    return "it wants a password: redis://:password@host:6379, or redis://user:password@host:6379";
  if (/^WRONGPASS\b/.test(error.message))
    return "user or password are others; write signs in them as %-codes, for example %40 for @";
  if (/^NOPERM\b/.test(error.message))
    return "the user needs all commands on all keys and channels: ACL SETUSER <user> ~* &* +@all";
  if (/^READONLY\b/.test(error.message))
    return "it is a copy of another server, which takes what is written: name that one";
  if (/^WRONGTYPE\b/.test(error.message))
    return "another program uses these names there: name the queue otherwise (--queue-name lab), or clear them away with all else of galapagos: galapagos queue purge <address> --all";
  const code = "code" in error ? String(error.code) : "";
  if (/CERT|_ISSUER|_SIGNATURE/.test(code))
    return "trust the certificate: NODE_EXTRA_CA_CERTS=ca.pem galapagos …, or NODE_OPTIONS=--use-system-ca for the system's own list";
  if (/^ERR_SSL_/.test(code)) return "does it speak TLS? rediss:// is with TLS, redis:// without";
  return null;
}
