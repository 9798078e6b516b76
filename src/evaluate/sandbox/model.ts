import type { SandboxKind } from "./kind.ts";
import type { Sandbox } from "./sandbox.ts";

/**
 * Level 0 as well: a program is a prompt, and a model has answered it before its job was made. Nothing runs here; in place of
 * an input comes the answer to it, which is the output.
 */
export const model: SandboxKind<null> = {
  engine: "model",
  contract: "text",
  level: 0,
  title: "answers of a model",
  times: { batch: 8, grace: 10, hold: 8 },
  needsCanary: false,
  isExtra: true,
  probe: async () => ({ available: true, detail: "the gateway of a run asks it, nothing runs", hint: "" }),
  prepare: async () => ({ setup: null, warnings: [] }),
  open: async ({ definition }) => createAnswerSandbox(definition.limits.outputKb * 1024),
};

function createAnswerSandbox(outputBytes: number): Sandbox {
  return {
    level: 0,
    engine: "model",
    async run(_prompt, answer) {
      if (Buffer.byteLength(answer) <= outputBytes) return { status: "ok", text: answer };
      return {
        status: "output",
        kind: "size",
        message: `the answer is longer than ${Math.floor(outputBytes / 1024)} KiB (limits.outputKb)`,
      };
    },
    check: async () => ({ status: "ok", text: "null" }),
    fresh: () => true,
    async close() {},
  };
}
