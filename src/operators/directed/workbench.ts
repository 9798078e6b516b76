import { candidateId, type Direction, fenceFor, idOf, parseCandidateId } from "../../core/index.ts";
import { fencedData, oneLine, type ToolCall } from "../../llm/index.ts";
import type { Made } from "./attempt.ts";
import { isAlone } from "./choice.ts";
import { describeFindings, describeOther, fencedProgram } from "./describe.ts";
import { describeVerdict } from "./describe-verdict.ts";
import type { DirectedStep } from "./directed-step.ts";
import { likenessOf } from "./duplicates.ts";
import { REACT_TOOLS } from "./react-tools.ts";
import { readChild } from "./read-child.ts";
import { complaint, type Unusable } from "./unusable.ts";

/**
 * The program that a tool loop works on, what was scored of it, and what the model noted; begins with the
 * parent's program.
 */
export class Workbench {
  readonly scored: Made[] = [];
  readonly notes: string[] = [];
  /** Why the last change could not be used, when it could not. */
  failure: Pick<Unusable, "kind" | "message" | "source"> | null = null;
  isFinished = false;
  private readonly step: DirectedStep;
  private readonly direction: Direction;
  private working: string;
  /** The working program, where it was changed since it was scored last. */
  private waiting: Omit<Made, "evaluation" | "vector" | "idea"> | null = null;
  private compared = 0;

  constructor(step: DirectedStep) {
    this.step = step;
    this.direction = step.problem.definition.objective.direction;
    this.working = step.choice.parent.source;
  }

  /** Carries out a tool call; the answer is for the model. */
  async use({ name, arguments: json }: ToolCall): Promise<string> {
    const values = argumentsOf(json);
    if (values === null) return "The arguments are not a JSON object. Call the tool again.";
    switch (name) {
      case "edit":
        return this.change(values("edit"), "search-replace");
      case "write":
        return this.change(asFenced(values("program")), "full-program");
      case "evaluate":
        return this.evaluate();
      case "read":
        return this.read(values("id"));
      case "note":
        this.keep(values("remark"));
        return "Noted.";
      case "finish":
        return this.finish(values("summary"));
      default:
        return `There is no tool ${JSON.stringify(name.slice(0, 60))}; there are ${REACT_TOOLS.map((tool) => tool.name).join(", ")}.`;
    }
  }

  /** Scores the working program if it was changed since it was scored last. */
  async evaluate(): Promise<string> {
    const { waiting, step } = this;
    if (waiting === null)
      return this.scored.length === 0
        ? "Nothing was changed yet: the working program is the parent."
        : "Nothing was changed since the last evaluation.";
    const { vector, duplicate } = await likenessOf(step, waiting.source, this.compared++);
    this.waiting = null;
    if (duplicate !== null) {
      this.failure = duplicate;
      return `The working program is not scored: ${duplicate.message}. Make a change that differs in substance.`;
    }
    const { services, choice } = step;
    const evaluation = await services.score(waiting.source, this.scored.length, idOf(choice.parent));
    this.scored.push({ ...waiting, evaluation, idea: null, vector });
    return [
      `The working program ${describeVerdict(evaluation, step.choice.parent.score, this.direction)}.`,
      describeFindings(evaluation, step.problem),
    ]
      .filter((part) => part !== "")
      .join("\n\n");
  }

  private change(reply: string, format: "search-replace" | "full-program"): string {
    const { config } = this.step;
    const asked = { ...this.step, config: { ...config, directed: { ...config.directed, format } } };
    const child = readChild(asked, this.working, { text: reply, finishReason: "stop", refusal: null });
    if (child.status === "failed") {
      this.failure = child;
      return complaint(asked, child);
    }
    const { source, fingerprint } = child;
    this.failure = null;
    this.working = source;
    this.waiting = { source, fingerprint, reply };
    return `Done; not scored yet. The working program:\n\n${this.show()}`;
  }

  private read(id: string): string {
    const { choice, config, services } = this.step;
    if (id === "parent") return fencedData("source of the parent", choice.parent.source);
    if (id === "working" || id === "") return this.show();
    const at = isAlone(config) ? null : parseCandidateId(id.trim());
    const candidate = at === null ? null : services.history.candidate(candidateId(at.island, at.step));
    return candidate === null
      ? "There is no program of that id that this step may know."
      : describeOther(candidate, this.direction);
  }

  private finish(summary: string): string {
    if (this.scored.length === 0 && this.waiting === null)
      return "Not yet: the program is unchanged, and the step needs a child. Make a change and evaluate it.";
    this.keep(summary);
    this.isFinished = true;
    return "Done.";
  }

  private show(): string {
    return fencedProgram(this.step.language, this.working);
  }

  private keep(remark: string): void {
    if (this.notes.length < NOTES && remark.trim() !== "") this.notes.push(oneLine(remark, 500));
  }
}

/** Remarks that are kept. */
const NOTES = 12;

/** A program that came as plain text or in a fence, in a fence of its own where it had none. */
function asFenced(program: string): string {
  if (/^\s*`{3,}/.test(program)) return program;
  const fence = fenceFor(program);
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
