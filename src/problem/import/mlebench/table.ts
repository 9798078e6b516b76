/** A table of a CSV file (RFC 4180), every cell a text. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Reads a table; lines without any text are left out, and short ones filled up. */
export function readTable(text: string): Table {
  const lines: string[][] = [];
  let line: string[] = [];
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  while (at < text.length) {
    CELL.lastIndex = at;
    const [whole = "", quoted, plain = "", end = ""] = CELL.exec(text) ?? [];
    line.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    at += whole.length;
    if (end === "," && at < text.length) continue;
    if (end === ",") line.push("");
    lines.push(line);
    line = [];
  }
  const [columns = [], ...rows] = lines.filter((cells) => cells.some((cell) => cell !== ""));
  return { columns, rows: rows.map((cells) => columns.map((_, column) => cells[column] ?? "")) };
}

/** One cell with what ends it; a quote that is never closed is a plain character. */
const CELL = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|\r|$)/y;

/** The table as a CSV file. */
export function writeTable({ columns, rows }: Table): string {
  return [columns, ...rows].map((cells) => `${cells.map(written).join(",")}\n`).join("");
}

function written(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Some columns of a table, in the order that is asked for. */
export function pick({ columns, rows }: Table, wanted: readonly string[]): Table {
  const places = wanted.map((name) => columns.indexOf(name));
  return { columns: wanted, rows: rows.map((cells) => places.map((place) => cells[place] ?? "")) };
}
