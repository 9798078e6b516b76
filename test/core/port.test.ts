import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { MessageChannel, Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import {
  GalapagosError,
  openPort,
  packError,
  processWire,
  threadWire,
  unpackError,
  type Wire,
} from "../../src/core/index.ts";
import { type Desk, ERRORS, serveDesk } from "./support/desk.ts";

/** The two ends of a conversation, and what ends the far one as a crash would. */
interface Ends {
  readonly near: Wire;
  readonly crash: () => void;
}

const script = fileURLToPath(new URL("./support/desk-entry.ts", import.meta.url));

const WIRES: { readonly [name: string]: () => Ends } = {
  "two ports of a channel": () => {
    const { port1, port2 } = new MessageChannel();
    serveDesk(threadWire(port2));
    return { near: threadWire(port1), crash: () => port2.close() };
  },
  "a thread": () => {
    const worker = new Worker(script, { env: {}, execArgv: [] });
    return { near: threadWire(worker), crash: () => void worker.terminate() };
  },
  "a process": () => {
    const child = spawn(process.execPath, [script], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
    return { near: processWire(child), crash: () => child.kill("SIGKILL") };
  },
};

describe.each(Object.entries(WIRES))("a port to %s", (_name, open) => {
  test("answers calls, in whatever order the answers come", async () => {
    const { near, crash } = open();
    const desk = openPort<Desk>(near, ERRORS);
    const late = desk.call("late", { value: 1, ms: 30 });
    expect(await desk.call("double", 21)).toBe(42);
    expect(await late).toBe(1);
    crash();
  });

  test("keeps code, hint, exit code and cause of an error, and says that any other is a bug", async () => {
    const { near, crash } = open();
    const desk = openPort<Desk>(near, ERRORS);
    const refused = await desk.call("refuse", "hint").catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(GalapagosError);
    expect(refused).toMatchObject({
      message: "no",
      code: "desk/no",
      hint: "say please",
      exitCode: 3,
      cause: "why",
    });
    const broken = await desk.call("refuse", "bug").catch((error: unknown) => error);
    expect(broken).toMatchObject({ message: "broken", code: "desk/bug", exitCode: 1, hint: undefined });
    crash();
  });

  test("passes an abort on, and waits for the answer to it", async () => {
    const { near, crash } = open();
    const desk = openPort<Desk>(near, ERRORS);
    const abort = new AbortController();
    const call = desk.call("untilAborted", "kept", abort.signal);
    await desk.call("double", 1);
    abort.abort();
    expect(await call).toBe("kept");
    expect(await desk.call("untilAborted", "at once", AbortSignal.abort())).toBe("at once");
    crash();
  });

  test("delivers what is told in order, and refuses calls when the other side is gone", async () => {
    const { near, crash } = open();
    const heard: number[] = [];
    const all = Promise.withResolvers<void>();
    const serves = { said: (n: number) => void (heard.push(n) === 3 && all.resolve()) };
    const desk = openPort<Desk, typeof serves>(near, { ...ERRORS, serves });
    for (const n of [1, 2, 3]) desk.tell("echo", n);
    await all.promise;
    expect(heard).toEqual([1, 2, 3]);
    const call = desk.call("untilAborted", "");
    await desk.call("double", 1);
    crash();
    await expect(call).rejects.toMatchObject({ code: "desk/closed" });
    await expect(desk.call("double", 1)).rejects.toMatchObject({ code: "desk/closed" });
  });
});

test("closing delivers what was said before, and aborts on the other side what waited for an answer", async () => {
  const { port1, port2 } = new MessageChannel();
  const heard: unknown[] = [];
  const aborted = Promise.withResolvers<void>();
  const serves = {
    say: (value: unknown) => void heard.push(value),
    wait: (_nothing: unknown, signal: AbortSignal) =>
      new Promise(() => signal.addEventListener("abort", () => aborted.resolve())),
  };
  openPort(threadWire(port2), { ...ERRORS, serves });
  const port = openPort<typeof serves>(threadWire(port1), ERRORS);
  port.tell("say", 1);
  const call = port.call("wait", null);
  port.close();
  await expect(call).rejects.toMatchObject({ code: "desk/closed" });
  await aborted.promise;
  expect(heard).toEqual([1]);
});

test("messages of one turn travel together", async () => {
  const { port1, port2 } = new MessageChannel();
  const port = openPort<{ say: (n: number) => void }>(threadWire(port1), ERRORS);
  for (const n of [1, 2, 3]) port.tell("say", n);
  const [messages] = (await once(port2, "message")) as [unknown];
  expect(messages).toHaveLength(3);
  port2.close();
});

test("an error survives packing, in JSON as in structured clones", () => {
  const error = new GalapagosError("m", { code: "a/b", hint: "h", exitCode: 130, cause: new Error("deep") });
  const packed = packError(error, ERRORS.unknown);
  for (const copy of [structuredClone(packed), JSON.parse(JSON.stringify(packed)) as typeof packed])
    expect(unpackError(copy)).toMatchObject({
      message: "m",
      code: "a/b",
      hint: "h",
      exitCode: 130,
      cause: "deep",
    });
});
