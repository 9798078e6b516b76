import { showDuration, showNumber } from "../../../core/show.ts";
import type { XAxis } from "./state.ts";

/** A score in a table: seven significant digits. */
export function score(value: number | null): string {
  return value === null ? "–" : showNumber(Number(value.toPrecision(7)));
}

/** A change of a score, with its sign. */
export function change(value: number): string {
  const text = showNumber(Number(Math.abs(value).toPrecision(4)));
  return value === 0 ? "±0" : value > 0 ? `+${text}` : `−${text}`;
}

/** A count with thin gaps between its thousands. */
export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** A share from 0 to 1 in percent. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value > 0 && value < 1 ? value.toFixed(1) : value.toFixed(0)} %`;
}

/** Dollars. */
export function dollars(value: number | null): string {
  return value === null ? "unknown" : `$${value.toFixed(value > 0 && value < 1 ? 4 : 2)}`;
}

/** A value of an axis of the climb. */
export function along(axis: XAxis, value: number): string {
  if (axis === "evaluatorMs") return showDuration(value);
  return axis === "usd" ? dollars(value) : count(value);
}
