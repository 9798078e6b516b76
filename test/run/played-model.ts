import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Names under which agents have a shell, and the field of its command. */
const SHELLS: { readonly [tool: string]: string } = {
  exec_command: "cmd",
  shell: "command",
  bash: "command",
  Bash: "command",
};

/**
 * A model that is played by a script, over chat completions: its first answer calls the agent's shell with a command,
 * the next ones say that all is done.
 */
export async function startPlayedModel(
  command: string,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  let calls = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { messages = [], tools = [] } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as {
      messages?: { role: string }[];
      tools?: { function: { name: string } }[];
    };
    const shell = tools.map((tool) => tool.function.name).find((name) => name in SHELLS);
    const isFirst = messages.at(-1)?.role !== "tool" && shell !== undefined;
    const field = SHELLS[shell ?? ""] ?? "";
    const call = {
      ...{ id: `call_${++calls}`, type: "function" },
      function: { name: shell, arguments: JSON.stringify({ [field]: command, description: "improve" }) },
    };
    const message = {
      role: "assistant",
      content: isFirst ? null : "All done.",
      ...(isFirst && { tool_calls: [call] }),
    };
    response.writeHead(200, { "content-type": "application/json" });
    response.end(
      JSON.stringify({
        ...{ id: "played", object: "chat.completion", created: 0, model: "m" },
        choices: [{ index: 0, message, finish_reason: isFirst ? "tool_calls" : "stop" }],
        usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 },
      }),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
