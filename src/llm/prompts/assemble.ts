import { estimateTokens } from "../tokens.ts";

/** A piece of a prompt that may leave when space is short. */
export interface PromptPart {
  /** Placeholder that it goes to. */
  readonly slot: string;
  readonly text: string;
  /**
   * How useful it is: lower leaves first; equal ones leave in the order in which they are listed (oldest
   * first).
   */
  readonly priority: number;
}

/** The parts that were kept, ready to fill a template. */
export interface AssembledParts {
  /** Text by slot, the kept parts in the order in which they were listed, a blank line between. */
  readonly values: { readonly [slot: string]: string };
  /** Parts that were left out: because they did not fit, or said again what another one says. */
  readonly dropped: readonly PromptPart[];
  /** Estimated tokens of what was kept. */
  readonly tokens: number;
}

/**
 * Chooses which parts a prompt has room for. Every slot that a part names has a value, empty when none of its
 * parts stayed.
 *
 * @param budgetTokens - room for all parts together, estimated; what must be in the prompt is not a part
 */
export function assembleParts(parts: readonly PromptPart[], budgetTokens: number): AssembledParts {
  const seen = new Set<string>();
  // Listed last is newest: of equal texts the newest stays.
  const distinct = parts
    .toReversed()
    .filter(({ slot, text }) => {
      const key = `${slot}\n${text.trim()}`;
      const isNew = text.trim() !== "" && !seen.has(key);
      seen.add(key);
      return isNew;
    })
    .toReversed();
  const sized = distinct.map((part) => ({ part, tokens: estimateTokens(part.text) + 1 }));
  const kept = new Set(distinct);
  let tokens = sized.reduce((sum, each) => sum + each.tokens, 0);
  for (const { part, tokens: size } of sized.toSorted((a, b) => a.part.priority - b.part.priority)) {
    if (tokens <= budgetTokens) break;
    kept.delete(part);
    tokens -= size;
  }
  const values: { [slot: string]: string } = {};
  for (const part of parts) values[part.slot] ??= "";
  for (const part of kept) {
    const before = values[part.slot] ?? "";
    values[part.slot] = before === "" ? part.text : `${before}\n\n${part.text}`;
  }
  return { values, dropped: parts.filter((part) => !kept.has(part)), tokens };
}
