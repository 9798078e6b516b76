import { GalapagosError } from "../../../core/index.ts";
import { connectRedis, type QueueDrivers } from "./connect-redis.ts";
import { hostOf } from "./queue-url.ts";

/**
 * Asks a server for admission before anybody waits for it. A server that is away is no refusal: whoever needs it waits.
 *
 * @returns why it is away; `null` where it answers
 * @throws GalapagosError `queue/refused` where it answers and lets nobody in, `queue/url`
 */
export async function greet(drivers: QueueDrivers, url: string): Promise<string | null> {
  const redis = connectRedis(drivers, url);
  try {
    const failed = new Promise<unknown>((resolve) => {
      redis.on("error", resolve);
      redis.on("close", () => setImmediate(resolve, new Error("it closed the connection")));
    });
    const answered = redis.ping().then(
      () => null,
      (error: unknown) => error,
    );
    const error = await Promise.race([answered, failed]);
    const refusal = refusalOf(url, error);
    if (refusal !== null) throw refusal;
    return error === null ? null : error instanceof Error ? error.message : String(error);
  } finally {
    redis.disconnect();
  }
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
  const code = "code" in error ? String(error.code) : "";
  if (/CERT|_ISSUER|_SIGNATURE/.test(code))
    return "trust the certificate: NODE_EXTRA_CA_CERTS=ca.pem galapagos …, or NODE_OPTIONS=--use-system-ca for the system's own list";
  if (/^ERR_SSL_/.test(code)) return "does it speak TLS? rediss:// is with TLS, redis:// without";
  return null;
}
