import { unpackPage } from "../packed-page.ts";
import type { PageData } from "../page-data.ts";

/** The data that a page carries as compressed base64. */
export async function unpack(base64: string): Promise<PageData> {
  const bytes = Uint8Array.from(atob(base64.trim()), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return unpackPage(JSON.parse(await new Response(stream).text()));
}
