import type { RunEvent } from "../../core/index.ts";
import { type GatewayEvent, oneLine, type TransportFailure } from "../../llm/index.ts";

/**
 * The news that a run tells of an event of its models, in a line, and for whom it waits.
 *
 * @param proxy - what to do about a proxy, for models that cannot be reached
 */
export function eventsOf(event: GatewayEvent, now: Date, proxy: string): readonly RunEvent[] {
  const message = modelNews(event, now, proxy);
  return [
    ...(message === null ? [] : [{ type: "warning", message } as const]),
    ...(event.type === "resting"
      ? [{ type: "model-rests", model: event.model, waitMs: event.waitMs } as const]
      : []),
  ];
}

/**
 * News of the models for a person while a run goes on, in a line; `null` where there is nothing to
 * say.
 *
 * @param proxy - what to do about a proxy, for models that cannot be reached
 */
export function modelNews(event: GatewayEvent, now: Date, proxy = ""): string | null {
  switch (event.type) {
    case "resting": {
      const { model, failure, waitMs } = event;
      const does = failure.kind === "rate-limited" ? "takes no calls for now" : "does not answer";
      const hint = failure.kind === "connection" && proxy !== "" ? `; ${proxy}` : "";
      return `model "${model}" ${does} (${reason(failure)}); it is asked again in ${wait(waitMs)}${until(waitMs, now)}${hint}`;
    }
    case "unreachable":
      return `model "${event.model}" cannot be reached (${reason(event.failure)}); it is asked again and again: look at its address, ${proxy === "" ? "" : `${proxy}, `}or stop the run`;
    case "learnt":
      return `model "${event.model}": ${oneLine(event.message, 400)}`;
    case "waiting":
      return `model "${event.model}" has been silent for ${wait(event.waitedMs)} over one request`;
    default:
      return null;
  }
}

function reason({ message }: TransportFailure): string {
  return oneLine(message, 200).replace(/\.$/, "");
}

/** From here on a clock says more than a duration, milliseconds. */
const LONG_MS = 600_000;

function wait(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function until(ms: number, now: Date): string {
  if (ms < LONG_MS) return "";
  const then = new Date(now.getTime() + ms);
  const two = (number: number): string => String(number).padStart(2, "0");
  const day = `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())}`;
  return `, on ${day} at ${two(then.getHours())}:${two(then.getMinutes())}`;
}
