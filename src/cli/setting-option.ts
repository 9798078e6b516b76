import { Option } from "commander";
import { SETTINGS } from "../config/index.ts";

/** The flag of a setting, with help, choices, default and group from the setting's declaration. */
export function settingOption(name: string): Option {
  const setting = SETTINGS.get(name);
  if (setting?.flag == null) throw new Error(`no flag stands for the setting ${name}`);
  const { flag, group, schema } = setting;
  const help = flag.help ?? asHelp(schema.description ?? "");
  const option = new Option(flag.flags, `${help}${defaultText(schema.default)}`).helpGroup(`${group}:`);
  return schema.enum === undefined ? option : option.choices(schema.enum.map(String));
}

/** A sentence as commander's lines read: without capital and full stop. */
function asHelp(description: string): string {
  return `${description.charAt(0).toLowerCase()}${description.slice(1)}`.replace(/\.$/, "");
}

function defaultText(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? ` (default: ${value})` : "";
}
