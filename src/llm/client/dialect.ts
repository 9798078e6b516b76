import type { ModelDefinition } from "../model-definition.ts";

/** Where servers of the same protocol differ. */
export interface Dialect {
  readonly maxTokensField: "max_tokens" | "max_completion_tokens";
  /** Whether a stream is asked to end with its usage. */
  readonly streamUsage: boolean;
}

/** The dialect to begin with. */
export function firstDialect(model: ModelDefinition): Dialect {
  return { maxTokensField: model.maxTokensField, streamUsage: true };
}

/**
 * The dialect to try after a server rejected a request (400, 422) with this message; `null` when the message does not speak of
 * the dialect, or the change was made already.
 */
export function adaptDialect(dialect: Dialect, message: string): Dialect | null {
  if (dialect.streamUsage && /stream_options|include_usage/.test(message)) {
    return { ...dialect, streamUsage: false };
  }
  const other = dialect.maxTokensField === "max_tokens" ? "max_completion_tokens" : "max_tokens";
  const blamed = new RegExp(`\\b${dialect.maxTokensField}\\b`);
  return blamed.test(message) &&
    /unsupported|unknown|unrecogni[sz]ed|not supported|instead|extra|unexpected/i.test(message)
    ? { ...dialect, maxTokensField: other }
    : null;
}
