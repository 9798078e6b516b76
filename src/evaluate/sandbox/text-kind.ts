import { failure } from "../failures.ts";
import type { SandboxKind } from "./kind.ts";
import type { PreparedProgram } from "./sandbox.ts";

/** Differences between kinds of level 0. */
interface TextKind extends Pick<SandboxKind, "engine" | "title" | "isExtra"> {
  /** Why it works on every machine. */
  readonly detail: string;
  /** Name of the text that is bounded, for messages. */
  readonly what: string;
  /** The output, as JSON text, of a program on an input. */
  textOf(program: PreparedProgram, input: string): string;
}

/** Level 0: nothing of the candidate runs in these sandboxes; what they give is text that is there already, of bounded length. */
export function textKind({ engine, title, isExtra, detail, what, textOf }: TextKind): SandboxKind<null> {
  return {
    ...{ engine, contract: "text", level: 0, title },
    times: { batch: 8, grace: 10, hold: 8 },
    needsCanary: false,
    ...(isExtra && { isExtra }),
    probe: async () => ({ available: true, detail, hint: "" }),
    prepare: async () => ({ setup: null, warnings: [] }),
    open: async ({ definition: { limits } }) => ({
      level: 0,
      engine,
      async run(program, input) {
        const text = textOf(program, input);
        if (Buffer.byteLength(text) <= limits.outputKb * 1024) return { status: "ok", text };
        const most = `${Math.floor(limits.outputKb)} KiB (limits.outputKb)`;
        return failure("output", "size", `${what} is longer than ${most}`);
      },
      check: async () => ({ status: "ok", text: "null" }),
      fresh: () => true,
      async close() {},
    }),
  };
}
