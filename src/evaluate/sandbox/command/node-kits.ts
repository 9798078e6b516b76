import { pathToFileURL } from "node:url";
import type { Kit } from "../../../kit/index.ts";
import type { Jail, JailFile } from "./jail.ts";

/** Files and variables by which commands of Node find kits. */
export interface NodeKits {
  readonly files: readonly JailFile[];
  readonly env: { readonly [name: string]: string };
}

/** Kits for programs that Node runs, from 20.6 on: its own hooks resolve their names to files of the jail. */
export function nodeKits(kits: readonly Kit[], jail: Pick<Jail, "path">): NodeKits {
  if (kits.length === 0) return { files: [], env: {} };
  const files = kits.map(({ code }, at) => ({ name: `galapagos-kit-${at}.mjs`, content: code }));
  const url = (name: string): string => pathToFileURL(jail.path(name)).href;
  const places = kits.map(({ name }, at) => [name, url(`galapagos-kit-${at}.mjs`)] as const);
  return {
    files: [...files, { name: HOOKS, content: hooksSource(places, url(HOOKS)) }],
    env: { NODE_OPTIONS: `--import=${jail.path(HOOKS)}` },
  };
}

const HOOKS = "galapagos-kits.mjs";

/** Hooks run in the program's thread where Node can do that, else in one of their own, which loads this file again. */
function hooksSource(places: readonly (readonly [name: string, url: string])[], own: string): string {
  return `import * as module from "node:module";
import { isMainThread } from "node:worker_threads";
const places = new Map(${JSON.stringify(places)});
export function resolve(specifier, context, next) {
  const url = places.get(specifier);
  return url === undefined ? next(specifier, context) : { url, format: "module", shortCircuit: true };
}
if (module.registerHooks) module.registerHooks({ resolve });
else if (isMainThread) module.register(${JSON.stringify(own)});
`;
}
