import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { guarded, keepCompiled } from "../../../core/index.ts";

/**
 * The default export of a problem's module, be it what it may. Its compiled code is kept the first time: the thread will be killed,
 * and the next one would begin with the stripping of types, which takes longer than the rest of its start.
 */
export async function loadDefault(folder: string, file: string): Promise<unknown> {
  const { href } = pathToFileURL(join(folder, file));
  const module = await guarded(unheard, () => import(href));
  if (!known.has(href)) keepCompiled();
  known.add(href);
  return (module as { readonly default?: unknown }).default;
}

const known = new Set<string>();

/** A listener for the prints of a view or a verifier, which are kept nowhere. */
export const unheard = (): void => {};
