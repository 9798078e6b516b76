/** Replaces secrets in a text by `[key]`. */
export type Redact = (text: string) => string;

/**
 * Makes a function that removes the given secrets from a text: plain, JSON-escaped, URL-encoded and as
 * Base64, also with characters between their letters that nobody sees (control, format, default-ignorable and
 * combining ones, white space): taken away later, they would leave the secret whole.
 */
export function createRedactor(secrets: readonly string[]): Redact {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret.length < SHORTEST_SECRET) continue;
    forms.add(secret);
    forms.add(JSON.stringify(secret).slice(1, -1));
    forms.add(encodeURIComponent(secret.toWellFormed()));
    forms.add(Buffer.from(secret).toString("base64"));
  }
  if (forms.size === 0) return (text) => text;
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(ordered.map(throughHidden).join("|"), "gu");
  return (text) => text.replace(pattern, "[key]");
}

const HIDDEN = "[\\p{C}\\p{M}\\p{DI}\\s]*";

function throughHidden(form: string): string {
  return [...form].map((sign) => sign.replace(/[\^$\\.*+?()[\]{}|/]/, "\\$&")).join(HIDDEN);
}

/** The same value with every string (object keys too) redacted; for values that survive JSON. */
export function redactDeep<T>(value: T, redact: Redact): T {
  return walk(value, redact) as T;
}

function walk(value: unknown, redact: Redact): unknown {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, redact));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [redact(name), walk(inner, redact)]),
  );
}

/**
 * Keys shorter than this are placeholders (`none`, `ollama`): they guard nothing, and would deface ordinary
 * text.
 */
const SHORTEST_SECRET = 8;
