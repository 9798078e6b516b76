/**
 * Node's `fetch` without its own clocks: they give up on a server that has sent no headers, or no further byte, for five minutes, and a
 * model on a slow machine thinks longer. How long a request may take is its model's `timeoutMs`, by its signal.
 */
export async function patientFetch(address: string, init: RequestInit): Promise<Response> {
  opening ??= openDispatcher();
  const dispatcher = await opening;
  // what Node's types do not know: fetch takes the dispatcher of the client that it is made of
  return fetch(address, { ...init, ...(dispatcher && { dispatcher }) } as RequestInit);
}

let opening: Promise<object | null> | undefined;

/** A way of sending like the one that Node itself uses, proxies of the environment included; `null` where it is not found. */
async function openDispatcher(): Promise<object | null> {
  // Node makes its own with the first request
  await fetch("data:,");
  const own = (globalThis as { readonly [key: symbol]: unknown })[Symbol.for("undici.globalDispatcher.1")];
  const Dispatcher = (own as { readonly constructor?: unknown } | undefined)?.constructor;
  if (typeof Dispatcher !== "function" || Dispatcher === Object) return null;
  return Reflect.construct(Dispatcher, [{ headersTimeout: 0, bodyTimeout: 0 }]) as object;
}
