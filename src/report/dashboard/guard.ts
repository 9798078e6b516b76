import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { hostOf } from "../../wire/index.ts";

/** A request's right to an answer: it has it, brings the token that gives it, or is refused with a status and a sentence. */
export type Admission =
  | { readonly type: "admitted" }
  | { readonly type: "token" }
  | { readonly type: "refused"; readonly status: 401 | 403; readonly message: string };

/** Facts by which requests are admitted. */
export interface Door {
  readonly token: string;
  /** Name of the cookie: it tells dashboards on other ports apart, for browsers do not. */
  readonly cookie: string;
  /** Values of `Host` that mean this server; any other one is a name that somebody made point here (DNS rebinding). */
  readonly hosts: readonly string[];
}

/**
 * Admits a request. Its `Host` must be ours; a page of another origin is refused by `Origin` and `Sec-Fetch-Site`, whatever cookies
 * its browser sends along; who may look at all has the cookie, which is had for the token.
 */
export function admit(request: IncomingMessage, door: Door): Admission {
  const { headers, method = "GET", url = "/" } = request;
  const { origin, cookie = "" } = headers;
  const host = hostOf(request);
  if (!door.hosts.includes(host)) return refused(403, "this name is not the dashboard's");
  if (origin !== undefined && origin !== `http://${host}`)
    return refused(403, "the request comes from another origin");
  const site = headers["sec-fetch-site"];
  const isNavigation = headers["sec-fetch-mode"] === "navigate" && method === "GET";
  if (site !== undefined && site !== "same-origin" && site !== "none" && !isNavigation)
    return refused(403, "the request comes from another site");
  if (method !== "GET" && origin === undefined) return refused(403, "the request names no origin");
  const given = cookie
    .split(/;\s*/)
    .find((part) => part.startsWith(`${door.cookie}=`))
    ?.slice(door.cookie.length + 1);
  if (given !== undefined && isSame(given, door.token)) return { type: "admitted" };
  // whatever stands before the question mark need not be an address
  const offered = new URLSearchParams(url.slice(url.indexOf("?") + 1)).get("token");
  if (method === "GET" && offered !== null && isSame(offered, door.token)) return { type: "token" };
  return refused(401, "open the address that the dashboard printed: it holds the token");
}

function refused(status: 401 | 403, message: string): Admission {
  return { type: "refused", status, message };
}

/** Compares in a time that says nothing about how much is right. */
function isSame(given: string, token: string): boolean {
  const hash = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(token));
}
