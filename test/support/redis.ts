import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { temporaryFolder } from "./temporary-folder.ts";

const REDIS = "redis-server";

/** True where there is a `redis-server` to start. */
export const hasRedis: boolean = (() => {
  try {
    execFileSync(REDIS, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

/** A server of its own, with a folder that outlives its deaths. */
export interface TestRedis {
  readonly url: string;
  readonly port: number;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again, with what it had on disk. */
  start(): Promise<void>;
}

/**
 * Starts a server on a free port, which writes every command to its file within a second.
 *
 * @param more - further flags
 */
export async function startRedis(more: readonly string[] = []): Promise<TestRedis> {
  const folder = temporaryFolder("redis");
  const port = await freePort();
  let server: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    const settings = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--appendonly", "yes"];
    const started = spawn(REDIS, [...settings, "--save", "", "--maxmemory-policy", "noeviction", ...more], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    server = started;
    for await (const line of createInterface({ input: started.stdout }))
      if (line.includes("Ready to accept")) break;
    started.stdout.resume();
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    start,
    async kill() {
      const dying = server;
      server = null;
      if (dying === null || dying.exitCode !== null) return;
      const gone = new Promise((resolve) => dying.once("exit", resolve));
      dying.kill("SIGKILL");
      await gone;
    },
  };
}

/** A port of this machine that nobody listens at. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
