/** A coding agent that is known by name. */
export interface AgentPreset {
  readonly title: string;
  /**
   * Its command line; `{prompt}` is what it is told, `{url}` the root of the OpenAI protocol and `{origin}` that of
   * Anthropic's.
   */
  readonly words: readonly string[];
  readonly env: { readonly [name: string]: string };
  readonly install: string;
}

/** The word in the place of a key: nobody asks for one inside, and the real ones stay with the gateway. */
export const NO_KEY = "not-a-key";

/** The model's name for agents; whatever they ask for, the run's own model answers. */
const MODEL_NAME = "galapagos";

const CODEX_PROVIDER = [
  'name="galapagos"',
  'base_url="{url}"',
  'env_key="OPENAI_API_KEY"',
  'wire_api="responses"',
  // one model call may take as long as the gateway waits
  "stream_idle_timeout_ms=900000",
  "request_max_retries=0",
  "stream_max_retries=0",
].join(", ");

const OPENCODE_CONFIG = {
  provider: {
    galapagos: {
      npm: "@ai-sdk/openai-compatible",
      name: "galapagos",
      options: { baseURL: "{url}", apiKey: NO_KEY },
      models: {
        [MODEL_NAME]: { name: MODEL_NAME, tool_call: true, limit: { context: 200_000, output: 32_768 } },
      },
    },
  },
  model: `galapagos/${MODEL_NAME}`,
  small_model: `galapagos/${MODEL_NAME}`,
  ...{ share: "disabled", autoupdate: false, snapshot: false },
  permission: { "*": "allow" },
};

/** Agents by name, as they are started without a person. */
export const AGENTS: { readonly [name: string]: AgentPreset } = {
  codex: {
    title: "OpenAI Codex",
    words: [
      ...["codex", "exec", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox"],
      ...["-c", 'model_provider="galapagos"', "-c", `model_providers.galapagos={${CODEX_PROVIDER}}`],
      ...["-m", MODEL_NAME, "{prompt}"],
    ],
    env: {},
    install: "npm install -g @openai/codex",
  },
  claude: {
    title: "Claude Code",
    words: ["claude", "-p", "{prompt}", "--model", MODEL_NAME, "--dangerously-skip-permissions"],
    env: { CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1", DISABLE_AUTOUPDATER: "1" },
    install: "npm install -g @anthropic-ai/claude-code",
  },
  opencode: {
    title: "opencode",
    words: ["opencode", "run", "--title", "galapagos", "--model", `galapagos/${MODEL_NAME}`, "{prompt}"],
    env: { OPENCODE_CONFIG_CONTENT: JSON.stringify(OPENCODE_CONFIG), OPENCODE_DISABLE_AUTOUPDATE: "1" },
    install: "npm install -g opencode-ai",
  },
};

/** The words that every agent is told on its command line. */
export const AGENT_PROMPT =
  "Read TASK.md in this folder and do what it says: improve the program, and use the command `score` to have it scored.";
