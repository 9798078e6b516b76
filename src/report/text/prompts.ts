import { printable } from "../../core/index.ts";
import { promptSections } from "../../llm/index.ts";

/** A prompt for people: its sections with their sizes, then its words. */
export interface ShownPrompt {
  /** For example `execute-0, 0`; empty for a prompt that was not sent. */
  readonly title: string;
  readonly messages: readonly { readonly role: string; readonly text: string }[];
}

/** Prompts in full, each headed by the estimated tokens of its sections. */
export function renderPrompts(prompts: readonly ShownPrompt[]): string {
  return printable(prompts.map(renderPrompt).join("\n\n"));
}

function renderPrompt({ title, messages }: ShownPrompt): string {
  const sections = promptSections(messages);
  const total = sections.reduce((sum, { tokens }) => sum + tokens, 0);
  const rows = sections.map(({ title: name, tokens }) => `${String(tokens).padStart(7)}  ${name}`);
  const words = messages.map(({ role, text }) => `[${role}]\n${text}`).join("\n\n");
  return [
    ...(title === "" ? [] : [title]),
    ...rows,
    `${String(total).padStart(7)}  tokens in all, estimated`,
    "",
    words,
  ].join("\n");
}
