import { fencedData, oneLine, type ToolCall, type ToolDefinition } from "../../llm/index.ts";
import type { JsonObject } from "../../core/index.ts";
import { candidateId, parseCandidateId } from "../../core/index.ts";
import { isAlone } from "./choice.ts";
import type { Made } from "./attempt.ts";
import { complaint, readChild, type Unusable } from "./read-child.ts";
import { describeFindings, describeOther, describeVerdict, fencedProgram } from "./describe.ts";
import { likenessOf } from "./likeness.ts";
import type { DirectedStep } from "./directed-step.ts";

const text = (description: string): JsonObject => ({ type: "string", description });
const object = (properties: { readonly [name: string]: JsonObject }): JsonObject => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

/** What a model may do in a tool loop. */
export const REACT_TOOLS: readonly ToolDefinition[] = [
  {
    name: "edit",
    description:
      "Changes the working program by SEARCH/REPLACE blocks; answers with the program as it is then.",
    parameters: object({
      edit: text(
        "One or more blocks of lines: `<<<<<<< SEARCH`, then whole lines copied exactly from the working program (they must occur once), then `=======`, then the new lines, then `>>>>>>> REPLACE`; each marker on a line of its own.",
      ),
    }),
  },
  {
    name: "write",
    description: "Replaces the working program by another one.",
    parameters: object({ program: text("The whole new program, without a fence.") }),
  },
  {
    name: "evaluate",
    description: "Scores the working program. The best one scored is what counts in the end.",
    parameters: object({}),
  },
  {
    name: "read",
    description:
      "Shows the working program (id `working`), the parent, or another program of the run by its id.",
    parameters: object({ id: text("`working`, `parent`, or an id such as i0-s41.") }),
  },
  {
    name: "note",
    description: "Keeps a remark for whoever explains the outcome.",
    parameters: object({ remark: text("One or two sentences.") }),
  },
  {
    name: "finish",
    description: "Ends the work.",
    parameters: object({ summary: text("What was done and why, one or two sentences.") }),
  },
];

/** The program that a tool loop works on, and what came of it. */
export interface Workbench {
  /** Carries out a tool call; the answer is for the model. */
  use(call: ToolCall): Promise<string>;
  /** Scores the working program if it was changed since it was scored last. */
  evaluateRest(): Promise<void>;
  readonly isFinished: boolean;
  readonly scored: readonly Made[];
  readonly notes: readonly string[];
  /** Why the last change could not be used, when it could not. */
  readonly failure: Pick<Unusable, "kind" | "message" | "source"> | null;
}

const NOTES = 12;

/** Sets a workbench up with the parent's program on it. */
export function createWorkbench(step: DirectedStep): Workbench {
  const { choice, services, problem, language } = step;
  const { direction } = problem.definition.objective;
  const scored: Made[] = [];
  const notes: string[] = [];
  let working = choice.parent.source;
  let waiting: Omit<Made, "evaluation" | "vector"> | null = null;
  let compared = 0;
  let isFinished = false;
  let failure: Workbench["failure"] = null;

  const show = (): string => fencedProgram(language, working);
  const take = (reply: string, format: "search-replace" | "full-program"): string => {
    const asked = { ...step, config: { ...step.config, directed: { ...step.config.directed, format } } };
    const child = readChild(asked, working, { text: reply, finishReason: "stop", refusal: null });
    if (child.status === "failed") {
      failure = child;
      return complaint(asked, child);
    }
    failure = null;
    working = child.source;
    waiting = { source: child.source, fingerprint: child.fingerprint, reply };
    return `Done; not scored yet. The working program:\n\n${show()}`;
  };
  const evaluate = async (): Promise<string> => {
    if (waiting === null)
      return scored.length === 0
        ? "Nothing was changed yet: the working program is the parent."
        : "Nothing was changed since the last evaluation.";
    const { vector, duplicate } = await likenessOf(step, waiting.source, compared++);
    if (duplicate !== null) {
      failure = duplicate;
      waiting = null;
      return `The working program is not scored: ${duplicate.message}. Make a change that differs in substance.`;
    }
    const evaluation = await services.score(waiting.source, scored.length);
    scored.push({ ...waiting, evaluation, vector });
    waiting = null;
    return [
      `The working program ${describeVerdict(evaluation, choice.parent.score, direction)}.`,
      describeFindings(evaluation),
    ]
      .filter((part) => part !== "")
      .join("\n\n");
  };
  const read = (id: string): string => {
    if (id === "parent") return fencedData("source of the parent", choice.parent.source);
    if (id === "working" || id === "") return show();
    const at = isAlone(step.config) ? null : parseCandidateId(id.trim());
    const candidate = at === null ? null : services.history.candidate(candidateId(at.island, at.step));
    return candidate === null
      ? "There is no program of that id that this step may know."
      : describeOther(candidate, direction);
  };
  const keep = (remark: string): void => {
    if (notes.length < NOTES && remark.trim() !== "") notes.push(oneLine(remark, 500));
  };

  return {
    scored,
    notes,
    get isFinished() {
      return isFinished;
    },
    get failure() {
      return failure;
    },
    async evaluateRest() {
      await evaluate();
    },
    async use({ name, arguments: json }) {
      const values = argumentsOf(json);
      if (values === null) return "The arguments are not a JSON object. Call the tool again.";
      switch (name) {
        case "edit":
          return take(values("edit"), "search-replace");
        case "write":
          return take(asFenced(values("program")), "full-program");
        case "evaluate":
          return evaluate();
        case "read":
          return read(values("id"));
        case "note":
          keep(values("remark"));
          return "Noted.";
        case "finish":
          if (scored.length === 0 && waiting === null)
            return "Not yet: the program is unchanged, and the step needs a child. Make a change and evaluate it.";
          keep(values("summary"));
          isFinished = true;
          return "Done.";
        default:
          return `There is no tool ${JSON.stringify(name.slice(0, 60))}; there are ${REACT_TOOLS.map((tool) => tool.name).join(", ")}.`;
      }
    },
  };
}

/** A program that came as plain text or in a fence, in a fence of its own where it had none. */
function asFenced(program: string): string {
  if (/^\s*`{3,}/.test(program)) return program;
  const runs = program.match(/`{3,}/g)?.map((run) => run.length) ?? [];
  const fence = "`".repeat(Math.max(3, ...runs.map((length) => length + 1)));
  return `${fence}\n${program}\n${fence}`;
}

/** Reads arguments by name as text; `null` when they are no JSON object. */
function argumentsOf(json: string): ((name: string) => string) | null {
  try {
    const values: unknown = JSON.parse(json === "" ? "{}" : json);
    if (typeof values !== "object" || values === null || Array.isArray(values)) return null;
    return (name) => {
      const value = (values as { readonly [name: string]: unknown })[name];
      return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
    };
  } catch {
    return null;
  }
}
