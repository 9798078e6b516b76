import type { JsonObject } from "../core/index.ts";
import { readJson, readText } from "../schema/index.ts";
import type { ConfigLayer } from "./resolve.ts";

/**
 * The settings in a configuration file. Nothing is checked but that it is JSON, and ends.
 *
 * @param path - absolute
 * @param name - as it was typed, for messages
 * @throws GalapagosError `config/file`
 */
export function readConfigFile(path: string, name: string): ConfigLayer {
  const code = "config/file";
  const hint = "name a JSON file; docs/settings.md shows one";
  const text = readText(path, { code, hint, name: `--config: ${name}`, maxMb: 1 });
  const example = 'for example {"islands": 4, "migration": {"topology": "ring"}}';
  const json = readJson(text, name, { code, hint: example });
  return { origin: name, settings: json.value as JsonObject, text: json };
}
