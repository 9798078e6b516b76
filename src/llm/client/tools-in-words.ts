import type { Message, ModelRequest, ToolDefinition } from "../request.ts";

/**
 * A request whose tools are described in words and called in words, for servers without tool calling: the
 * description goes to the end of the first message, earlier calls and their results become text. What the
 * model then writes is found by `callsInText`.
 */
export function inWords({ messages, tools = [], toolChoice }: ModelRequest): readonly Message[] {
  const told = messages.map(asText);
  const [first, ...rest] = told;
  if (first === undefined || tools.length === 0 || toolChoice === "none") return told;
  return [{ ...first, text: `${first.text}\n\n${description(tools)}` }, ...rest];
}

function asText(message: Message): Exclude<Message, { readonly role: "tool" }> {
  if (message.role === "tool") return { role: "user", text: `Result of the tool call:\n\n${message.text}` };
  if (message.role !== "assistant" || !message.toolCalls?.length) return message;
  const calls = message.toolCalls.map(({ name, arguments: text }) => written(name, text || "{}"));
  const { toolCalls: _, ...plain } = message;
  return { ...plain, text: [message.text, ...calls].filter((part) => part !== "").join("\n") };
}

function written(name: string, argumentsText: string): string {
  return `<tool_call>\n{"name": ${JSON.stringify(name)}, "arguments": ${argumentsText}}\n</tool_call>`;
}

function description(tools: readonly ToolDefinition[]): string {
  return [
    "You may call tools. To call one, write its name and arguments as JSON, like this, and nothing after it:",
    written("name-of-the-tool", "{}"),
    "These are the tools, with the JSON Schema of their arguments:",
    ...tools.map((tool) => JSON.stringify(tool)),
  ].join("\n\n");
}
