import { flag, integer, list, nullable, number, string } from "../../schema/index.ts";

/** Settings of a coding agent that makes children; its limits are each session's, and kept from outside. */
export const AGENT = {
  command: flag(
    "--agent <command>",
    nullable(
      string({ description: "The agent: codex, claude, opencode, or any command line.", minLength: 1 }),
      {
        default: null,
      },
    ),
    "a coding agent makes the children: codex, claude, opencode or any command line (docs/agents.md)",
  ),
  show: list(string({ description: "A file or folder.", minLength: 1 }), {
    description: "Files and folders that it sees, read-only, beside its own program.",
    maxItems: 64,
    default: [],
  }),
  minutes: number({ description: "Time of a session.", exclusiveMinimum: 0, maximum: 1440, default: 10 }),
  turns: integer({ description: "Model calls of a session.", minimum: 1, maximum: 10_000, default: 40 }),
  evaluations: integer({
    description: "Programs that are scored in a session.",
    minimum: 1,
    maximum: 10_000,
    default: 20,
  }),
  usd: nullable(number({ description: "Dollars that a session may cost.", exclusiveMinimum: 0 }), {
    default: null,
  }),
  memoryMb: integer({
    description: "Memory of an agent and all that it starts, MiB.",
    minimum: 512,
    maximum: 1_048_576,
    default: 4096,
  }),
  diskMb: integer({
    description: "Room for its files, MiB; they are kept in memory.",
    minimum: 16,
    maximum: 1_048_576,
    default: 512,
  }),
};
