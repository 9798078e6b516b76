import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Ended } from "./support.ts";

/** Output of a program under a debugger, and the place where it stopped. */
export interface Debugged extends Ended {
  /** The functions of the stops with their lines. */
  readonly stops: readonly string[];
}

/**
 * Starts a program under a debugger with one breakpoint, and goes on after every stop.
 *
 * @param command - path of the program and its arguments
 */
export async function debugged(
  command: readonly string[],
  breakpoint: { readonly lineNumber: number; readonly urlRegex: string },
  cwd?: string,
): Promise<Debugged> {
  const child = spawn(process.execPath, ["--inspect-brk=127.0.0.1:0", ...command], { stdio: "pipe", cwd });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (text) => (stdout += text));
  const ended = once(child, "close");
  const address = new Promise<string>((resolve) => {
    child.stderr.on("data", (text) => {
      stderr += text;
      const found = /ws:\/\/\S+/.exec(stderr)?.[0];
      if (found !== undefined) resolve(found);
    });
  });
  const socket = new WebSocket(await address);
  await once(socket, "open");
  const stops: string[] = [];
  let asked = 0;
  const send = (method: string, params: object = {}): void =>
    socket.send(JSON.stringify({ id: ++asked, method, params }));
  socket.addEventListener("message", ({ data }) => {
    const { method, params } = JSON.parse(String(data));
    // the process waits for its debugger to leave
    if (method === "Runtime.executionContextDestroyed") socket.close();
    if (method !== "Debugger.paused") return;
    const [{ functionName, location }] = params.callFrames;
    if (params.hitBreakpoints?.length > 0) stops.push(`${functionName}:${location.lineNumber + 1}`);
    send("Debugger.resume");
  });
  send("Runtime.enable");
  send("Debugger.enable");
  send("Debugger.setBreakpointByUrl", breakpoint);
  send("Runtime.runIfWaitingForDebugger");
  const [code] = await ended;
  return { code, stdout, stderr, stops };
}
