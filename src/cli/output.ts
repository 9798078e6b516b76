import { GalapagosError, printable } from "../core/index.ts";

export { shellWord } from "../core/index.ts";

/** A failed command for people: one message and the next thing to type; a stack trace only for our own bugs. */
export function failureText(error: unknown): string {
  if (error instanceof GalapagosError) {
    const hint = error.hint === undefined ? "" : `hint: ${printable(error.hint)}\n`;
    return `error: ${printable(error.message)}\n${hint}`;
  }
  const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `error: this is a bug in Galapagos, please report it\n${printable(shown)}\n`;
}

/** Columns of text, padded so that they align; the first row is the heading. */
export function renderTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** A score as people read it: at most 10 significant digits, no trailing zeros. */
export function showNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(10)));
}

/** A duration as people read it: `850 ms`, `4.2 s`, `3 min 05 s`, `2 h 10 min`. */
export function showDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} min ${String(Math.floor((ms % 60_000) / 1000)).padStart(2, "0")} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}
