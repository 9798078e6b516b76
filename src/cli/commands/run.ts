import { Command } from "commander";
import type { RunConfig } from "../../config/index.ts";
import { GalapagosError, type RunEvent, shellWord } from "../../core/index.ts";
import type { Problem } from "../../problem/index.ts";
import { baseConfigOf, beginReplay, beginRun, previewRun, problemForModels } from "../../run/index.ts";
import { parseCount } from "../arguments.ts";
import { memoryFilesOf } from "../memory-file.ts";
import { tellEnding } from "../ending.ts";
import { repeatWatched } from "../repeat.ts";
import { machineOf } from "../machine-flags.ts";
import { steered } from "../steered.ts";
import { sayEvents, watch } from "../watched.ts";
import { settingsSet } from "../rounds-set.ts";
import { placeOf } from "./place.ts";
import { addConfigOptions, configOf, flagLayers, type RunFlags } from "./run-flags.ts";
import { type RecordedProblemFlags, reloadHere } from "../recorded-problem.ts";
import { addPresetOption, namedProblem, NO_PRESET, type PresetFlags } from "../named-problem.ts";
import type { Shell } from "../shell.ts";
import { withTarget } from "../target-flag.ts";
import { requireTrusted, type TrustFlags } from "../trusted.ts";
import { namedRun } from "../named-run.ts";
import { renderPreview } from "../../report/index.ts";

/** Flags of `run`. */
interface OwnFlags extends RunFlags, RecordedProblemFlags, TrustFlags, PresetFlags {
  readonly repeat?: number;
  readonly dryRun?: boolean;
  readonly replay?: string;
}

/** `galapagos run <problem>`. */
export function runCommand(shell: Shell): Command {
  const command = new Command("run")
    .argument("[problem]", "name or folder of a problem")
    .option("--replay <run>", "repeat a recorded run from its journal, with no model; takes no problem")
    .option("--problem <folder>", "with --replay: where the problem of that run lies now, when it moved")
    .option("--trust", "with --replay: a run from elsewhere, whose code is to be run")
    .option("--repeat <n>", "that many runs with different seeds; prints median and interval", parseCount)
    .option("--dry-run", "score the seed, show a first proposal, estimate the time; write nothing");
  return addConfigOptions(addPresetOption(command))
    .addHelpText("after", "\nExample:\n  galapagos run circle-packing --islands 2 --time 60s --seed 1")
    .action(async (name: string | undefined, flags: OwnFlags) => {
      if (flags.replay !== undefined) {
        refuseWithReplay(name, flags);
        return replay(shell, flags.replay, flags);
      }
      if (name === undefined) {
        throw new GalapagosError("run needs the name or folder of a problem", {
          code: "run/problem",
          hint: "see which there are: galapagos list, or make one: galapagos init my-problem",
        });
      }
      const plain = await namedProblem(shell, name, flags);
      const config = configOf(
        shell,
        { ...withTarget(flags, plain), set: settingsSet(flags.set) },
        baseConfigOf(plain),
      );
      const problem = flags.preset === NO_PRESET ? plain : await forModels(shell, plain, config);
      if (flags.dryRun) return preview(shell, problem, config, flags);
      const run = { problem, config, memory: memoryFilesOf(shell, flags) };
      if (flags.repeat !== undefined) {
        const resultsRoot = shell.path(flags.out ?? "results");
        return repeatWatched(shell, flags.repeat, { ...run, resultsRoot }, flags);
      }
      const place = placeOf(shell, flags.out);
      const overview = await steered(shell, flags, reloadHere(shell, {}), (sitting) =>
        beginRun({ ...run, ...place, ...sitting, begunMs: shell.begunMs }),
      );
      tellEnding(shell, overview, flags);
    });
}

/** The problem as the models of the run get it, which is said when it is not the plain one. */
async function forModels(shell: Shell, plain: Problem, config: RunConfig): Promise<Problem> {
  const { problem, note } = await problemForModels(plain, config);
  if (note !== null) shell.say(note);
  return problem;
}

/** `run --dry-run`. */
async function preview(shell: Shell, problem: Problem, config: RunConfig, flags: OwnFlags): Promise<void> {
  const onEvents = (events: readonly RunEvent[]): void => sayEvents(shell, events);
  const shown = await previewRun(problem, config, { ...machineOf(shell, flags), onEvents });
  return flags.json ? shell.printJson(shown) : shell.print(renderPreview(shown));
}

/**
 * A replay takes everything that decides from the record; what is said besides would be passed over in
 * silence.
 */
function refuseWithReplay(name: string | undefined, { target, ...flags }: OwnFlags): void {
  const said = [
    ...(name === undefined ? [] : [`the problem ${JSON.stringify(name)}`]),
    ...(target === undefined ? [] : ["target"]),
    ...flagLayers(flags).flatMap(({ settings }) => Object.keys(settings)),
    ...(["config", "preset", "repeat", "dryRun"] as const).filter((flag) => flags[flag] !== undefined),
    ...(Array.isArray(flags.memory) ? ["memory"] : []),
  ];
  if (said.length === 0) return;
  throw new GalapagosError(`a replay takes everything from the record; got ${said.join(", ")} as well`, {
    code: "run/replay",
    hint: "with other settings: galapagos fork <run> …",
  });
}

/** `run --replay <run>`. */
async function replay(shell: Shell, name: string, flags: OwnFlags): Promise<void> {
  const from = namedRun(shell, name);
  requireTrusted(shell, from, flags, { doing: "replay" }, `run --replay ${shellWord(from)}`);
  const place = placeOf(shell, flags.out);
  const overview = await watch(shell, flags, (sitting) =>
    beginReplay({ from, reload: reloadHere(shell, flags), ...place, ...sitting }),
  );
  tellEnding(shell, overview, flags);
}
