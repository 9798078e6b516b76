import type { Story } from "../../core/index.ts";
import { SESSION } from "../../operators/index.ts";
import type { StepCall } from "../step-calls.ts";

/** How much of a step's conversation is shown. */
export interface StoryOptions {
  /**
   * Every prompt and reply in full, instead of the ones that made the child, shortened.
   * @defaultValue false
   */
  readonly full?: boolean;
}

/** Lines of a prompt or reply shown at most, unless all are. */
const SHORT = 40;

/**
 * A step from its plan to its lesson, as text that still has to be made printable; empty for a step without
 * models.
 */
export function renderStory(
  story: Story | undefined,
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
  asked,
}: Story): string {
  const said = [
    `${operator} by ${model}, ${mode ?? ""}`,
    variant === undefined ? "" : `prompt ${variant}`,
    temperature === undefined ? "" : `temperature ${temperature}`,
    planFailure === undefined ? "" : `no plan (${planFailure})`,
    recalled === undefined ? "" : `lessons recalled: ${recalled.join(", ")}`,
    asked === undefined ? "" : `lessons asked for: ${asked.join(", ")}`,
    arm === "control" ? "recalled nothing, as a control" : "",
  ];
  return `  step       ${said.filter((part) => part !== "").join("; ")}`;
}

/** The last call that asked for code, or an agent's session: what it was told in the end, and what it answered. */
function renderMaking(calls: readonly StepCall[]): readonly string[] {
  const session = calls.find(({ purpose }) => purpose === SESSION);
  const making = session ?? calls.findLast(({ purpose }) => purpose !== "plan" && purpose !== "summarize");
  if (making === undefined) return [];
  const told = making.messages.filter(({ role }) => role === "user" || role === "tool");
  const prompt = session === undefined ? told.at(-1) : told[0];
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

function renderAttempts({ attempts = [] }: Story): string {
  if (attempts.length === 0) return "";
  const lines = attempts.map(
    ({ purpose, attempt, outcome, message }) =>
      `    ${`${purpose} ${attempt}`.padEnd(14)} ${outcome.padEnd(12)} ${message.replace(/\s+/g, " ").slice(0, 120)}`,
  );
  return ["  attempts", ...lines].join("\n");
}

function renderNotes({ notes = [] }: Story): string {
  return notes.length === 0 ? "" : ["  notes", ...notes.map((note) => `    - ${note}`)].join("\n");
}

function renderLesson({ lesson }: Story): string {
  if (lesson === undefined) return "";
  return [`  lesson (${lesson.cause})`, `    ${lesson.lesson}`, `    evidence: ${lesson.evidence}`].join(
    "\n",
  );
}

function renderCosts({ calls = [] }: Story): string {
  if (calls.length === 0) return "";
  const width = Math.max(14, ...calls.map(({ purpose, attempt }) => `${purpose} ${attempt}`.length));
  const lines = calls.map((call) => {
    const thought = call.reasoningTokens === undefined ? "" : ` (${call.reasoningTokens} of them reasoning)`;
    const counted = call.estimated ? "at most " : "";
    const tokens = `${counted}${call.promptTokens} + ${call.completionTokens} tokens${thought}`;
    const cost = call.costNanoUsd === null ? "cost unknown" : `$${(call.costNanoUsd / 1e9).toFixed(6)}`;
    const failed = call.failed === "" ? "" : `, ${call.failed}`;
    return `    ${`${call.purpose} ${call.attempt}`.padEnd(width)} ${call.model}, ${tokens}, ${cost}${failed}`;
  });
  return ["  calls", ...lines].join("\n");
}

function renderText(title: string, text: string | undefined, full: boolean): string {
  const words = text?.trim() ?? "";
  if (words === "") return "";
  const lines = words.split("\n");
  const shown =
    full || lines.length <= SHORT
      ? lines
      : [...lines.slice(0, SHORT), `… ${lines.length - SHORT} more lines (--calls shows all)`];
  return [`  ${title}`, ...shown.map((line) => `    ${line}`)].join("\n");
}
