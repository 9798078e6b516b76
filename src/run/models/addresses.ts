import { mapModels, type ModelSettings, OPENAI_BASE_URL, type RunConfig } from "../../config/index.ts";
import { checkBaseUrl, type Environment } from "../../llm/index.ts";
import { STAND_IN } from "./frozen-models.ts";

/** The variable that tells every client of OpenAI's protocol where to ask. */
const VARIABLE = "OPENAI_BASE_URL";

/**
 * A model that says where it is asked: at its own address, else where `OPENAI_BASE_URL` says, else at OpenAI. The
 * stand-in needs none.
 *
 * @throws GalapagosError `llm/model` where the variable is asked and holds no address
 */
export function withAddress<M extends ModelSettings>(settings: M, environment: Environment): M {
  if (!lacksAddress(settings)) return settings;
  return { ...settings, baseUrl: namedAddress(environment) ?? OPENAI_BASE_URL };
}

/**
 * A configuration each of whose models says where it is asked, so that its record does, too (see {@link withAddress}).
 */
export function withAddresses(config: RunConfig, environment: Environment): RunConfig {
  return mapModels(config, (settings) => withAddress(settings, environment));
}

/** Words on the models of a configuration that are asked where `OPENAI_BASE_URL` says; `null` where there are none. */
export function addressNote(config: RunConfig, environment: Environment): string | null {
  const names = new Set<string>();
  mapModels(config, (settings) => {
    if (lacksAddress(settings)) names.add(settings.model);
    return settings;
  });
  const address = names.size === 0 ? null : namedAddress(environment);
  return address === null ? null : `asked at ${address} (${VARIABLE}): ${[...names].join(", ")}`;
}

function lacksAddress({ model, baseUrl }: ModelSettings): boolean {
  return baseUrl === undefined && model !== STAND_IN;
}

function namedAddress(environment: Environment): string | null {
  const address = environment[VARIABLE]?.trim();
  if (!address) return null;
  checkBaseUrl(
    address,
    `The environment's ${VARIABLE}`,
    `For example: export ${VARIABLE}=http://localhost:11434/v1`,
  );
  return address;
}
