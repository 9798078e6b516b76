import type { AgentWalls } from "./sandbox/agent/agent-jail.ts";

/**
 * Finds the walls for coding agents. Their modules are loaded now: most runs do without them.
 *
 * @param unsafe - whether the user asked for runs without walls where there are none
 * @param searchPath - folders in which bubblewrap is looked for
 * @throws GalapagosError `agent/walls` where there are none, and the user did not
 */
export async function openAgentWalls(unsafe: boolean, searchPath: string): Promise<AgentWalls> {
  const jail = await import("./sandbox/agent/agent-jail.ts");
  return jail.openAgentWalls(unsafe, searchPath);
}
