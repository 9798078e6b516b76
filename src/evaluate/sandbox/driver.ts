import { type Failure, failure } from "../failures.ts";
import { POLICY_ANSWER, POLICY_FUNCTIONS, policyState } from "./policy-driver.ts";

/** The reading of a candidate's clock. */
export type Clock = "frozen" | "real";

/** The clock stands still at 0. */
const FREEZE = `
  const FrozenDate = function Date(...parts) {
    if (!new.target) return new NativeDate(0).toUTCString();
    return construct(NativeDate, parts.length === 0 ? [0] : parts, new.target);
  };
  FrozenDate.now = function now() { return 0; };
  FrozenDate.UTC = NativeDate.UTC;
  FrozenDate.parse = NativeDate.parse;
  define(FrozenDate, 'prototype', { value: NativeDate.prototype, writable: false });
  define(NativeDate.prototype, 'constructor', { value: FrozenDate, writable: true, configurable: true });
  define(globalThis, 'Date', { value: FrozenDate, writable: true, configurable: true });
  delete globalThis.performance;`;

/**
 * Source of the driver: the only trusted code inside a candidate's realm. It runs before the candidate,
 * captures the intrinsics it needs, makes randomness and time deterministic, and evaluates to an object of
 * three functions that the candidate cannot name. `init(seed)` seeds `Math.random` (mulberry32);
 * `start(target, key, input)` calls the entry point; `poll()` asks again after jobs ran. Both answer with
 * text: `o` + JSON, `p` while pending, or `f` + kind + `:` + message.
 *
 * @param maxOutput - longest answer in characters
 * @param clock - whether `Date` and `performance` tell the time; for problems whose objective is run time
 * @param isPolicy - true where programs are policies: two more functions make one and call it, and `maxOutput` is for all of its
 * answers together
 */
export function driverSource(maxOutput: number, clock: Clock = "frozen", isPolicy = false): string {
  return `(() => {
  'use strict';
  const { stringify, parse } = JSON;
  const { apply, construct } = Reflect;
  const NativePromise = Promise, then = Promise.prototype.then;
  const NativeDate = Date, Str = String, slice = String.prototype.slice, includes = String.prototype.includes;
  const imul = Math.imul, define = Object.defineProperty, isFinite = Number.isFinite;
  let state = 0;
  define(Math, 'random', { writable: true, configurable: true, value: function random() {
    state = (state + 0x6d2b79f5) | 0;
    let t = imul(state ^ (state >>> 15), 1 | state);
    t = (t + imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  } });
  define(NativeDate.prototype, 'getTimezoneOffset', { value: function getTimezoneOffset() { return 0; } });
  ${clock === "frozen" ? FREEZE : ""}
  for (const name of ['SharedArrayBuffer', 'Atomics', 'WebAssembly', 'WeakRef', 'FinalizationRegistry', 'console', 'gc', 'Intl', 'print', 'navigator', 'queueMicrotask']) delete globalThis[name];
  let reply = 'p';
  ${isPolicy ? policyState(maxOutput) : ""}
  const describe = (error) => {
    try {
      if (error === null || (typeof error !== 'object' && typeof error !== 'function')) return apply(slice, Str(error), [0, 300]);
      const name = error.name, message = error.message, stack = error.stack;
      return (typeof name === 'string' ? apply(slice, name, [0, 60]) + ': ' : '') +
        (typeof message === 'string' ? apply(slice, message, [0, 300]) : '') +
        (typeof stack === 'string' ? '\\x01' + apply(slice, stack, [0, 600]) : '');
    } catch { return 'an unprintable value'; }
  };
  const fail = (error) => { if (reply === 'p') reply = 'fthrew:' + describe(error); };
  const done = (value) => {
    if (reply !== 'p') return;
    try {
      const text = stringify(value);
      if (typeof text !== 'string') { reply = 'fno-output:' + typeof value; return; }
      ${isPolicy ? POLICY_ANSWER : ""}
      if (${isPolicy ? "spoken" : "text.length"} > ${maxOutput}) { reply = 'fsize:' + ${isPolicy ? "spoken" : "text.length"}; return; }
      if (apply(includes, text, ['null'])) {
        let odd = '';
        stringify(value, (_key, inner) => {
          if (typeof inner === 'number' && !isFinite(inner)) odd = inner === inner ? 'infinite' : 'nan';
          return inner;
        });
        if (odd !== '') { reply = 'f' + odd + ':'; return; }
      }
      reply = 'o' + text;
    } catch (error) { reply = 'fjson:' + describe(error); }
  };
  return {
    __proto__: null,
    init(seed) { state = seed | 0; },
    start(target, key, input) {
      try {
        const entry = key === undefined ? target : target[key];
        if (typeof entry !== 'function') return 'fentry:' + typeof entry;
        const value = entry(parse(input));
        const thenable = value !== null && typeof value === 'object' && typeof value.then === 'function';
        if (!thenable) done(value);
        else apply(then, new NativePromise((resolve) => resolve(value)), [done, fail]);
      } catch (error) { fail(error); }
      return reply;
    },
    poll() { return reply; },${isPolicy ? POLICY_FUNCTIONS : ""}
  };
})()`;
}

/** A driver's answer, understood: JSON text, still pending, or a failure. */
export type DriverReply =
  | { readonly status: "ok"; readonly text: string }
  | { readonly status: "pending" }
  | Failure;

/**
 * Reads a driver's answer; `entryPoint` is named in messages. Anything unexpected is a failure of the
 * candidate.
 */
export function readReply(reply: string, entryPoint: string): DriverReply {
  if (reply.startsWith("o")) return { status: "ok", text: reply.slice(1) };
  if (reply === "p") return { status: "pending" };
  const colon = reply.indexOf(":");
  const rest = reply.slice(colon + 1);
  switch (reply.slice(1, colon)) {
    case "entry":
      return failure("invalid", "entry", `expected a function ${entryPoint}, got ${rest}`);
    case "no-output":
      return failure("invalid", "no-output", `${entryPoint} returned ${rest}, expected JSON data`);
    case "size":
      return failure(
        "output",
        "size",
        `the answer has ${rest} characters of JSON, more than limits.outputKb allows`,
      );
    case "nan":
      return failure("invalid", "nan", "the answer holds NaN");
    case "infinite":
      return failure("invalid", "infinite", "the answer holds an infinite number");
    case "json":
      if (/circular/i.test(rest)) return failure("invalid", "cycle", "the answer refers to itself");
      if (/bigint/i.test(rest)) return failure("invalid", "bigint", "the answer holds a BigInt");
      return failure("invalid", "json", `the answer cannot be written as JSON: ${rest}`);
    default:
      return thrownFailure(rest);
  }
}

/** Stands between the message and the stack of a thrown error's description. */
export const STACK_MARK = "\x01";

/**
 * Classifies an uncaught error by its text, which the candidate controls: only the kind of its failure
 * depends on it.
 */
export function thrownFailure(description: string): Failure {
  const [head = "", stack = ""] = description.split(STACK_MARK);
  if (/out of memory|array buffer allocation failed|invalid array buffer length/i.test(head))
    return failure("memory", "oom", "out of memory");
  if (/stack overflow|maximum call stack/i.test(head))
    return failure("error", "stack", "stack overflow: too much recursion");
  const line = /candidate\.js:(\d+)/.exec(stack)?.[1];
  const where = line === undefined ? "" : ` (line ${line})`;
  if (/could not load module|cannot find module|module .{0,300} not found/i.test(head)) {
    return failure("invalid", "import", `candidates import nothing but what the problem allows: ${head}`);
  }
  if (head.startsWith("SyntaxError")) return failure("invalid", "syntax", head + where);
  return failure(
    "error",
    "threw",
    `${head.replace(/^: /, "").trim() || "an error without a message"}${where}${surroundingsOf(head)}`,
  );
}

/** A remark for programs that look for what only browsers and Node have. */
function surroundingsOf(head: string): string {
  return HOST_NAME.test(head)
    ? "; programs have the JavaScript language alone: no console, timers, structuredClone, Intl, clock, modules, files or network"
    : "";
}

/** Names that a program may take for granted, and that no engine of candidates has. */
const HOST_NAME =
  /'?\b(?:console|set(?:Timeout|Interval|Immediate)|structuredClone|queueMicrotask|requestAnimationFrame|performance|fetch|process|require|module|exports|__dirname|__filename|global|Buffer|Blob|crypto|Intl|TextEncoder|TextDecoder|URL|URLSearchParams|AbortController|Worker|MessageChannel|WebAssembly|SharedArrayBuffer|Atomics|WeakRef|FinalizationRegistry|atob|btoa|window|self|document|navigator|localStorage)'? is not defined/;
