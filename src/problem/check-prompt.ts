import { contractOf } from "../language/index.ts";
import { type Fault, faultAt, show } from "../schema/index.ts";
import type { ProblemDefinition } from "./definition.ts";
import type { ProblemFile } from "./file/problem-file.ts";

/** A way to ask a model where no program is a prompt. */
export function checkPromptFile({ contract, prompt }: ProblemFile): Fault | null {
  if (!prompt || contract === "prompt") return null;
  return faultAt("/prompt", "nothing without the contract for it", "prompt", 'add "contract": "prompt"');
}

/** Property that a problem whose programs are prompts cannot have besides; `null` where all is well. */
export function checkPrompt(definition: ProblemDefinition): Fault | null {
  const { prompt, engine, language } = definition;
  if (!prompt) {
    if (engine !== "model") return null;
    return faultAt("/contract", '"prompt", since the engine is model', "none", 'add "contract": "prompt"');
  }
  if (contractOf(definition) !== "text") {
    const hint = 'a seed that ends in .txt or .md, or "language": "text"';
    return faultAt("/contract", "programs that are texts", show(language), hint);
  }
  if (engine !== "model")
    return faultAt("/engine", '"model", since programs are prompts', show(engine), "leave engine out");
  const odd = WITHOUT_PROMPT.find((name) => {
    const value = definition[name];
    return Array.isArray(value) ? value.length > 0 : Boolean(value);
  });
  if (odd === undefined) return null;
  const hint = `leave ${odd} out: a model answers each input once, and the scorer judges its words`;
  return faultAt(`/${odd}`, "nothing of the kind beside prompts", odd, hint);
}

/** Properties that ask for answers which differ, come in part, or are played for. */
const WITHOUT_PROMPT = ["stages", "repeats", "adversarial", "race", "start", "view", "verifier"] as const;
