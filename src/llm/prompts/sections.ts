import { estimateTokens } from "../tokens.ts";

/** A section of a filled prompt: from one heading to the next. */
interface PromptSection {
  /** The heading; `(system)` or `(user)` for what stands before the first. */
  readonly title: string;
  /** Estimated. */
  readonly tokens: number;
}

/** The sections of a prompt's messages with their sizes; headings inside fences are text. */
export function promptSections(
  messages: readonly { readonly role: string; readonly text: string }[],
): readonly PromptSection[] {
  return messages.flatMap(({ role, text }) => {
    const parts: { title: string; lines: string[] }[] = [{ title: `(${role})`, lines: [] }];
    let fence: string | null = null;
    for (const line of text.split("\n")) {
      const mark = /^(`{3,})/.exec(line)?.[1] ?? null;
      if (fence === null && mark !== null) fence = mark;
      else if (fence !== null && line.trim() === fence) fence = null;
      const title = fence === null && mark === null ? /^# (.+)$/.exec(line)?.[1] : undefined;
      if (title !== undefined) parts.push({ title, lines: [] });
      parts.at(-1)?.lines.push(line);
    }
    return parts
      .map(({ title, lines }) => ({ title, tokens: estimateTokens(lines.join("\n")) }))
      .filter(({ tokens }) => tokens > 1);
  });
}
