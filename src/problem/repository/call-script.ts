/**
 * The module that calls a function of a file on a list of cases from standard input, `{"args"}` each, and writes a list of what became
 * of them. Started with the path of the file and the name of the function; a third word asks for the time of each call, milliseconds.
 */
export const CALLING_MODULE = `import { readFileSync, writeSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { pathToFileURL } from "node:url";

const [file, name, timed] = process.argv.slice(2);
const text = readFileSync(0, "utf8");
process.stdout.write = process.stderr.write.bind(process.stderr);

function shown(value) {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number")
    return Number.isFinite(value) && !Object.is(value, -0) ? value : { number: Object.is(value, -0) ? "-0" : String(value) };
  if (typeof value === "bigint") return { bigint: String(value) };
  if (Array.isArray(value)) return Array.from(value, shown);
  if (value instanceof Set) return { set: Array.from(value, shown) };
  if (value instanceof Map) return { map: Array.from(value, ([key, one]) => [shown(key), shown(one)]) };
  if (ArrayBuffer.isView(value) && "length" in value) return { [value.constructor.name]: Array.from(value, shown) };
  if (value instanceof Date || value instanceof RegExp) return { text: String(value) };
  if (typeof value !== "object") return { [typeof value]: String(value) };
  return { object: Object.keys(value).map((key) => [key, shown(value[key])]) };
}

const cases = JSON.parse(text);
const twins = JSON.parse(text);
const module = await import(pathToFileURL(file).href);
const other = module.default;
const called = module[name] ?? other?.[name] ?? (other?.name === name ? other : undefined);
if (typeof called !== "function") throw new Error(\`error: \${file} does not export \${name}\`);
const results = [];
for (const { args } of cases) {
  const begun = process.cpuUsage();
  let result;
  try {
    result = { value: called(...args) };
  } catch (error) {
    result = { raises: String(error?.name ?? typeof error) };
  }
  if (timed !== undefined) {
    const { user, system } = process.cpuUsage(begun);
    result.ms = (user + system) / 1000;
  }
  results.push(result);
}
for (const [at, result] of results.entries()) {
  if ("value" in result) result.value = shown(result.value);
  // what a function does to its arguments is a part of what it does
  if (!isDeepStrictEqual(cases[at].args, twins[at].args)) result.after = shown(cases[at].args);
}
let rest = Buffer.from(JSON.stringify(results));
while (rest.length > 0) {
  try {
    rest = rest.subarray(writeSync(1, rest));
  } catch (error) {
    if (error.code !== "EAGAIN") throw error;
  }
}
process.exit(0);
`;
