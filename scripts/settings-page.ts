import { DEFAULT_CONFIG, ISLAND_MODELS, MODEL, SETTING_GROUPS, SETTINGS } from "../src/config/index.ts";
import type { JsonSchema, Properties } from "../src/schema/index.ts";

/** The text of `docs/settings.md`: a table for each group of settings. */
export function settingsPage(): string {
  const groups = Object.keys(SETTING_GROUPS).map((group) => {
    const rows = [...SETTINGS.values()]
      .filter((setting) => setting.group === group && setting.within === null)
      .map(({ name, schema, flag, variable }) => [
        code(name),
        typeOf(schema),
        code(JSON.stringify(defaultAt(name))),
        flag === null ? "" : code(flag.flags),
        code(variable),
        schema.description ?? "",
      ]);
    return `## ${group}\n\n${table(["setting", "type", "default", "flag", "environment", "meaning"], rows)}`;
  });
  return [
    HEAD,
    ...groups,
    MODEL_HEAD,
    fields(MODEL.properties ?? {}),
    ISLAND_HEAD,
    fields(ISLAND_MODELS.properties ?? {}),
  ]
    .join("\n\n")
    .concat("\n");
}

const HEAD = `# Settings of a run

\`\`\`sh
npx galapagos run my-problem --islands 8                            # a flag of its own
npx galapagos run my-problem --set migration.rate=0.1               # any setting by its name
GALAPAGOS_MIGRATION_RATE=0.1 npx galapagos run my-problem           # the same from the environment
npx galapagos run my-problem --config run.json                      # many at once
\`\`\`

\`\`\`json
{
  "$schema": "./node_modules/galapagos/schemas/config.schema.json",
  "islands": 8,
  "migration": { "topology": "star", "rate": 0.1 }
}
\`\`\`

Defaults < \`--config\` file < environment < flags. A configuration file may hold comments and trailing commas; a mistake is told with
its line and column. A configuration file may hold comments and
trailing commas; all its mistakes are told, each with line and column. This page is generated from the declarations in \`src/config/settings\`, as is
[the schema](../schemas/config.schema.json): \`npm run generate\`.`;

const MODEL_HEAD = `## An entry of \`models\`

\`directed.embedding\` takes the same. A model needs no more than its name; \`--model name@base-url\` says both.`;

const ISLAND_HEAD = "## An entry of `islandModels`";

function fields(properties: Properties): string {
  return table(["field", "type", "default", "meaning"], fieldRows(properties, ""));
}

function fieldRows(properties: Properties, prefix: string): readonly (readonly string[])[] {
  return Object.entries(properties).flatMap(([property, schema]) => {
    const name = `${prefix}${property}`;
    if (schema.properties !== undefined) return fieldRows(schema.properties, `${name}.`);
    const fallback = schema.default === undefined ? "" : code(JSON.stringify(schema.default));
    return [[code(name), typeOf(schema), fallback, schema.description ?? ""]];
  });
}

function defaultAt(name: string): unknown {
  return name
    .split(".")
    .reduce<unknown>((value, part) => (value as { readonly [name: string]: unknown })[part], DEFAULT_CONFIG);
}

/** The kind and the bounds of a value, in words. */
function typeOf(schema: JsonSchema): string {
  const { type, items, anyOf, minimum, maximum, exclusiveMinimum } = schema;
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum !== undefined) return schema.enum.map((value) => code(String(value))).join(", ");
  if (anyOf !== undefined) return anyOf.map(typeOf).join(" or ");
  const names = [type ?? "any"].flat().map((name) => NAMES[name] ?? name);
  const bounds = boundsOf(minimum, maximum, exclusiveMinimum);
  const [first = "any", ...others] = names;
  const named = items === undefined ? first : "list";
  return [bounds === "" ? named : `${named} ${bounds}`, ...others].join(" or ");
}

function boundsOf(minimum?: number, maximum?: number, above?: number): string {
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  const low = above !== undefined ? `> ${above}` : minimum !== undefined ? `≥ ${minimum}` : "";
  return maximum === undefined ? low : [low, `≤ ${maximum}`].filter((bound) => bound !== "").join(", ");
}

const NAMES: { readonly [type: string]: string } = {
  string: "text",
  boolean: "true or false",
  null: "`null`",
};

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
