import { showDuration, showNumber } from "../../../core/show.ts";
import type { XAxis } from "./state.ts";

/** A score in a table: seven significant digits. */
export function score(value: number | null): string {
  return value === null ? "–" : showNumber(Number(value.toPrecision(7)));
}

/** An end of a range, short: `0.1`, `250`, `1e12`. */
export function bound(value: number): string {
  const isPlain = value === 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6);
  return isPlain ? showNumber(Number(value.toPrecision(4))) : value.toExponential(1).replace(/\.0|\+/g, "");
}

/** A number of steps. */
export function steps(value: number): string {
  return value === 1 ? "1 step" : `${count(value)} steps`;
}

/** A number of evaluations. */
export function evaluations(value: number): string {
  return value === 1 ? "1 evaluation" : `${count(value)} evaluations`;
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
  if (value > 0 && value < 0.1) return "< 0.1\u00a0%";
  return `${value > 0 && value < 1 ? value.toFixed(1) : value.toFixed(0)}\u00a0%`;
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
