import { Command } from "commander";
import { parseCandidateId, candidateId, GalapagosError } from "../../core/index.ts";
import { promptSections } from "../../llm/index.ts";
import { inspectCandidate, readStepCalls, renderPrompts, type ShownPrompt } from "../../report/index.ts";
import { baseConfigOf, firstPromptOf, problemForModels, STAND_IN } from "../../run/index.ts";
import { openRecord } from "../../store/index.ts";
import { machineOf } from "../machine-flags.ts";
import { namedRun } from "../named-run.ts";
import { addPresetOption, namedProblem, type PresetFlags } from "../named-problem.ts";
import type { Shell } from "../shell.ts";
import { withTarget } from "../target-flag.ts";
import { sayEvents } from "../watched.ts";
import { settingsSet } from "../rounds-set.ts";
import { addConfigOptions, configOf, type RunFlags } from "./run-flags.ts";
import { collectModel } from "./model-flags.ts";

type PromptsFlags = RunFlags & PresetFlags;

/** `galapagos prompts <problem>` and `galapagos prompts <run> <step>`. */
export function promptsCommand(shell: Shell): Command {
  const command = new Command("prompts")
    .argument("<name>", "a problem, for the first prompt of a run; with a step, the name or folder of a run")
    .argument("[step]", "a step of that run, for example i0-s41: what was sent for it");
  return addConfigOptions(addPresetOption(command))
    .addHelpText(
      "after",
      "\nExamples:\n  galapagos prompts circle-packing --pes\n  galapagos prompts my-run i0-s3",
    )
    .action(async (name: string, step: string | undefined, flags: PromptsFlags) => {
      const prompts = step === undefined ? await firstPrompt(shell, name, flags) : sentFor(shell, name, step);
      if (!flags.json) return shell.print(renderPrompts(prompts));
      shell.printJson(prompts.map((prompt) => ({ ...prompt, sections: promptSections(prompt.messages) })));
    });
}

async function firstPrompt(shell: Shell, name: string, flags: PromptsFlags): Promise<readonly ShownPrompt[]> {
  const plain = await namedProblem(shell, name, flags);
  const config = configOf(
    shell,
    {
      ...withTarget(flags, plain),
      set: settingsSet(flags.set),
      model: flags.model ?? collectModel(STAND_IN),
    },
    baseConfigOf(plain),
  );
  const { problem } = await problemForModels(plain, config);
  const messages = await firstPromptOf(problem, config, {
    ...machineOf(shell, flags),
    onEvents: (events) => sayEvents(shell, events),
  });
  return [{ title: "", messages }];
}

function sentFor(shell: Shell, name: string, step: string): readonly ShownPrompt[] {
  const at = parseCandidateId(step);
  if (at === null) {
    throw new GalapagosError(`expected a step such as i0-s41, got ${JSON.stringify(step)}`, {
      code: "candidate/id",
      hint: "the summary names the best ones: galapagos inspect",
    });
  }
  using run = openRecord({ folder: namedRun(shell, name) });
  const { id, story } = inspectCandidate(run.candidates, candidateId(at.island, at.step));
  return readStepCalls(run.calls, id, story).map(({ purpose, attempt, messages }) => ({
    title: `${purpose}, ${attempt}`,
    messages,
  }));
}
