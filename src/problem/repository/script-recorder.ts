import { isNode } from "../../program/index.ts";
import type { ScriptFunction } from "./script-function.ts";

/**
 * A file whose function writes down its calls, as the tests' own machinery will load it: the change is in the text, so that every
 * runner of tests sees it. Line numbers stay.
 */
export function recordingText(text: string, { value }: ScriptFunction): string {
  const { body, start, end } = value;
  if (value.type !== "FunctionDeclaration" || !isNode(body))
    return `${text.slice(0, start)}${RECORDER}.around(${text.slice(start, end)})${text.slice(end)}`;
  const head = `const galapagosEnd = ${RECORDER}.begin(arguments); try {`;
  return `${text.slice(0, body.start + 1)}${head}${text.slice(body.start + 1, body.end - 1)}} finally { galapagosEnd(); }${text.slice(body.end - 1)}`;
}

/** Made at the first call, in whatever realm that happens; only the outermost call of a recursion is told. */
const RECORDER = `(globalThis.galapagosRecorder ??= (() => {
  const fs = process.getBuiltinModule("node:fs");
  const { isDeepStrictEqual } = process.getBuiltinModule("node:util");
  let depth = 0, count = 0;
  const begin = (given) => {
    if (depth++ === 0 && count < 2000) note([...given]);
    return () => { depth--; };
  };
  const note = (args) => {
    try {
      const line = JSON.stringify({ args, kwargs: {} });
      if (line.length > 20000 || !isDeepStrictEqual(JSON.parse(line).args, structuredClone(args))) return;
      fs.appendFileSync(process.env.GALAPAGOS_CALLS, line + "\\n");
      count++;
    } catch {}
  };
  const around = (f) => function (...args) {
    const end = begin(args);
    try { return f.apply(this, args); } finally { end(); }
  };
  return { begin, around };
})())`
  .split("\n")
  .map((line) => line.trim())
  .join(" ");
