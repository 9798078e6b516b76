/** True for the address of a Redis server, with or without TLS. */
export function isRedisUrl(url: string): boolean {
  return URL.canParse(url) && /^rediss?:$/.test(new URL(url).protocol);
}

/** Host and port of an address, for people: user and password stay out. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host || "localhost" : url.replace(/^.*@/, "").slice(0, 100);
}
