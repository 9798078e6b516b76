import { dirname, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { isInside } from "../read-inside.ts";

const SCHEMA_FILE = "problem.schema.json";

/** Absolute path of the schema that comes with the toolkit. */
const schemaPath: string = fileURLToPath(new URL(`../../../schemas/${SCHEMA_FILE}`, import.meta.url));

/**
 * How `$schema` names the schema: a relative path where the toolkit is installed above the problem, and otherwise (npx, a
 * global installation) a copy in the folder, since a path into a cache would soon be broken.
 */
export function schemaReference(
  workingFolder: string,
  folder: string,
): { readonly reference: string; readonly copy: string | null } {
  const toolkit = dirname(dirname(schemaPath));
  const [modules] = toolkit.split(`${sep}node_modules${sep}`);
  const home = modules !== undefined && modules !== toolkit ? modules : toolkit;
  if (!isInside(home, workingFolder)) return { reference: `./${SCHEMA_FILE}`, copy: schemaPath };
  return { reference: relative(folder, schemaPath).split(sep).join("/"), copy: null };
}
