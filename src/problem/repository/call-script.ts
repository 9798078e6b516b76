import { ANSWER_LEVELS } from "../../core/index.ts";

/** The words of both modules on a call: its result as JSON, and whether it changed its arguments. */
const TELLING = `
// a program may put others into their places as it is loaded
const { parse, stringify } = JSON;
const { is, keys: keysOf, getPrototypeOf, prototype: plain } = Object;
const { isArray, from: listOf } = Array;
const { isFinite } = Number;
const { isView } = ArrayBuffer;
const { apply } = Reflect;
const { call } = Function.prototype;
const Text = String;
const tagOf = call.bind(Object.prototype.toString);
const includes = call.bind(String.prototype.includes);
const LATER = ["Promise", "Generator", "Iterator", "Weak"];
const [textOf, partOf] = [call.bind(Buffer.prototype.toString), call.bind(Buffer.prototype.subarray)];
const [bytesOf, joined] = [Buffer.from.bind(Buffer), Buffer.concat.bind(Buffer)];
const put = writeSync;
const Known = Set;
const Failed = Error;
const DEEPEST = ${ANSWER_LEVELS};
const [note, has] = [call.bind(Set.prototype.add), call.bind(Set.prototype.has)];

function shown(value, level) {
  if (level > DEEPEST) throw new Failed();
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number")
    return isFinite(value) && !is(value, -0) ? value : { number: is(value, -0) ? "-0" : Text(value) };
  if (typeof value === "bigint") return { bigint: Text(value) };
  if (isArray(value)) return list(value, level);
  if (value instanceof Set) return { set: list([...value], level) };
  if (value instanceof Map) return { map: listOf(value, ([key, one]) => [shown(key, level + 1), shown(one, level + 1)]) };
  if (isView(value) && "length" in value) return { [value.constructor.name]: list(value, level) };
  if (value instanceof Date || value instanceof RegExp) return { text: Text(value) };
  if (typeof value !== "object") return { [typeof value]: Text(value) };
  // what it gives is not there yet: nothing that another program could give as well
  for (let at = 0; at < LATER.length; at++)
    if (includes(tagOf(value), LATER[at])) return { incomparable: tagOf(value) };
  const keys = keysOf(value);
  if (keys.length === 0 && isOpaque(value)) return { incomparable: tagOf(value) };
  return { object: keys.map((key) => [key, shown(value[key], level + 1)]) };
}

// what it holds is told by no key, as that of a URL: all such would look alike
function isOpaque(value) {
  const of = getPrototypeOf(value);
  return of !== null && of !== plain && !(value instanceof Failed);
}

// deeper ones are no answers, and what holds itself has no end
function described(value) {
  try {
    return shown(value, 1);
  } catch {
    return { incomparable: "[object too deep]" };
  }
}

function list(values, level) {
  const result = [];
  for (let at = 0; at < values.length; at++) result[at] = shown(values[at], level + 1);
  return result;
}

// both were parsed from one text, so that neither is anything but JSON before a function had it
function isSame(one, twin) {
  if (typeof twin !== "object" || twin === null) return is(one, twin);
  if (typeof one !== "object" || one === null || isArray(one) !== isArray(twin)) return false;
  if (isArray(one)) {
    if (one.length !== twin.length) return false;
    for (let at = 0; at < one.length; at++) if (!isSame(one[at], twin[at])) return false;
    return true;
  }
  const keys = keysOf(one);
  const others = keysOf(twin);
  if (keys.length !== others.length) return false;
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at];
    if (key !== others[at] || !isSame(one[key], twin[key])) return false;
  }
  return true;
}

// arrays and objects that a value is made of, itself first
function containers(value) {
  const found = [];
  const seen = new Known();
  const rest = [value];
  for (let size = 1; size > 0; ) {
    const one = rest[--size];
    if (typeof one !== "object" || one === null || isView(one)) continue;
    found[found.length] = one;
    // a value may hold itself
    if (has(seen, one)) continue;
    note(seen, one);
    const keys = keysOf(one);
    for (let at = 0; at < keys.length; at++) rest[size++] = one[keys[at]];
  }
  return found;
}

// whoever changes the result changes the arguments, too
function sharedParts(value, args) {
  const own = new Known();
  const parts = containers(args);
  for (let at = 0; at < parts.length; at++) note(own, parts[at]);
  const shared = [];
  const found = containers(value);
  for (let at = 0; at < found.length; at++) if (has(own, found[at])) shared[shared.length] = at;
  return shared;
}

function tell(results, cases, twins) {
  for (let at = 0; at < results.length; at++) {
    const result = results[at];
    if ("value" in result) {
      const shared = tellsShared ? sharedParts(result.value, cases[at].args) : [];
      result.value = described(result.value);
      if (shared.length > 0) result.shares = shared;
    }
    // what a function does to its arguments is a part of what it does
    if (!isSame(cases[at].args, twins[at].args)) result.after = described(cases[at].args);
  }
  return stringify(results);
}

function write(text) {
  let rest = bytesOf(text);
  while (rest.length > 0) {
    try {
      rest = partOf(rest, put(1, rest));
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
    }
  }
}

async function functionOf(file, name) {
  const module = await import(pathToFileURL(file).href);
  const other = module.default;
  const called = module[name] ?? other?.[name] ?? (other?.name === name ? other : undefined);
  if (typeof called !== "function") throw new Error(\`error: \${file} does not export \${name}\`);
  return called;
}
`;

/**
 * The module that calls a function of a file on a list of cases from standard input, `{"args"}` each, and writes a list of what became
 * of them, each with the time that it took, milliseconds. Started with the path of the file, the name of the function, and
 * {@link SHARED} where it is told which parts of a result are parts of the arguments.
 */
export const CALLING_MODULE = `import { readFileSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";
${TELLING}
const [file, name, told] = process.argv.slice(2);
const tellsShared = told === "shared";
const text = readFileSync(0, "utf8");
process.stdout.write = process.stderr.write.bind(process.stderr);
const cases = parse(text);
const twins = parse(text);
const called = await functionOf(file, name);
const results = [];
for (let at = 0; at < cases.length; at++) {
  const { args } = cases[at];
  const begun = process.cpuUsage();
  let result;
  try {
    result = { value: apply(called, undefined, args) };
  } catch (error) {
    result = { raises: Text(error?.name ?? typeof error) };
  }
  const { user, system } = process.cpuUsage(begun);
  result.ms = (user + system) / 1000;
  results[at] = result;
}
write(tell(results, cases, twins));
process.exit(0);
`;

/**
 * The module that does the same in laps, without times: it writes an empty line when it runs, loads the file when it reads a rehearsal and
 * writes another. Then it takes three turns for each list of cases: it reads the list, calls the function, and writes the list of what
 * became of them; the turns but the last end with an empty line, those but the first begin with one. A rehearsal,
 * `{"laps", "isKnown"}`, lists lines of cases and what may become of them, which are read and told once before the file is loaded; where
 * that is known, it is also what is told of the laps, whatever the function does.
 */
export const LAP_MODULE = `import { readSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";
${TELLING}
const [file, name, told] = process.argv.slice(2);
const tellsShared = told === "shared";
process.stdout.write = process.stderr.write.bind(process.stderr);
const room = Buffer.alloc(1 << 16);
const take = readSync;

function nextLine() {
  const parts = [];
  for (;;) {
    const size = take(0, room);
    if (size === 0) process.exit(1);
    parts[parts.length] = bytesOf(partOf(room, 0, size));
    if (room[size - 1] === 10) return textOf(joined(parts), "utf8");
  }
}

write("\\n");
const rehearsal = parse(nextLine());
const known = [];
for (let at = 0; at < rehearsal.laps.length; at++) {
  const [line, told] = rehearsal.laps[at];
  tell(parse(told), parse(line), parse(line));
  known[at] = parse(told);
}
const isKnown = rehearsal.isKnown;
const called = await functionOf(file, name);
write("\\n");
for (let lap = 0; ; lap++) {
  const text = nextLine();
  const cases = parse(text);
  const twins = parse(text);
  const results = [];
  write("\\n");
  nextLine();
  for (let at = 0; at < cases.length; at++) {
    const { args } = cases[at];
    let result;
    try {
      result = { value: apply(called, undefined, args) };
    } catch (error) {
      result = { raises: Text(error?.name ?? typeof error) };
    }
    results[at] = result;
  }
  write("\\n");
  nextLine();
  write(tell(isKnown && lap < known.length ? known[lap] : results, cases, twins) + "\\n");
}
`;

/** Words after `node` that have it compile and collect garbage on its one thread: processor time is a program's own then, and repeats. */
export const ONE_THREAD = ["--single-threaded"] as const;

/** The word behind the function's name that has shared parts told. */
export const SHARED = "shared";
