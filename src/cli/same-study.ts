import { shellWord } from "../core/index.ts";
import type { MachineFlags } from "./machine-flags.ts";

/** Flags of `study`. */
export interface StudyFlags extends MachineFlags {
  readonly out?: string;
  readonly seeds?: number;
  readonly arm: readonly string[];
  readonly threads?: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** The command that goes on with a study: its file and all flags that were given, ready to paste. */
export function commandOfSameStudy(path: string, flags: StudyFlags): string {
  const { out, seeds, arm, threads, unsafe, json, quiet, queue, queueName, queueWeight } = flags;
  return [
    `galapagos study ${shellWord(path)}`,
    ...(out === undefined ? [] : [`--out ${shellWord(out)}`]),
    ...(seeds === undefined ? [] : [`--seeds ${seeds}`]),
    ...arm.map((name) => `--arm ${shellWord(name)}`),
    ...(threads === undefined ? [] : [`--threads ${threads}`]),
    ...(unsafe ? ["--unsafe"] : []),
    ...(queue === undefined ? [] : [`--queue ${shellWord(queue)}`]),
    ...(queueName === undefined ? [] : [`--queue-name ${shellWord(queueName)}`]),
    ...(queueWeight === undefined ? [] : [`--queue-weight ${queueWeight}`]),
    ...(json ? ["--json"] : []),
    ...(quiet ? ["--quiet"] : []),
  ].join(" ");
}
