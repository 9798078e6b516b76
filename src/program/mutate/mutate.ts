import type { Fingerprint, JsonObject, Random } from "../../core/index.ts";
import type { ParsedLanguage } from "../language.ts";
import { type ParsedProgram, parseParent, parseProgram } from "../parse.ts";
import { sameOutsideRegions } from "../regions.ts";
import { applyEdits, lineAt } from "./edits.ts";
import { exportedNames } from "./exports.ts";
import type { MutationContext, MutationOperator } from "./operator.ts";
import { indexProgram, type ProgramIndex } from "./program-index.ts";
import { revaluedFingerprint } from "./revalued.ts";
import { SAVINGS, SAVINGS_SHARE } from "./savings/save-work.ts";
import { readSteps } from "./step-sizes.ts";
import { CROSSOVERS, MUTATIONS, numberShare, type OperatorTable } from "./table.ts";

/** The parents and bounds that a child is made from. */
export interface MutationInput {
  readonly source: string;
  readonly language: ParsedLanguage;
  /**
   * Relatives to copy from. With none, the program is changed by itself; with two, differences between them
   * can be used.
   */
  readonly mates: readonly string[];
  /** The parent's heritable strategy record. */
  readonly strategy: JsonObject;
  readonly random: Random;
  /** Longest child, characters. @defaultValue 65536 */
  readonly maxLength?: number;
  /** True where run time is the objective: a part of the changes saves work. @defaultValue false */
  readonly forSpeed?: boolean;
}

/** A child that differs from its parent as a program, or why there is none. */
export type MutationResult =
  | {
      readonly status: "changed";
      readonly source: string;
      readonly fingerprint: Fingerprint;
      /** The change in a few words. */
      readonly note: string;
      /** Name of the operator that did it. */
      readonly operator: string;
      /** The strategy record that the child inherits. */
      readonly strategy: JsonObject;
    }
  | { readonly status: "unchanged"; readonly reason: string };

/** Draws until a change comes out that parses and does something. */
const ATTEMPTS = 24;
/** How often a changed program is changed once more before it is handed out. */
const SECOND_CHANGE_SHARE = 0.1;

/**
 * Varies a program: draws an operator, lets it edit the evolve regions by ranges (so that comments and layout
 * survive), and checks the child: it parses, it differs from the parent as a tree, it exports what the parent
 * exports, and its text outside the regions is the parent's. Pure: equal input and an equal random stream
 * give an equal child.
 */
export function mutate(input: MutationInput): MutationResult {
  const parsed = parseParent(input.source, input.language);
  if (parsed.status !== "ok") return { status: "unchanged", reason: parsed.message };
  const mates = input.mates.flatMap((source) => {
    const mate = source === input.source ? parsed : parseParent(source, input.language);
    return mate.status === "ok" && mate.program !== parsed.program ? [indexProgram(mate.program)] : [];
  });
  const { random } = input;
  const first = change(input, indexProgram(parsed.program), mates, input.strategy);
  if (first.status !== "changed" || random.next() >= SECOND_CHANGE_SHARE) return first;
  return changeAgain(input, first, parsed.program) ?? first;
}

function changeAgain(input: MutationInput, first: Changed, parent: ParsedProgram): MutationResult | null {
  const between = parseProgram(first.source, input.language);
  if (between.status !== "ok") return null;
  const second = change(input, indexProgram(between.program), [], first.strategy);
  if (second.status !== "changed" || second.fingerprint.tree === parent.fingerprint.tree) return null;
  return { ...second, note: `${first.note}; ${second.note}`, operator: first.operator };
}

type Changed = Extract<MutationResult, { status: "changed" }>;

function change(
  input: MutationInput,
  parent: ProgramIndex,
  mates: readonly ProgramIndex[],
  strategy: JsonObject,
): MutationResult {
  const { random, maxLength = 65_536 } = input;
  const context: MutationContext = { parent, mates, steps: readSteps(strategy), random };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    // Relatives may have nothing to offer; then the program is changed by itself.
    const table = mates.length > 0 && attempt < ATTEMPTS / 2 ? CROSSOVERS : MUTATIONS;
    const saves = input.forSpeed === true && random.next() < SAVINGS_SHARE;
    const operator = saves ? random.weighted(SAVINGS, weightOf)[0] : draw(table, context);
    const made = operator.apply(context);
    if (!made) continue;
    const source = applyEdits(parent.source, made.edits);
    if (source === null || source === parent.source || source.length > maxLength) continue;
    const fingerprint =
      revaluedFingerprint(parent.program, source, made.edits) ?? checkChild(parent.program, source);
    if (!fingerprint || fingerprint.tree === parent.program.fingerprint.tree) continue;
    const line = lineAt(parent.source, made.edits[0]?.start ?? 0);
    return {
      status: "changed",
      source,
      fingerprint,
      note: `${made.note.replace(/\s+/g, " ").slice(0, 160)} (line ${line})`,
      operator: operator.name,
      strategy: { ...strategy, ...context.steps, ...made.steps },
    };
  }
  return { status: "unchanged", reason: `none of ${ATTEMPTS} draws changed the program` };
}

/**
 * The child's fingerprint if it parses, exports what the parent exports, and kept the text outside the
 * regions.
 */
function checkChild(parent: ParsedProgram, source: string): Fingerprint | null {
  const child = parseProgram(source, parent.language);
  if (child.status !== "ok" || !sameOutsideRegions(parent.source, source)) return null;
  const offered = exportedNames(child.program.root);
  return [...exportedNames(parent.root)].every((name) => offered.has(name))
    ? child.program.fingerprint
    : null;
}

function weightOf([, weight]: OperatorTable["code"][number]): number {
  return weight;
}

function draw(table: OperatorTable, { parent, random }: MutationContext): MutationOperator {
  const isNumber = random.next() < numberShare(parent.numbers.all.length);
  const [operator] = random.weighted(isNumber ? table.numbers : table.code, ([, weight]) => weight);
  return operator;
}
