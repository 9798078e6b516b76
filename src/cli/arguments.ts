import { InvalidArgumentError } from "commander";

const UNITS: { readonly [unit: string]: number } = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** `90s`, `10m`, `1.5h`, `500ms` or `2d` in milliseconds. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|min|m|h|d)$/.exec(text.trim());
  const ms = match ? Number(match[1]) * (UNITS[match[2] as string] as number) : Number.NaN;
  if (!Number.isFinite(ms) || ms <= 0)
    throw new InvalidArgumentError("Expected a duration such as 90s, 10m or 2h.");
  return ms;
}

/** A whole number of at least 1, also written 10k, 2M or 1e5. */
export function parseCount(text: string): number {
  const match = /^(\d+(?:\.\d+)?(?:e\d+)?)([kM]?)$/.exec(text.trim());
  const scale = match?.[2] === "k" ? 1e3 : match?.[2] === "M" ? 1e6 : 1;
  const count = match ? Number(match[1]) * scale : Number.NaN;
  if (!Number.isSafeInteger(count) || count < 1)
    throw new InvalidArgumentError("Expected a whole number of at least 1.");
  return count;
}

/** A name with something to read in it. */
export function parseName(text: string): string {
  if (text.trim() === "") throw new InvalidArgumentError("Expected a name.");
  return text;
}

/** A port of TCP. */
export function parsePort(text: string): number {
  const port = parseNumber(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError("Expected a port from 0 to 65535.");
  return port;
}

/** A finite number. */
export function parseNumber(text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new InvalidArgumentError("Expected a finite number.");
  return value;
}

/** A number from 0 to 1. */
export function parseShare(text: string): number {
  const value = parseNumber(text);
  if (value < 0 || value > 1) throw new InvalidArgumentError("Expected a number from 0 to 1.");
  return value;
}

/** `key=value`, collected. */
export function collectAssignment(
  text: string,
  previous: readonly (readonly [string, string])[] = [],
): readonly (readonly [string, string])[] {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("Expected key=value, for example migration.rate=0.1.");
  return [...previous, [text.slice(0, at).trim(), text.slice(at + 1).trim()]];
}
