import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A server on a socket of its own, which is shown to one jail and which nobody else on the machine can find. */
export interface DoorServer {
  readonly path: string;
  close(): void;
}

/**
 * Opens it.
 *
 * @param user - whom the jail runs as; `null` for our own
 */
export async function openDoorServer(
  user: { readonly uid: number; readonly gid: number } | null,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<DoorServer> {
  removeLeftOver();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const path = join(folder, "door");
  // loaded here: runs without agents do without all of HTTP
  const { createServer } = await import("node:http");
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.requestTimeout = 0;
  server.listen(path);
  await once(server, "listening");
  chmodSync(path, 0o600);
  if (user !== null) for (const place of [folder, path]) chownSync(place, user.uid, user.gid);
  return {
    path,
    close() {
      server.close();
      server.closeAllConnections();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Removes what killed processes of ours have left. */
function removeLeftOver(): void {
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(PREFIX))) {
    const pid = name.slice(PREFIX.length).split("-")[0] ?? "";
    if (/^\d+$/.test(pid) && !existsSync(`/proc/${pid}`) && existsSync("/proc/self"))
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

const PREFIX = "galapagos-agent-";
/** Connections of one agent at once. */
const MOST_CONNECTIONS = 64;
