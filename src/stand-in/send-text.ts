import type { ServerResponse } from "node:http";
import type { TransportFault } from "./faults.ts";

/** Sends an answer as one JSON value or as events, whole or with a fault. */
export function sendText(
  response: ServerResponse,
  isStream: boolean,
  parts: readonly string[],
  fault: TransportFault,
): void {
  response.writeHead(200, { "content-type": isStream ? "text/event-stream" : "application/json" });
  let text = isStream ? parts.map((part) => `data: ${part}\n\n`).join("") : parts.join("");
  if (fault === "malformed")
    text = isStream ? text.replace(/\}\n\n/, "\n\n") : text.slice(0, Math.floor(text.length * 0.7));
  if (fault !== "cut") {
    response.end(text);
    return;
  }
  response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy());
}
