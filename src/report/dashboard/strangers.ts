import type { Server } from "node:http";
import type { Socket } from "node:net";

/** Connections of those who have not shown yet that they may look. */
export interface Strangers {
  /** Takes note that a connection's owner may look. */
  forget(connection: Socket): void;
}

/**
 * Keeps strangers from holding the door: of more of them than so many, the one that came first has to leave for the one that came last,
 * so that whoever may look gets in while others keep connections open and say nothing.
 *
 * @param most - connections, fewer than the server takes in all
 */
export function boundStrangers(server: Server, most: number): Strangers {
  const waiting = new Set<Socket>();
  server.on("connection", (connection) => {
    waiting.add(connection);
    connection.once("close", () => waiting.delete(connection));
    const [first] = waiting;
    if (waiting.size > most && first !== undefined) {
      waiting.delete(first);
      first.destroy();
    }
  });
  return {
    forget: (connection) => {
      waiting.delete(connection);
    },
  };
}
