import { FLAG, type JsonSchema, type Properties, type SettingFlag } from "../schema/index.ts";
import { SETTING_GROUPS, type SettingGroup } from "./config.ts";

/** A setting of a run, as help and documentation show it. */
export interface Setting {
  /** Dotted: `migration.rate`. */
  readonly name: string;
  readonly group: SettingGroup;
  readonly schema: JsonSchema;
  /** Flag of `galapagos run` that sets it; `null` where only `--set` does. */
  readonly flag: SettingFlag | null;
  /** Name of the setting that this is a field of, where that is given as a whole too; else `null`. */
  readonly within: string | null;
  /** Variable of the environment that sets it: `GALAPAGOS_MIGRATION_RATE`. */
  readonly variable: string;
}

/** How variables of the environment that are settings begin. */
export const VARIABLE_PREFIX = "GALAPAGOS_";

/** Every setting by its dotted name, in the order of help and documentation. */
export const SETTINGS: ReadonlyMap<string, Setting> = new Map(
  Object.entries(SETTING_GROUPS).flatMap(([group, properties]) =>
    settingsIn(properties, "", group as SettingGroup, null).map((setting) => [setting.name, setting]),
  ),
);

/** The settings below a prefix. What may also be null is given as a whole, or field by field. */
function settingsIn(
  properties: Properties,
  prefix: string,
  group: SettingGroup,
  within: string | null,
): readonly Setting[] {
  return Object.entries(properties).flatMap(([property, schema]) => {
    const name = `${prefix}${property}`;
    const own = { name, group, schema, flag: schema[FLAG] ?? null, within, variable: variableOf(name) };
    if (schema.properties === undefined) return [own];
    const isWhole = schema.type !== "object";
    const fields = settingsIn(schema.properties, `${name}.`, group, isWhole ? (within ?? name) : within);
    return isWhole ? [own, ...fields] : fields;
  });
}

function variableOf(name: string): string {
  const words = name.replace(/([A-Z])/g, "_$1").replaceAll(".", "_");
  return `${VARIABLE_PREFIX}${words.toUpperCase()}`;
}
