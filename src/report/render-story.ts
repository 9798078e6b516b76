import type { JsonObject } from "../core/index.ts";
import type { StepCall } from "./step-calls.ts";

/** How much of a step's conversation is shown. */
export interface StoryOptions {
  /** Every prompt and reply in full, instead of the ones that made the child, shortened. @defaultValue false */
  readonly full?: boolean;
}

/** Lines of a prompt or reply shown at most, unless all are. */
const SHORT = 40;

/** A step from its plan to its lesson, as text that still has to be made printable; empty for a step without models. */
export function renderStory(
  story: JsonObject | undefined,
  calls: readonly StepCall[],
  { full = false }: StoryOptions = {},
): string {
  if (story?.model === undefined) return "";
  const sections = [
    renderChoice(story),
    renderText("plan", story.plan, full),
    ...(full ? calls.map(renderCall) : renderMaking(calls)),
    renderAttempts(story),
    renderNotes(story),
    renderLesson(story),
    renderCosts(story),
  ];
  return sections.filter((section) => section !== "").join("\n\n");
}

function renderChoice({
  operator,
  mode,
  model,
  variant,
  temperature,
  planFailure,
  arm,
  recalled,
}: JsonObject): string {
  const said = [
    `${text(operator)} by ${text(model)}, ${text(mode)}`,
    variant === undefined ? "" : `prompt ${text(variant)}`,
    temperature === undefined ? "" : `temperature ${text(temperature)}`,
    planFailure === undefined ? "" : `no plan (${text(planFailure)})`,
    Array.isArray(recalled) ? `lessons recalled: ${recalled.map(text).join(", ")}` : "",
    arm === "control" ? "recalled nothing, as a control" : "",
  ];
  return `  step       ${said.filter((part) => part !== "").join("; ")}`;
}

/** The last call that asked for code: what it was told in the end, and what it answered. */
function renderMaking(calls: readonly StepCall[]): readonly string[] {
  const making = calls.findLast(({ purpose }) => purpose !== "plan" && purpose !== "summarize");
  if (making === undefined) return [];
  const prompt = making.messages.findLast(({ role }) => role === "user" || role === "tool");
  return [
    renderText(`prompt (${making.purpose}, ${making.attempt})`, prompt?.text, false),
    renderText("reply", making.reply, false),
  ];
}

function renderCall({ purpose, attempt, tries, model, messages, reply, outcome }: StepCall): string {
  const told = messages.map(({ role, text: words }) => renderText(role, words, true));
  const tried = tries === 1 ? "" : `, ${tries} tries`;
  return [
    `  ── ${purpose} ${attempt}: ${model}, ${outcome}${tried}`,
    ...told,
    renderText("reply", reply, true),
  ].join("\n\n");
}

function renderAttempts({ attempts }: JsonObject): string {
  if (!Array.isArray(attempts) || attempts.length === 0) return "";
  const lines = (attempts as readonly JsonObject[]).map(
    ({ purpose, attempt, outcome, message }) =>
      `    ${`${text(purpose)} ${text(attempt)}`.padEnd(14)} ${text(outcome).padEnd(12)} ${text(message).replace(/\s+/g, " ").slice(0, 120)}`,
  );
  return ["  attempts", ...lines].join("\n");
}

function renderNotes({ notes }: JsonObject): string {
  if (!Array.isArray(notes) || notes.length === 0) return "";
  return ["  notes", ...notes.map((note) => `    - ${text(note)}`)].join("\n");
}

function renderLesson({ lesson }: JsonObject): string {
  if (typeof lesson !== "object" || lesson === null) return "";
  const { cause, lesson: words, evidence } = lesson as JsonObject;
  return [`  lesson (${text(cause)})`, `    ${text(words)}`, `    evidence: ${text(evidence)}`].join("\n");
}

function renderCosts({ calls }: JsonObject): string {
  if (!Array.isArray(calls) || calls.length === 0) return "";
  const lines = (calls as readonly JsonObject[]).map((call) => {
    const tokens = `${text(call.promptTokens)} + ${text(call.completionTokens)} tokens`;
    const cost =
      call.costNanoUsd === null ? "cost unknown" : `$${(Number(call.costNanoUsd) / 1e9).toFixed(6)}`;
    const failed = text(call.failed) === "" ? "" : `, ${text(call.failed)}`;
    return `    ${`${text(call.purpose)} ${text(call.attempt)}`.padEnd(14)} ${text(call.model)}, ${tokens}, ${cost}${failed}`;
  });
  return ["  calls", ...lines].join("\n");
}

function renderText(title: string, value: unknown, full: boolean): string {
  const words = text(value).trim();
  if (words === "") return "";
  const lines = words.split("\n");
  const shown =
    full || lines.length <= SHORT
      ? lines
      : [...lines.slice(0, SHORT), `… ${lines.length - SHORT} more lines (--calls shows all)`];
  return [`  ${title}`, ...shown.map((line) => `    ${line}`)].join("\n");
}

function text(value: unknown): string {
  return typeof value === "string" ? value : value === undefined || value === null ? "" : String(value);
}
