import { expect, it } from "vitest";
import { Shell } from "../../src/cli/shell.ts";
import { surroundings } from "./support.ts";

it("of two signals the first is told as a drain, and the second as leaving at once", async () => {
  let signalled = (): void => {};
  const left: number[] = [];
  const io = surroundings();
  const shell = new Shell({
    ...io,
    onSignal(_signals, listener) {
      signalled = listener;
      return () => {};
    },
    exit: (code) => left.push(code),
  });
  await shell.drained(
    () => shell.say("draining"),
    async (signal) => {
      signalled();
      expect(signal.aborted).toBe(true);
      expect(left).toEqual([]);
      signalled();
    },
  );
  expect(left).toEqual([130]);
  expect(io.written().stderr).toBe("draining\nleaving at once\n");
});
