/** Headers as fetch gives them. */
interface HeaderLookup {
  get(name: string): string | null;
}

/**
 * How long a server asks to wait, milliseconds: `retry-after-ms`, or `Retry-After` in seconds or as an HTTP date (RFC 9110 §10.2.3).
 * `null` when it does not say, or says nothing sensible.
 *
 * @param now - milliseconds since 1970
 */
export function readRetryAfter(headers: HeaderLookup, now: number): number | null {
  const inMs = headers.get("retry-after-ms")?.trim();
  if (inMs !== undefined && /^\d+(?:\.\d+)?$/.test(inMs)) return Math.ceil(Number(inMs));
  const text = headers.get("retry-after")?.trim() ?? "";
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  // `Date.parse` takes many texts; an HTTP date always names its month.
  const date = /[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
