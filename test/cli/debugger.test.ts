import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { BIN, SLOPE } from "./support.ts";

/** Starts a program under a debugger with one breakpoint; the functions and lines where it stopped, and what it printed. */
async function debugged(args: readonly string[], breakpoint: { lineNumber: number; urlRegex: string }) {
  const child = spawn(process.execPath, ["--inspect-brk=127.0.0.1:0", BIN, ...args], { stdio: "pipe" });
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

it("a debugger stops at a breakpoint in the evaluator, as the launch recipe of init promises", async () => {
  const home = temporaryFolder("debugger");
  cpSync(SLOPE, join(home, "stopped"), { recursive: true });
  const args = ["eval", join(home, "stopped"), join(home, "stopped/seed.js")];
  const run = await debugged(args, { lineNumber: 5, urlRegex: "stopped/evaluator" });
  expect(run).toMatchObject({ code: 0, stops: ["score:6"] });
  expect(run.stdout).toMatch(/^error: 197 /);
  expect(run.stderr).toContain(
    "a debugger is attached: the evaluator runs in this process, and nothing limits the scorer's time",
  );
}, 60_000);
