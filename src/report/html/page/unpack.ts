import type { PackedPage } from "../packed-page.ts";

/** Data that the page carries in one of its elements, as compressed base64. */
export async function unpack<Name extends keyof PackedPage>(carrier: Element): Promise<PackedPage[Name]> {
  const text = atob(carrier.textContent?.trim() ?? "");
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}
