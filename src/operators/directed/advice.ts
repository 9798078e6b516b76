import { wholeLines, wholeSentences } from "../../core/index.ts";
import { fencedData } from "../../llm/index.ts";
import { isAlone } from "./choice.ts";
import { isPlanned, type DirectedStep } from "./directed-step.ts";
import { standingOf } from "../../problem/index.ts";
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
  // a run that began before there was a text for it goes on without
  const isUsedUp = !isFirst && operator.angle && library.has("advice-used-up") && isStandingStill(step);
  // nor one for its last digits where no polish counts any more
  const isBeyond = library.has("angles-beyond") && isAtBestKnown(step);
  const mate = isPlanned(step) ? facts.planner.mate : (facts.values.mate ?? "");
  const own = isUsedUp
    ? library.text("advice-used-up", { count: String(USED_UP) })
    : operator.advice === null || isFirst || (isBeyond && operator.angle)
      ? ""
      : library.text(operator.advice, { mate });
  // a step that starts alone need not differ from others
  const hasAngle = (operator.angle || isFirst) && (isPlanned(step) || config.inFlight > 1);
  // who decides step by step has nothing to search in
  const kind = problem.definition.policy ? "policy" : "default";
  const isAnew = (isFirst || isUsedUp) && library.has("angles-first");
  const angles = isBeyond ? "angles-beyond" : isAnew ? "angles-first" : "angles";
  const angle = hasAngle ? angleOf(library.text(angles, {}, kind), view, config.inFlight > 1) : "";
  return [own, angle].filter((text) => text !== "").join("\n\n");
}

/** True where the latest children of the parent gained nothing: then nobody should be told to keep its method. */
function isStandingStill({ choice, config, problem, services }: DirectedStep): boolean {
  const { direction } = problem.definition.objective;
  return !isAlone(config) && plateauOf(choice.parent, USED_UP, direction, services.history) !== null;
}

/** True where the island's best program is as good as the best value known: what its prompts say of the goal goes by that one, too. */
function isAtBestKnown({ choice, config, problem, view }: DirectedStep): boolean {
  const best = (isAlone(config) ? null : view.elites(1)[0]) ?? choice.parent;
  const standing = standingOf(problem.definition, best.score);
  return standing === "same" || standing === "improved";
}

/** Children without a gain after which a method counts as used up. */
const USED_UP = 4;

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
