import { Command, CommanderError } from "commander";
import { GalapagosError } from "../core/index.ts";
import type { ArmFlags } from "../run/index.ts";
import { addConfigOptions, flagLayers, type RunFlags } from "./commands/run-flags.ts";

/** Reads the flags of a study's arm with the very options of `run`. @throws GalapagosError `study/plan` */
export function readArmFlags(words: readonly string[], origin: string): ArmFlags {
  let said = "";
  const command = addConfigOptions(new Command("run"))
    .exitOverride()
    .configureOutput({ writeErr: (text) => (said += text), writeOut: () => {} })
    .allowExcessArguments(false);
  try {
    command.parse([...words], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    throw refusal(`${origin}: ${(said || error.message).replace(/^error: /, "").trim()}`);
  }
  const flags = command.opts<RunFlags>();
  const foreign = NOT_AN_ARMS.find((name) => flags[name] !== undefined);
  if (foreign !== undefined) throw refusal(`${origin}: --${typed(foreign)} is no part of an arm`);
  const { memory } = flags;
  return {
    layers: flagLayers(flags).map((layer) => ({ ...layer, origin })),
    memory: typeof memory === "object" ? memory : [],
  };
}

/** The name of a flag as people type it. */
function typed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function refusal(message: string): GalapagosError {
  return new GalapagosError(message, {
    code: "study/plan",
    hint: "flags of an arm are those of galapagos run: galapagos run --help",
  });
}

/** Flags of an arm that belong to the study, or to one sitting. */
const NOT_AN_ARMS = [
  ...["config", "out", "threads", "json", "quiet", "unsafe"],
  ...["queue", "queueName", "queueWeight", "archipelago"],
] as const satisfies readonly (keyof RunFlags)[];
