import type { SandboxKind } from "./kind.ts";
import type { Sandbox } from "./sandbox.ts";

/**
 * Level 0: nothing of the candidate runs here. Its text is its answer, and the scorer reads it with an
 * interpreter of its own (a simulator of Core War, a small language), bounded by that interpreter and by the
 * pool's clock.
 */
export const own: SandboxKind<null> = {
  engine: "own",
  contract: "text",
  level: 0,
  title: "own machine",
  times: { batch: 8, grace: 10, hold: 8 },
  needsCanary: false,
  probe: async () => ({ available: true, detail: "Core War runs in our interpreters", hint: "" }),
  prepare: async () => ({ setup: null, warnings: [] }),
  open: async ({ definition }) => createOwnSandbox(definition.limits.outputKb * 1024),
};

function createOwnSandbox(outputBytes: number): Sandbox {
  return {
    level: 0,
    engine: "own",
    async run({ code }) {
      const text = JSON.stringify(code);
      if (Buffer.byteLength(text) <= outputBytes) return { status: "ok", text };
      return {
        status: "output",
        kind: "size",
        message: `the program is longer than ${Math.floor(outputBytes / 1024)} KiB (limits.outputKb)`,
      };
    },
    check: async () => ({ status: "ok", text: "null" }),
    fresh: () => true,
    async close() {},
  };
}
