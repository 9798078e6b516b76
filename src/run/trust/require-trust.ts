import { isAbsolute, relative, resolve, sep } from "node:path";
import { existsSync, realpathSync } from "node:fs";
import type { RunConfig } from "../../config/index.ts";
import { GalapagosError, printable } from "../../core/index.ts";
import { type Problem, shippedProblems } from "../../problem/index.ts";
import { readRunRecord } from "../record.ts";
import { isRedQueenRun, readState } from "../rounds/red-queen-state.ts";
import { keyPlaces } from "./key-places.ts";
import { isSealed, type Reach, sealRun } from "./seal.ts";

/** The deed that is asked about with a recorded run, and a person's word on it. */
export interface Trust {
  readonly doing: Doing;
  /** How a person says yes, as they type it. */
  readonly yes: string;
  /** The settings whose models would be asked, where they are not those of the record. */
  readonly config?: RunConfig;
  /** The person's working folder: code below it is theirs. */
  readonly workingFolder: string;
  /** They said yes to what the record names. */
  readonly isTrusted: boolean;
  /** They named the problem's folder themselves. */
  readonly namesProblem: boolean;
  /** Models whose servers they named themselves. */
  readonly movedModels: readonly string[];
}

/** Uses of a recorded run that run code which its record names, and how a message calls them. */
const DOINGS = {
  resume: "resuming it",
  fork: "forking it",
  rescore: "scoring its elites",
  inject: "scoring a program for it",
  replay: "repeating it",
  report: "drawing its programs",
} as const;

type Doing = keyof typeof DOINGS;

/** Uses that ask models. */
const ASKING: readonly Doing[] = ["resume", "fork"];

/**
 * Lets a recorded run be used where this user began it, or where all that it runs lies below the working folder and no
 * variable leaves the machine, or where the user says yes: a run's folder from elsewhere is data, and data must not choose
 * whose code runs or where keys go. A yes to resuming it holds from then on.
 *
 * @throws GalapagosError `run/untrusted`, telling what would run and which variable would go where
 */
export function requireTrust(folder: string, trust: Trust): void {
  const reach = reachOf(folder);
  // its models are the user's own, too; those that settings of today name instead are theirs anyway
  if (isSealed(folder, reach)) return;
  if (trust.isTrusted) {
    if (trust.doing === "resume") sealRun(folder, reach);
    return;
  }
  const code = trust.namesProblem
    ? []
    : reach.problems.filter(
        // one that is no longer there is looked for below the working folder
        (problem) => existsSync(problem.folder) && !isBelow(problem, trust.workingFolder),
      );
  const asked = ASKING.includes(trust.doing) ? keyPlaces(trust.config ?? reach.config) : [];
  const keys = asked.filter(({ model }) => !trust.movedModels.includes(model));
  if (code.length === 0 && keys.length === 0) return;
  const would = [
    ...code.map(({ folder: place }) => `run the code of ${place}`),
    ...keys.map(({ variable, host, model }) => `send the variable ${variable} to ${host} (model ${model})`),
  ];
  throw new GalapagosError(
    `this run was not begun here by you, and ${DOINGS[trust.doing]} would ${printable(would.join(", and "))}`,
    { code: "run/untrusted", hint: `if you trust it: ${trust.yes}` },
  );
}

function reachOf(folder: string): Reach {
  if (isRedQueenRun(folder)) {
    const { config, sides } = readState(folder);
    return { config, problems: sides };
  }
  const { config, problem } = readRunRecord({ folder });
  return { config, problems: [problem] };
}

function isBelow({ folder }: Problem, workingFolder: string): boolean {
  return [workingFolder, shippedProblems].some((mine) => {
    const way = relative(resolved(mine), resolved(folder));
    return !isAbsolute(way) && way.split(sep)[0] !== "..";
  });
}

/** A folder without symbolic links; one that is not there runs nothing. */
function resolved(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return resolve(folder);
  }
}
