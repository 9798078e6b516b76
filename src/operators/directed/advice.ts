import { wholeLines, wholeSentences } from "../../core/index.ts";
import { fencedData } from "../../llm/index.ts";
import { isAlone } from "./choice.ts";
import { isPlanned, type DirectedStep } from "./directed-step.ts";
import { standingOf } from "../../problem/index.ts";
import { showGain } from "./describe-verdict.ts";
import { plateauOf } from "./plateau.ts";

/**
 * Advice to this step in particular: the operator's own, or an angle for it. Several steps begin at the
 * same state, and with the same words they would be the same step.
 */
export function adviceOf(step: DirectedStep): string {
  const { choice, config, view, library, facts, problem } = step;
  const { operator } = choice;
  // the seed has no way behind it that could be left, and no method that is worth a polish
  const isFirst = facts.parent?.step === 0 && !operator.needsMate;
  // where no polish counts any more: no method failed there, and a run that began before there was a text for it goes on without
  const isBeyond = library.has("angles-beyond") && isAtBestKnown(step);
  const still = isFirst || isBeyond || !operator.angle ? "" : stillAdvice(step);
  const isUsedUp = still !== "";
  // who decides step by step has nothing to search in
  const kind = problem.definition.policy ? "policy" : "default";
  const mate = isPlanned(step) ? facts.planner.mate : (facts.values.mate ?? "");
  const own =
    isUsedUp || operator.advice === null || isFirst || (isBeyond && !operator.needsMate)
      ? still
      : library.text(operator.advice, { mate }, kind);
  // a step that starts alone need not differ from others
  const hasAngle =
    (operator.angle || isFirst || (isBeyond && !operator.needsMate)) &&
    (isPlanned(step) || config.inFlight > 1);
  const isAnew = (isFirst || isUsedUp) && library.has("angles-first");
  const angles = isBeyond ? "angles-beyond" : isAnew ? "angles-first" : "angles";
  const angle = hasAngle ? angleOf(library.text(angles, {}, kind), view, config.inFlight > 1) : "";
  return [own, angle].filter((text) => text !== "").join("\n\n");
}

/**
 * Advice where the latest children of the parent gained nothing: then nobody should be told to keep its method. Where most of them came to
 * the parent's result but for digits, no method failed. Empty where the parent does not stand still.
 */
function stillAdvice({ choice, config, library, problem, services }: DirectedStep): string {
  const { direction } = problem.definition.objective;
  const { parent } = choice;
  const children = isAlone(config) ? null : plateauOf(parent, USED_UP, direction, services.history);
  if (children === null) return "";
  const gaps = children.flatMap(({ evaluation }) =>
    evaluation.status === "ok" ? [Math.abs(evaluation.score - parent.score)] : [],
  );
  const near = gaps.filter((gap) => gap <= SAME_RESULT * Math.abs(parent.score));
  const count = String(USED_UP);
  // a run that began before there was a text for it goes on without
  if (2 * near.length >= USED_UP && library.has("advice-same-result")) {
    const within = showGain(Math.max(...near, 1e-9 * Math.abs(parent.score)));
    return library.text("advice-same-result", { near: String(near.length), count, within });
  }
  return library.has("advice-used-up") ? library.text("advice-used-up", { count }) : "";
}

/** True where the island's best program is as good as the best value known: what its prompts say of the goal goes by that one, too. */
function isAtBestKnown({ choice, config, problem, view }: DirectedStep): boolean {
  const best = (isAlone(config) ? null : view.elites(1)[0]) ?? choice.parent;
  const standing = standingOf(problem.definition, best.score);
  return standing === "same" || standing === "improved";
}

/** Children without a gain after which a method counts as used up. */
const USED_UP = 4;

/** Share of a score within which two programs found the same result, and one of them its last digits. */
const SAME_RESULT = 1e-6;

/** The angle of a step: each in its turn, so that steps under way at once do not share one. */
function angleOf(text: string, { island, step }: DirectedStep["view"], others: boolean): string {
  const angles = text
    .split("\n")
    .filter((line) => line.startsWith("- "))
    .map((line) => line.slice(2).trim());
  const place = others
    ? "Several steps are under way at once. To differ from the others, begin here, unless something else promises much more:"
    : "Take this angle:";
  return angles.length === 0 ? "" : `${place} ${angles[(island + step - 1) % angles.length]}`;
}

/** A plan in a prompt for who carries it out: data like everything that a model wrote. */
export function planText(plan: string): string {
  return plan === "" ? "" : fencedData("plan", carriedOut(plan));
}

/**
 * The part of a plan that is to be carried out: without the ways that were not chosen, and without what it hopes for. A plan that
 * does not keep to its headings stays whole.
 */
function carriedOut(plan: string): string {
  let isKept = true;
  const kept = plan.split("\n").filter((line) => {
    const heading = HEADING.exec(line)?.[1]?.toLowerCase();
    if (heading !== undefined) isKept = !LEFT_OUT.has(heading);
    return isKept;
  });
  const text = kept.join("\n").trim();
  return /^[\s*#\d.)]*plan\b/im.test(text) ? text : plan;
}

/** A plan for who looks back on it: every step of it, long ones by their beginnings where there is no room for all of them. */
export function planInBrief(plan: string, maxLength: number): string {
  const lines = carriedOut(plan).split("\n");
  for (const length of [400, 280, 200, 140, 100]) {
    if (lines.join("\n").length <= maxLength) break;
    for (const [at, line] of lines.entries()) lines[at] = wholeSentences(line, length);
  }
  return wholeLines(lines.join("\n"), maxLength);
}

/** Headings of the answer that the planner is asked for. */
const HEADING = /^[\s*#]{0,8}(?:\d[.)])?[\s*#]{0,8}(outlines|limit|chosen|plan|expected effect)\b/i;
/** Those whose text only the planner needed. */
const LEFT_OUT: ReadonlySet<string> = new Set(["outlines", "expected effect"]);
