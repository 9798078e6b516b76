/** A service for tests of ports. */
import { setTimeout as sleep } from "node:timers/promises";
import { GalapagosError, openPort, type Wire } from "../../../src/core/index.ts";

export interface Desk {
  double(n: number): number;
  late(request: { readonly value: number; readonly ms: number }): Promise<number>;
  refuse(how: "hint" | "bug"): never;
  /** Answers with its argument when it is called off. */
  untilAborted(value: string, signal: AbortSignal): Promise<string>;
  /** Says the number back. */
  echo(n: number): void;
}

export const ERRORS = {
  closed: () => new GalapagosError("closed", { code: "desk/closed" }),
  unknown: { code: "desk/bug", exitCode: 1 },
} as const;

export function serveDesk(wire: Wire): void {
  const serves: Desk = {
    double: (n) => 2 * n,
    late: ({ value, ms }) => sleep(ms, value),
    refuse(how) {
      if (how === "bug") throw new TypeError("broken");
      throw new GalapagosError("no", {
        code: "desk/no",
        hint: "say please",
        exitCode: 3,
        cause: new Error("why"),
      });
    },
    untilAborted: (value, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) resolve(value);
        else signal.addEventListener("abort", () => resolve(value));
      }),
    echo: (n) => port.tell("said", n),
  };
  const port = openPort<{ said: (n: number) => void }, Desk>(wire, { ...ERRORS, serves });
}
