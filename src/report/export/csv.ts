import type { ExportedProgram } from "./schemas.ts";

/**
 * Programs as a table (RFC 4180), a line each and without their texts: one column for each metric and feature there is.
 * A text that a spreadsheet would take for a formula begins with an apostrophe.
 */
export function renderCsv(programs: readonly ExportedProgram[]): string {
  const metrics = namesOf(programs.map(({ metrics }) => metrics));
  const features = namesOf(programs.map(({ features }) => features));
  const fronts = programs.some(({ onFront }) => onFront !== undefined) ? (["onFront"] as const) : [];
  const head = [
    ...PLAIN,
    ...fronts,
    "parents",
    ...metrics.map((name) => `metric ${name}`),
    ...features.map((name) => `feature ${name}`),
  ];
  const rows = programs.map((program) => [
    ...PLAIN.map((name) => program[name]),
    ...fronts.map((name) => program[name] ?? false),
    program.parents.join(" "),
    ...metrics.map((name) => program.metrics[name] ?? null),
    ...features.map((name) => program.features[name] ?? null),
  ]);
  return [head, ...rows].map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

const PLAIN = [
  ...(["run", "problem", "seed", "part", "id", "island", "step", "at", "operator", "model"] as const),
  ...(["kind", "score", "isBest", "isElite", "evaluatorMs", "evaluatorCalls", "tokens", "usd"] as const),
  ...(["note", "message"] as const),
] satisfies readonly (keyof ExportedProgram)[];

function namesOf(records: readonly object[]): readonly string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))].sort();
}

/** A field of a table (RFC 4180); a text that a spreadsheet would take for a formula begins with an apostrophe. */
export function csvCell(value: string | number | boolean | null): string {
  if (typeof value !== "string") return value === null ? "" : String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
